# Sourced by the scripts in tests/cli: a scratch folder and TAP checks.
#
# A script calls `check NAME COMMAND...` and the like, and ends with `done_testing`.
# shellcheck shell=bash
set -u
chairlift=${CHAIRLIFT:-$PWD/build/chairlift}
fixtures=$PWD/tests/fixtures
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tests_run=0 tests_failed=0

# result STATUS NAME: one line of TAP.
result() {
    tests_run=$((tests_run + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $tests_run - $2"
    else
        tests_failed=$((tests_failed + 1))
        echo "not ok $tests_run - $2"
    fi
}

# check NAME COMMAND...: passes when the command succeeds; what it prints is shown when it does not.
check() {
    local name=$1 outcome
    shift
    "$@" >"$scratch/.check"
    outcome=$?
    [ $outcome -eq 0 ] || head -n 20 "$scratch/.check" | sed 's/^/# /'
    result $outcome "$name"
}

# run COMMAND...: keeps stdout, stderr and exit status in $out, $err, $status.
run() {
    "$@" >"$scratch/.out" 2>"$scratch/.err" </dev/null
    status=$?
    out=$(<"$scratch/.out")
    err=$(<"$scratch/.err")
    if grep -qE 'AddressSanitizer|runtime error|LeakSanitizer' "$scratch/.err"; then
        cat "$scratch/.err"
        status=99
    fi
}

# expect_status NAME N: the exit status of the last run.
expect_status() {
    if [ "$status" -eq "$2" ]; then
        result 0 "$1"
    else
        echo "# exit status $status, expected $2; stderr: $err"
        result 1 "$1"
    fi
}

# expect_match NAME TEXT REGEX: TEXT matches the extended regular expression.
expect_match() {
    if grep -qE -- "$3" <<<"$2"; then
        result 0 "$1"
    else
        echo "# no match for: $3"
        echo "# in: $(head -c 2000 <<<"$2")"
        result 1 "$1"
    fi
}

# expect_equal NAME ACTUAL EXPECTED
expect_equal() {
    if [ "$2" = "$3" ]; then
        result 0 "$1"
    else
        diff <(echo "$3") <(echo "$2") | head -n 20 | sed 's/^/# /'
        result 1 "$1"
    fi
}

# has COMMAND...: whether all of them can be run, also those that only root's PATH leads to.
has() {
    local command
    for command in "$@"; do
        PATH=$PATH:/usr/sbin:/sbin command -v "$command" >/dev/null || return 1
    done
}

# skip NAME WHY
skip() {
    tests_run=$((tests_run + 1))
    echo "ok $tests_run - $1 # SKIP $2"
}

done_testing() {
    echo "1..$tests_run"
    [ "$tests_failed" -eq 0 ]
    exit
}
