#!/bin/bash
# chairlift route with reviewers beside the chairs, reciprocal reviewers, institutions kept apart, and
# what changes from one routing to the next.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

cp "$fixtures/papers/papers.jsonl" "$scratch/papers.jsonl"
sed 's/,5,2,$/,10,2,/' "$fixtures/papers/chairs.csv" >"$scratch/chairs.csv"
topics=(internals methods applications safety scaling domain-models conceptual)
{
    echo id,topics,capacity,institution
    for i in {0..29}; do
        echo "~Reviewer${i},${topics[i % 7]};${topics[i * 3 % 7]},4,place$((i % 5)).example"
    done
} >"$scratch/reviewers.csv"

# route ARGUMENT...: as run, on the papers.
route() {
    run "$chairlift" route "$@" "$scratch/papers.jsonl"
}

# ---- two roles -----------------------------------------------------------------------------------

route --chairs "$scratch/chairs.csv" --reviewers "$scratch/reviewers.csv" --one-per-institution -o "$scratch/both.csv"
expect_status "chairs and reviewers at once" 0
expect_match "both are counted" "$err" '^38 papers, 6 chairs, 30 reviewers, [0-9]+ conflicts: 152 placed, 0 unplaced$'
expect_match "the optimum of both is certified" "$err" 'optimal \(certified\)'
expect_equal "a column says who is what" "$(head -n 1 "$scratch/both.csv" | tr -d '\r')" "paper,title,chair,chair_name,topic,score,reason,status,role"
expect_equal "each paper has a chair" "$(grep -c ',placed,chair' "$scratch/both.csv")" 38
expect_equal "and three reviewers" "$(grep -c ',placed,reviewer' "$scratch/both.csv")" 114
# papers_with_colleagues FILE: how many papers have two reviewers of one place.
papers_with_colleagues() {
    grep -o '^[^,]*\|~Reviewer[0-9]*' "$1" | awk '/^~/ { split($0, n, "Reviewer"); print paper, n[2] % 5; next } { paper = $0 }' |
        sort | uniq -d | wc -l
}
expect_equal "no two of one institution" "$(papers_with_colleagues "$scratch/both.csv")" 0
route --chairs "$scratch/chairs.csv" --reviewers "$scratch/reviewers.csv" -o "$scratch/free.csv"
check "which is not so without the rule" test "$(papers_with_colleagues "$scratch/free.csv")" -gt 0
route --reviewers "$scratch/reviewers.csv" -f json
expect_status "reviewers alone" 0
expect_equal "all rows are theirs" "$(jq -r '[.assignments[].role] | unique | join(" ")' <<<"$out")" reviewer

sed 's/,4,place/,8,place/' "$scratch/reviewers.csv" >"$scratch/roomy.csv"
route --chairs "$scratch/chairs.csv" --reviewers "$scratch/roomy.csv" --reviewers-each 6 --one-per-institution
expect_status "more reviewers than there are institutions: status 1" 1
expect_match "the rule is named as the cause, with exceptions" "$err" 'empty only because people of one institution.* exceptions would fill'
expect_match "and what no capacity helps against" "$err" 'places no capacity fills without'
expect_match "the row says so, too" "$out" 'of an institution that has it already.*,unplaced,reviewer'

route --chairs "$scratch/chairs.csv" --reviewers "$scratch/reviewers.csv" -f openreview-affinity
expect_status "two uploads are not one: status 2" 2
expect_match "how to write each" "$err" 'write each with --role'
route --chairs "$scratch/chairs.csv" --reviewers "$scratch/reviewers.csv" -f openreview-affinity --role reviewer
expect_equal "that of the reviewers has reviewers only" "$(cut -d , -f 2 <<<"$out" | grep -vc '^~Reviewer')" 0
route --chairs "$scratch/chairs.csv" --reviewers "$scratch/reviewers.csv" -f openreview-edges --openreview-group V.cc/W
expect_equal "edges of both" "$(jq -r '[.[].invitation | select(endswith("Assignment"))] | unique | join(" ")' <<<"$out")" \
    "V.cc/W/Area_Chairs/-/Proposed_Assignment V.cc/W/Reviewers/-/Proposed_Assignment"

# ---- reciprocal reviewers ------------------------------------------------------------------------

