# chairlift verify: what route writes passes, and what somebody spoiled does not.
# shellcheck shell=bash
. tests/cli/lib/tap.bash

papers=$fixtures/papers
# Without minimums and capacities that ten papers cannot meet.
sed -E '1s/,capacity.*//; s/,[0-9]+,[0-9]+,.*$//' "$papers/chairs.csv" >"$scratch/chairs.csv"

verify() {
    run "$chairlift" verify --people "$scratch/chairs.csv" "$1" "$papers/submissions.json"
}

for format in csv json openreview-affinity openreview-edges hotcrp hotcrp-preferences cmt; do
    "$chairlift" route --chairs "$scratch/chairs.csv" --format $format --openreview-group V.cc/W -o "$scratch/$format" "$papers/submissions.json" 2>/dev/null </dev/null
    verify "$scratch/$format"
    expect_status "what route writes as $format passes" 0
    expect_equal "$format: no finding" "$out" ""
    expect_match "$format: what it is and how long" "$err" ', [1-9][0-9]* rows: 0 findings$'
done

awk -F , -v OFS=, '{ print $2, $1, $3 }' "$scratch/openreview-affinity" >"$scratch/swapped"
verify "$scratch/swapped"
expect_status "swapped columns are found" 1
expect_match "and said once" "$out" '^[^:]*swapped: the columns are swapped: papers come first, then people'
expect_equal "in one line" "$(wc -l <<<"$out")" 1

sed '2s/^[^,]*/nobody-knows/; 3s/[^,]*$/-0.5/; 4d' "$scratch/openreview-affinity" >"$scratch/spoiled"
verify "$scratch/spoiled"
expect_match "an unknown id, with its line" "$out" 'spoiled:2: paper "nobody-knows" is not among those given'
expect_match "a negative score, with its line" "$out" 'spoiled:3: score -0\.5 is negative'
expect_match "missing pairs" "$out" 'spoiled: 2 of [0-9]+ pairs without a conflict have no score'

# Two people's ids stay, and their names change places.
awk -F, -v OFS=, 'NR == 2 { name = $4 } NR > 2 && $4 != name && !done { $4 = name; done = 1 } 1' "$scratch/csv" >"$scratch/moved.csv"
verify "$scratch/moved.csv"
expect_match "a name that is another's, with its line" "$out" 'moved\.csv:[0-9]+: ~[A-Za-z_]+1 is called "[^"]+" here, but "[^"]+" in the list of people'

first=$(sed -n 2p "$scratch/hotcrp")
echo "$first" >>"$scratch/hotcrp"
verify "$scratch/hotcrp"
expect_match "a pair that stands twice" "$out" 'hotcrp:12: paper [0-9]+ with [^ ]+ stands in line 2 already'

printf 'paper,person,reason\n%s,%s,spouse\n' "${first%%,*}" "${first##*,}" >"$scratch/conflicts.csv"
run "$chairlift" verify --people "$scratch/chairs.csv" --conflicts "$scratch/conflicts.csv" "$scratch/cmt" "$papers/submissions.json"
expect_match "a conflict, with its reason" "$out" 'cmt:3: [^ ]+ has a conflict with paper [0-9]+ \(spouse\)'

printf 'a,b\n1,2\n' >"$scratch/other.csv"
verify "$scratch/other.csv"
expect_status "what is none of the formats cannot be checked" 2
expect_match "and why" "$err" 'other\.csv:1: this is neither lines of "paper,person,score" nor a table'
# Chairs and reviewers, written and verified at once.
awk -F, -v OFS=, 'NR == 1 { print "id,name,email,topics"; next }
    { sub(/^~/, "~Reviewer_", $1); sub(/^[^@]*/, "r" NR, $3); print $1, "Reviewer " NR, $3, "" }' "$scratch/chairs.csv" >"$scratch/reviewers.csv"
"$chairlift" route --chairs "$scratch/chairs.csv" --reviewers "$scratch/reviewers.csv" --reviewers-each 2 \
    -o "$scratch/both.csv" "$papers/submissions.json" 2>/dev/null </dev/null
run "$chairlift" verify --people "$scratch/chairs.csv" --reviewers "$scratch/reviewers.csv" --demand 1 --reviewers-each 2 \
    "$scratch/both.csv" "$papers/submissions.json"
expect_status "demand counts for each role" 0
run "$chairlift" verify --people "$scratch/chairs.csv" --reviewers "$scratch/reviewers.csv" --demand 1 --reviewers-each 3 \
    "$scratch/both.csv" "$papers/submissions.json"
expect_equal "and is missed for each role" "$(grep -c 'has 2 of 3 reviewers: assign more$' <<<"$out")" 10

run "$chairlift" verify "$scratch/cmt" "$papers/submissions.json"
expect_status "people are needed" 2
run "$chairlift" verify --people "$scratch/chairs.csv" "$scratch/cmt"
expect_match "papers are needed" "$err" 'name the papers after the file'
done_testing
