#!/bin/bash
# What Apache Spark asks of a program that partitions are piped through: an empty one is no failure, what
# the first line holds says nothing of the others, records stay in their order and keep their ids, a status
# other than 0 is a failed task, and nothing goes on when nobody listens.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"
# shellcheck source=lib/recipe.bash
source "$(dirname "$0")/lib/recipe.bash"
spark=$PWD/tests/cli/lib/piped_rdd

for ((i = 0; i < 20; i++)); do
    jq -c --arg i "$i" '{id: (.id + "-" + $i), title: ("„" + .title + "“"), abstract}' "$fixtures/papers/papers.jsonl"
done >"$scratch/papers.jsonl"
papers=$scratch/papers.jsonl

# quoted NAME BEGINNING: the string of a recipe that begins so, with the program in its place.
ln -s "$chairlift" "$scratch/chairlift"
quoted() {
    recipe "$1" | grep -oE "\"$2[^\"]*\"" | tr -d '"' | sed "s|chairlift|$scratch/&|"
}
in_scala=$(quoted "Apache Spark" chairlift)
in_python=$(quoted PySpark "sh -c")

# without_source: where a paper stood in its partition is not where it stands in the whole.
without_source() {
    jq -c 'del(.source)' "$@"
}

# ---- good lines ----------------------------------------------------------------------------------

"$chairlift" score -f jsonl -j 1 "$papers" | without_source >"$scratch/whole"
check "papers are scored" test "$(wc -l <"$scratch/whole")" -eq 760
for partitions in 1 7; do
    run "$spark" scala "$partitions" "$papers" sh -c "$in_scala"
    expect_status "$partitions partitions: the job is done" 0
    check "and they are the whole, in its order" cmp <(without_source "$scratch/.out") "$scratch/whole"
done
run "$spark" python 3 "$papers" "$in_python"
expect_status "from Python, without an environment: the job is done" 0
check "and it is the whole, in its order" cmp <(without_source "$scratch/.out") "$scratch/whole"

head -n 3 "$papers" >"$scratch/few.jsonl"
run "$spark" scala 8 "$scratch/few.jsonl" sh -c "$in_scala"
expect_status "empty partitions are no failure" 0
check "and give nothing" cmp <(without_source "$scratch/.out") <(head -n 3 "$scratch/whole")
expect_equal "nor do they say anything" "$err" ""
run "$spark" scala 2 /dev/null sh -c "$in_scala"
expect_equal "nothing at all is none, either" "$status$out$err" 0

# ---- bad lines -----------------------------------------------------------------------------------

# What stands first would be taken for what the whole partition is.
{
    printf '%s\n' None '[' '{"id": "torn", "title":'
    sed -n 1p "$papers"
    printf '%s\n' '{"notes": [{"id": "held", "title": "T", "abstract": "A"}]}' '{"colour": "blue"}' ''
    sed -n 2p "$papers" | sed 's/$/\r/'
    printf '{"id": "long", "title": "'
    head -c 20000000 /dev/zero | tr '\0' a
    printf '"}\n'
    sed -n 3p "$papers"
} >"$scratch/bad.jsonl"
for partitions in 1 2 10; do
    run "$spark" scala "$partitions" "$scratch/bad.jsonl" sh -c "$in_scala"
    expect_status "bad lines, $partitions partitions: the job is done" 0
    check "each is a record that says so" test "$(jq -c 'select(.error)' "$scratch/.out" | wc -l)" -eq 6
    check "and costs no other" cmp <(jq -c 'select(.error | not) | del(.source)' "$scratch/.out") <(head -n 3 "$scratch/whole")
done
cp "$scratch/.out" "$scratch/bad.scored"
expect_match "the log names the line" "$err" 'stdin:1: the line holds no JSON object'
run "$spark" scala 1 "$scratch/bad.jsonl" "$chairlift" score --lines -f jsonl -
expect_match "whoever wants bad lines to fail the job leaves out the shell" "$err" 'failure: Subprocess exited with status 1'
run "$spark" python 10 "$scratch/bad.jsonl" "$in_python"
expect_status "from Python, too, the job is done" 0
check "and the records are the same" cmp "$scratch/.out" "$scratch/bad.scored"

# ---- failed tasks --------------------------------------------------------------------------------

run env CHAIRLIFT_DATA="$scratch" "$spark" scala 2 "$papers" sh -c "$in_scala"
expect_match "a worker without models fails its task" "$err" 'failure: Subprocess exited with status'
run "$spark" python 2 "$papers" "env CHAIRLIFT_DATA=$scratch $in_python"
expect_match "from Python, too" "$err" 'failure: Subprocess exited with status'
run "$spark" scala 2 "$papers" sh -c "kill -9 \$\$; $in_scala"
expect_match "so does one that is killed" "$err" 'failure: Subprocess exited with status 137'
run "$spark" scala 2 "$papers" sh -c "ulimit -v 20000; $in_scala"
expect_match "or has no memory" "$err" 'failure: Subprocess exited with status'
check "and gives no record" test -z "$out"

# ---- nobody listens ------------------------------------------------------------------------------

run "$spark" first 1 "$papers" sh -c "$in_scala"
expect_status "first() takes a record, and the process ends with its shell" 0
expect_equal "the record is the first" "$(without_source <<<"$out")" "$(head -n 1 "$scratch/whole")"

done_testing