mapfile -t ids < <(jq -r .id "$scratch/papers.jsonl")
{
    echo paper,person
    for i in {0..35}; do echo "${ids[i]},~Author$((i / 3))"; done
} >"$scratch/nominations.csv"
route --reciprocal "$scratch/nominations.csv" --reviewers-each 1 -o "$scratch/first.csv"
expect_status "two papers nominate nobody: status 1" 1
expect_match "they are named" "$err" "paper ${ids[37]} nominates no reciprocal reviewer"
# loads FILE: how many papers each has.
loads() {
    grep -o ',~Author[0-9]*,' "$1" | sort | uniq -c | awk '{print $1}' | sort -u | paste -sd ' '
}
expect_equal "everybody reviews three" "$(loads "$scratch/first.csv")" 3
own=$(tail -n +2 "$scratch/nominations.csv" | while IFS=, read -r paper person; do grep "^$paper,.*,$person," "$scratch/first.csv"; done)
expect_equal "and nobody their own" "$own" ""
route --reciprocal "$scratch/nominations.csv" --reviewers-each 2 --reciprocal-load 4 --keep "$scratch/first.csv" -o "$scratch/second.csv"
expect_match "raised to four, what was settled stays" "$err" '^of 36 earlier placements, 36 are kept$'
expect_equal "everybody reviews four" "$(loads "$scratch/second.csv")" 4
run "$chairlift" route --reciprocal "$scratch/nominations.csv" -o "$scratch/third.csv" "$scratch/papers.jsonl"
expect_status "three reviewers for each paper are too many" 1
bare=$((38 - $(grep -o '^[^,]*,.*,~Author' "$scratch/third.csv" | cut -d, -f1 | sort -u | wc -l)))
expect_match "papers that have nobody are counted" "$err" " unplaced \($bare papers have nobody at all\)"
expect_match "the load to raise is named" "$err" 'raising the load of reciprocal reviewers from 3 to 10 \(--reciprocal-load 10\) would be enough'
run "$chairlift" route --reciprocal "$scratch/nominations.csv" --reciprocal-load 10 -o "$scratch/third.csv" "$scratch/papers.jsonl"
expect_match "and is enough" "$err" ', 0 unplaced'
check "a load above what is wanted is no complaint" test -z "$(grep 'lower --reciprocal-load' <<<"$err")"
expect_equal "and is shared evenly" "$(loads "$scratch/third.csv" | awk '{print ($1 >= 9 && $NF <= 10)}')" 1
echo paper,person >"$scratch/nobody.csv"
run "$chairlift" route --reciprocal "$scratch/nobody.csv" "$scratch/papers.jsonl"
expect_status "nobody is nominated: status 2" 2
expect_match "and what to do" "$err" 'nobody.csv: nominates nobody: give each paper a row'
jq -c '.authors = [{"name": "Someone Else", "id": "~Someone_Else1"}]' "$scratch/papers.jsonl" >"$scratch/others.jsonl"
run "$chairlift" route --reciprocal "$scratch/nominations.csv" "$scratch/others.jsonl"
expect_status "only strangers are nominated: status 2" 2
expect_match "and who cannot be enlisted is said" "$err" 'nobody can be enlisted: no row names an author of a paper that is here'
sed -i "s/~Author1\$/~Author0/" "$scratch/nominations.csv"
route --reciprocal "$scratch/nominations.csv" --reviewers-each 1
expect_match "nominated too often" "$err" '~Author0 is nominated by 6 papers, more than 3: '

# ---- what changes --------------------------------------------------------------------------------

route --chairs "$scratch/chairs.csv" -o "$scratch/before.csv"
grep -v Gunther_Faber "$scratch/chairs.csv" | sed 's/,10,2,$/,20,2,/' >"$scratch/left.csv"
tail -n +2 "$scratch/papers.jsonl" >"$scratch/fewer.jsonl"
run "$chairlift" route --chairs "$scratch/left.csv" --keep "$scratch/before.csv" -f json "$scratch/fewer.jsonl"
expect_status "a chair drops out and a paper is withdrawn" 0
expect_match "the chair's papers go elsewhere" "$err" '^  .*: was with ~Gunther_Faber1, goes to .* \(~Gunther_Faber1 is no chair any more\)$'
expect_match "the withdrawn paper is named" "$err" "^  ${ids[0]}: was with .* \\(withdrawn\\)$"
gone=$(grep -c Gunther_Faber "$scratch/before.csv")
expect_equal "nothing else changes" "$(jq '.changes | length' <<<"$out")" $((gone + 1))

done_testing
