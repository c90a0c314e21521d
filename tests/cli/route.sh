# chairlift route, end to end: the fixture papers and chairs, every format, and what it says of input
# that is wrong.
# shellcheck shell=bash
. tests/cli/lib/tap.bash

papers=$fixtures/papers
chairs=$papers/chairs.csv
cp "$papers/papers.jsonl" "$scratch/papers.jsonl"

# holds FILTER FILE: the JSON is as the filter says.
holds() {
    jq -e "$1" "$2"
}

# ---- the fixture papers --------------------------------------------------------------------------

run "$chairlift" route --chairs "$chairs" --format json "$papers/submissions.json" "$papers/submissions-v1.json" "$papers/pdf"
expect_status "papers that just fit the capacities are all placed" 0
expect_match "the optimum is certified" "$err" 'optimal \(certified\)'
expect_match "the bound is what was reached, to the last digit" "$err" '^total affinity ([0-9.]+), no assignment has more than \1:'
expect_match "what was done is summed up" "$err" '^32 papers, 6 chairs, [0-9]+ conflicts: 32 placed, 0 unplaced$'
echo "$out" >"$scratch/all.json"
check "every paper has one chair" holds '(.assignments | length) == 32
    and ([.assignments[].paper] | unique | length) == 32
    and all(.assignments[]; .status == "placed" and (.reason | length) > 20)' "$scratch/all.json"
check "loads stay between minimum and capacity, and add up" holds '
    all(.chairs[]; .load <= .capacity and .load >= .minimum)
    and ([.chairs[].load] | add) == 32' "$scratch/all.json"
check "the affinities add up to the total" holds '
    ([.assignments[].score] | add) - .summary.total_affinity | fabs < 1e-4' "$scratch/all.json"
check "total and bound are one number" holds '.summary.total_affinity == .summary.dual_bound' "$scratch/all.json"
check "nobody has a paper that conflicts" holds '
    ([.conflicts[] | .paper + " " + .chair]) as $conflicts | ($conflicts | length) > 3
    and all(.assignments[]; (.paper + " " + .chair) as $pair | $conflicts | index($pair) | not)' \
    "$scratch/all.json"

# ---- formats -------------------------------------------------------------------------------------

route() {
    "$chairlift" route --chairs "$chairs" "$@" 2>/dev/null </dev/null
}
csv=$(route "$scratch/papers.jsonl")
expect_match "elsewhere than on a terminal it is CSV" "$csv" '^paper,title,chair,chair_name,topic,score,reason,status'
expect_match "a row says why" "$csv" ',internals,0\.[0-9]{4},"internals [01]\.[0-9]{2}[^"]*; the chair declared (it|internals|both|all three)[^"]*",placed'
expect_match "a table says that the number is the affinity" "$(route -f table "$scratch/papers.jsonl")" '^    kv-eviction, affinity [01]\.[0-9]{2}: '
expect_match "a table has the loads" "$(route -f table "$scratch/papers.jsonl")" '^  Ada Winterbourne +[0-9] of 6'
route -o "$scratch/out.csv" "$scratch/papers.jsonl"
expect_equal "--output writes the same" "$(cat "$scratch/out.csv")" "$csv"
route -o "$scratch/out.json" "$scratch/papers.jsonl"
check "a file called .json is JSON" holds .summary "$scratch/out.json"
expect_equal "OpenReview's scores have three cells a line" \
    "$(route -f openreview-affinity "$scratch/papers.jsonl" | awk -F , 'NF != 3 || $3 !~ /^[01]\.[0-9][0-9][0-9][0-9]$/' | wc -l)" 0
group=Example.org/2026/Workshop/MechInterp
check "OpenReview's edges are JSON" test "$(route -f openreview-edges --openreview-group $group "$papers/submissions.json" |
    jq --arg group $group '[.[] | select(.invitation == $group + "/Area_Chairs/-/Proposed_Assignment")] | length')" -eq 10
check "committees have the names they are given" test "$(route -f openreview-edges --openreview-group $group \
    --openreview-chairs Meta --openreview-label second "$papers/submissions.json" |
    jq -r --arg group $group '[.[] | select(.label == "second") | .invitation] | unique | .[]')" = $group/Meta/-/Proposed_Assignment

