#!/bin/bash
# What scoring costs, in instructions: unlike time, these are the same in every run, so that a change
# that makes the program slower is seen. Counted by callgrind in the optimised program, from the first
# paper to the last (without loading models), over the fixture papers under many ids. Nearly all of
# these fit, and a paper that fits is read twice (src/model/sentences.c).
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

program=$PWD/build/chairlift
command -v callgrind_annotate >/dev/null || { skip "instructions" "valgrind is not installed"; done_testing; }
[ -x "$program" ] || { skip "instructions" "the optimised program is not built"; done_testing; }

copies=10
for ((i = 0; i < copies; i++)); do
    jq -c --arg i "$i" '{id: (.id + "-" + $i), title, abstract}' "$fixtures/papers/papers.jsonl"
done >"$scratch/papers.jsonl"
papers=$(wc -l <"$scratch/papers.jsonl")

# count ARGUMENT...: sets $count to the instructions for each paper.
count() {
    run valgrind --tool=callgrind --callgrind-out-file="$scratch/profile" --collect-atstart=no \
        --toggle-collect=chairlift_intake_map "$program" score -j 1 -f jsonl "$@" "$scratch/papers.jsonl"
    count=$(($(awk '$1 == "summary:" || $1 == "totals:" { print $2; exit }' "$scratch/profile") / papers))
}

# expect_count NAME STORED ARGUMENT...: at most a sixth more than the stored number, which is that of
# gcc 12 and glibc 2.36 on x86-64: other compilers and libraries differ by less.
expect_count() {
    local name=$1 stored=$2
    shift 2
    count "$@"
    expect_status "$name: scored" 0
    echo "# $name: $count instructions for each paper, $stored stored"
    check "$name: as cheap as it was" test "$count" -gt 0 -a "$count" -le $((stored * 7 / 6))
}
expect_count "one venue" 159000
expect_count "all venues" 182000 --venue all
done_testing
