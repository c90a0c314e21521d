#!/bin/bash
# The demonstration: every submission scored and routed, in lines that fit a small terminal.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

if [ ! -x build/chairlift ]; then
    skip "the demonstration" "make all was not run"
    done_testing
fi
unset CHAIRLIFT_PDF_WORKER # the release build has one of its own
run tests/fixtures/demo
expect_status "it runs" 0
expect_match "it counts the submissions" "$out" '^32 papers: '
check "no line is wider than 80 columns" test "$(wc -L <<<"$out")" -le 80
expect_match "it shows what decided" "$out" '^  theme: probability'
expect_equal "it scores every submission" "$(jq length build/demo/scores.json)" 32
expect_equal "and routes it" "$(wc -l <build/demo/routing.csv)" 33
for file in scores.txt scores.json routing.txt routing.csv routing.html; do
    check "it says where $file is" grep -qw "$file" <<<"$out"
done
expect_equal "conflicts are respected" \
    "$(grep -E '^(sae-absorption-width|ssm-induction),.*Mirela_Dumitrescu1' build/demo/routing.csv)" ""
done_testing