"$chairlift" score -f jsonl "$scratch/papers.jsonl" >"$scratch/scores.jsonl"
"$chairlift" score -f json "$scratch/papers.jsonl" >"$scratch/scores.json"
run "$chairlift" route --chairs "$chairs" "$scratch/scores.jsonl"
expect_match "score records name no authors" "$err" '^chairlift route: 38 papers name no authors .*--conflicts'
from_scores=$out
check "scores are routed as papers are" test "$(cut -d , -f 1 <<<"$from_scores" | sort | md5sum)" = "$(cut -d , -f 1 <<<"$csv" | sort | md5sum)"
expect_equal "an array of scores gives the same" "$(route "$scratch/scores.json")" "$from_scores"
expect_equal "scores from a pipe give the same" \
    "$("$chairlift" route --chairs "$chairs" - 2>/dev/null < <(cat "$scratch/scores.jsonl"))" "$from_scores"
expect_equal "scores from a file as standard input give the same" \
    "$("$chairlift" route --chairs "$chairs" - 2>/dev/null <"$scratch/scores.jsonl")" "$from_scores"
expect_equal "rows in another order give the same placements" \
    "$(route <(tac "$scratch/scores.jsonl") | sort)" "$(sort <<<"$from_scores")"

# ---- not enough room, conflicts, demand ----------------------------------------------------------

run "$chairlift" route --chairs "$chairs" "$scratch/papers.jsonl"
expect_status "papers that nobody has room for: status 1" 1
expect_match "the shortage is named" "$err" '38 papers ask for 38 places and 33 are to be had'
expect_match "a repair is named" "$err" 'raising the capacity of any 5 of .*Rosa Etxeberria.* by 1 would be enough, or of any one of them by 5$'
expect_match "the smallest uniform load is named" "$err" '^chairlift route: if everybody took at most the same number of papers: .*7 each leaves 0 over$'
expect_match "and the papers have rows" "$out" ',all 6 chairs are full[^,]*,unplaced'
sed 's/,5,2,$/,10,2,/' "$chairs" >"$scratch/more.csv"
run "$chairlift" route --chairs "$scratch/more.csv" "$scratch/papers.jsonl"
expect_status "the repair repairs it" 0

printf 'id,topics\na,internals\nb,safety\n' >"$scratch/two.csv"
run "$chairlift" route --chairs "$scratch/two.csv" --demand 2 "$scratch/papers.jsonl"
expect_status "two chairs for each paper" 0
expect_match "an even share without capacities" "$err" 'chairs without a capacity take at most 38 papers'
printf 'paper,person,reason\nkv-eviction,a,advisor\nkv-eviction,b,spouse\nnone,a,x\n' >"$scratch/conflicts.csv"
run "$chairlift" route --chairs "$scratch/two.csv" --conflicts "$scratch/conflicts.csv" "$scratch/papers.jsonl"
expect_status "a paper that conflicts with everybody: status 1" 1
expect_match "its row says with whom, and why" "$out" 'kv-eviction,.*conflicts with every chair \(a: advisor, b: spouse\)'
expect_match "the remedy is named" "$err" 'paper kv-eviction has conflicts with everybody: lift one, or add a chair'
expect_equal "no capacity would help, so none is spoken of" "$(grep -c 'same number of papers' <<<"$err")" 0
expect_match "a conflict of nobody here is a warning" "$err" "conflicts.csv:4: there is no paper \"none\""

run "$chairlift" route --chairs "$scratch/two.csv" --demand 3 "$scratch/papers.jsonl"
expect_status "more chairs for each paper than there are: status 1" 1
expect_match "the remedy is more chairs" "$err" 'each paper wants 3 chairs, and there are only 2: add chairs, or ask for fewer'
expect_equal "and no conflict is to be lifted" "$(grep -c ': lift\|lift [0-9]' <<<"$err")" 0
expect_match "the rows say so, too" "$out" '"wants 3 chairs, and there are only 2"'
printf 'id,topics,capacity\na,internals,0\n' >"$scratch/full.csv"
run "$chairlift" route --chairs "$scratch/full.csv" <(head -n 1 "$scratch/papers.jsonl")
expect_match "one of each is said in the singular" "$err" '^1 paper, 1 chair, 0 conflicts: 0 placed, 1 unplaced$'
expect_match "also in the advice" "$err" '1 paper asks for 1 place and 0 are to be had: all who could take it'
expect_match "and in the row" "$out" ',the only chair is full'
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    COLUMNS=70 script -qec "'$chairlift' route --chairs '$chairs' -o '$scratch/tty.csv' '$scratch/papers.jsonl' >/dev/null" /dev/null >"$scratch/tty" </dev/null
    check "on a terminal advice is broken into its lines" test "$(awk '/^  - if everybody/ {on = 1} on && length($0) > 71' "$scratch/tty" | wc -l)$(grep -c '^  - if everybody' "$scratch/tty")" = 01
else
    skip "on a terminal advice is broken into its lines" "no pseudo-terminal is to be had here"
fi

printf 'id,topics,max,min\na,internals,40,0\nb,safety,40,39\n' >"$scratch/min.csv"
run "$chairlift" route --chairs "$scratch/min.csv" "$scratch/papers.jsonl"
expect_status "a minimum that cannot be: status 1" 1
expect_match "by how much is named" "$err" 'b: at least 39 papers wanted, but only 38 can come.*lower the minimum by 1'

route --format csv "$scratch/papers.jsonl" | tail -n +2 | tac | sed '1i paper,title,chair,chair_name,topic,score,reason,status\r' >"$scratch/old.csv"
grep -v Gunther_Faber "$scratch/more.csv" >"$scratch/left.csv"
run "$chairlift" route --chairs "$scratch/left.csv" --keep "$scratch/old.csv" "$scratch/papers.jsonl"
expect_match "a chair drops out: all others keep their papers" "$err" 'of 33 earlier placements, 29 are kept; 4 could not be, of papers or chairs not here'
sed '2,$s/,[0-9]*,[0-9]*,\([^,]*\)$/,30,0,\1/' "$chairs" >"$scratch/roomy.csv"
for objective in total worst-off balanced; do
    run "$chairlift" route --chairs "$scratch/roomy.csv" --objective "$objective" -f json "$scratch/papers.jsonl"
    echo "$out" >"$scratch/$objective.json"
    expect_match "--objective $objective is certified" "$err" 'optimal \(certified\)'
done
check "the worst-off are better off" test "$(jq -s '[.[].assignments | map(.score) | min] | .[0] >= .[1]' \
    "$scratch/worst-off.json" "$scratch/total.json")" = true
check "the loads are more even" test "$(jq -s '[.[].chairs | map(.load) | max - min] | .[0] < .[1]' \
    "$scratch/balanced.json" "$scratch/total.json")" = true

# ---- what cannot be known ------------------------------------------------------------------------

printf 'id,topics\na,internals\nb,safety\n' >"$scratch/pair.csv"
run "$chairlift" route --chairs "$scratch/pair.csv" "$papers/pdf"
expect_match "PDFs name no authors: a warning" "$err" '^chairlift route: [0-9]+ papers name no authors .*conflicts with their authors cannot be found'
expect_equal "said once" "$(grep -c 'name no authors' <<<"$err")" 1
head -n 1 "$scratch/papers.jsonl" | jq -c '.authors = [{"id": "~Ida_One1"}] | del(.authorids, .emails)' >"$scratch/ids.jsonl"
run "$chairlift" route --chairs "$scratch/pair.csv" "$scratch/ids.jsonl"
expect_match "authors known by id alone: a warning" "$err" '^chairlift route: 1 paper names authors without e-mail addresses or institutions'
printf 'id\na\nb\n' >"$scratch/silent.csv"
run "$chairlift" route --chairs "$scratch/silent.csv" "$scratch/papers.jsonl"
expect_match "no topics: a warning" "$err" '^chairlift route: all affinities are 0, because no chair declared topics'
run "$chairlift" route --chairs "$scratch/pair.csv" -f openreview-affinity "$papers/pdf"
expect_match "OpenReview does not know names of files" "$err" "papers are known by a file's name .*name each PDF by the id of its note"

run "$chairlift" route --chairs "$scratch/pair.csv" -f openreview-affinity "$papers/submissions.json"
expect_match "nor people without a profile" "$err" '2 of 2 people have no OpenReview profile as id \("a"\)'

# ---- what is wrong -------------------------------------------------------------------------------

# wrong NAME REGEX ARGUMENT...: fails with status 2, one line on stderr and nothing on stdout.
wrong() {
    local name=$1 regex=$2
    shift 2
    run "$chairlift" route "$@"
    expect_status "$name: status 2" 2
    expect_match "$name: says so" "$err" "^chairlift route: $regex"
    expect_equal "$name: nothing else" "$out$(wc -l <<<"$err")" 1
}
one=$scratch/one.jsonl
head -n 1 "$scratch/papers.jsonl" | jq -c 'del(.number)' >"$one"
cut -d , -f 1-3 "$chairs" >"$scratch/plain.csv"
printf 'id,topics\na,internal\n' >"$scratch/topic.csv"
printf 'id,capacity\na,three\n' >"$scratch/words.csv"
: >"$scratch/empty.csv"
wrong "no chairs" 'name the file of chairs' "$one"
wrong "no papers" 'name the papers to route' --chairs "$chairs"
wrong "chairs that are not there" '.*/none.csv: ' --chairs "$scratch/none.csv" "$one"
wrong "papers that are not there" '.*/none.json: ' --chairs "$chairs" "$scratch/none.json"
wrong "an unknown format" '--format "xml" is none of table, csv, json' --chairs "$chairs" -f xml "$one"
wrong "edges of no venue" "OpenReview's edges begin with the id of the venue's group: name it" --chairs "$chairs" -f openreview-edges "$one"
wrong "a group that is none" '--openreview-group "icml" is no id of a group' --chairs "$chairs" -f openreview-edges --openreview-group icml "$one"
wrong "a label that OpenReview refuses" '--openreview-label "a:b" is no title' --chairs "$chairs" -f openreview-edges \
    --openreview-group $group --openreview-label a:b "$one"
wrong "edges of papers without numbers" 'paper [a-z-]+ has no number' --chairs "$scratch/pair.csv" -f openreview-edges --openreview-group $group "$one"
wrong "an unknown objective" '--objective "best" is neither' --chairs "$chairs" --objective best "$one"
wrong "no demand" '--demand must be' --chairs "$chairs" --demand 0 "$one"
wrong "an unknown venue" 'there is no venue "nowhere"' --chairs "$chairs" -v nowhere "$one"
wrong "topics of another venue" '.*chairs.csv:2: core has no topic "internals"' --chairs "$chairs" -v core "$one"
wrong "an unknown topic" '.*:2: mechinterp-icml-2026 has no topic "internal"; did you mean "internals"' \
    --chairs "$scratch/topic.csv" "$one"
wrong "a capacity in words" '.*:2: capacity "three" is not a number' --chairs "$scratch/words.csv" "$one"
wrong "an empty file of chairs" '.*:1: the table is empty' --chairs "$scratch/empty.csv" "$one"
wrong "a folder that is not there" '.*cannot be written' --chairs "$chairs" -o "$scratch/no/such/folder.csv" "$one"
wrong "a paper without a number for HotCRP" 'paper .* has no number, by which HotCRP' --chairs "$scratch/plain.csv" -f hotcrp "$one"
check "nothing half-written is left" test ! -e "$scratch/no"

echo 'not a PDF' >"$scratch/broken.pdf"
run "$chairlift" route --chairs "$scratch/plain.csv" "$one" "$scratch/broken.pdf"
expect_status "a paper that cannot be read costs its row: status 1" 1
expect_match "the row says why" "$out" '^broken,.*,failed'
expect_match "the other is placed" "$out" ',placed'

run "$chairlift" route --help
expect_status "help" 0
expect_match "help says how affinity is made" "$out" "^Affinity, 0 to 1, is the share of a paper's topics"
expect_match "help says what status 1 means" "$out" 'Exit status: 0 all placed; 1 done, but'
expect_match "help names the options" "$out" '--conflicts=FILE'

done_testing
