#!/bin/bash
# chairlift label: what it proposes, how labels are taken, kept and learnt from.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

export CHAIRLIFT_DATA=$scratch/data
mkdir -p "$CHAIRLIFT_DATA/corpus/venues" "$CHAIRLIFT_DATA/models"
cat >"$CHAIRLIFT_DATA/corpus/venues/test.venue" <<'END'
[venue]
id = test-2027
name = Test
theme-labels = theme
topic-labels = test
most-topics = 2
[theme]
name = Theme
description = All of it.
[topic probes]
name = Linear Probes
description = Of them.
[topic circuits]
name = Circuits
description = Of these.
END

# papers FIRST LAST: papers on probes, on circuits, on bread, with labels.
papers() {
    local kinds=('linear probes monitor activations' 'circuits found by patching heads'
        'bread from flour and an oven')
    local labels=('"theme":2,"test":["probes"]' '"theme":2,"test":["circuits"]' '"theme":0,"test":[]')
    for ((i = $1; i < $2; i++)); do
        printf '{"id":"p%d","title":"Notes on %s","abstract":"We study %s, and show what follows from number %d.",%s}\n' \
            "$i" "${kinds[i % 3]%% *}" "${kinds[i % 3]}" "$i" "${labels[i % 3]}"
    done
}

papers 0 60 >"$scratch/old.jsonl"
run "$chairlift" corpus --output "$CHAIRLIFT_DATA/corpus" --provenance 'made up' "$scratch/old.jsonl"
run "$chairlift" train
expect_status "models to begin with" 0
papers 100 109 | sed 's/,"theme".*/}/' >"$scratch/new.jsonl"
label() { run "$chairlift" label --venue test-2027 --labels "$scratch/labels.jsonl" "$@" "$scratch/new.jsonl"; }
# keyed KEYS OPTION...: a session with these keys (as printf's %b reads them).
keyed() {
    local keys=$1
    shift
    # shellcheck disable=SC2016 # the inner shell's
    run sh -c 'keys=$1; shift; printf %b "$keys" | "$@"' sh "$keys" "$chairlift" label \
        --venue "${venue:-test-2027}" --labels "${file:-$scratch/labels.jsonl}" "$@" "$scratch/new.jsonl"
}
labels() { jq -r '[.id, .theme, (.test | join("+"))] | join(" ")' "$scratch/labels.jsonl"; }

# ---- proposals ----

label --table "$scratch/table.csv"
expect_status "a table to fill" 0
expect_equal "with the columns to fill at its end" "$(head -n 1 "$scratch/table.csv" | tr -d '\r')" \
    'id,title,abstract,said_theme,said_topics,theme,topics'
expect_equal "holds every paper once" "$(tail -n +2 "$scratch/table.csv" | cut -d, -f1 | sort)" \
    "$(seq -f 'p%g' 100 108)"
mapfile -t order < <(tail -n +2 "$scratch/table.csv" | cut -d, -f1)
label --table "$scratch/again.csv"
check "in the same order each time" cmp "$scratch/table.csv" "$scratch/again.csv"
kind() { echo $((${1#p} % 3)); }
check "the first ones are of different kinds" test "$(kind "${order[0]}")" != "$(kind "${order[1]}")"
label --table "$scratch/two.csv" --count 2
expect_equal "as many as are asked for" "$(wc -l <"$scratch/two.csv")" 3

# ---- a session ----

keyed 'Q'
expect_status "a session that ends at once" 0
check "labels nothing" test ! -s "$scratch/labels.jsonl"
keyed 'b\n0\nba1\nS\n'
expect_status "a session" 0
expect_equal "keeps what was confirmed, topics in the order of their keys" "$(labels)" \
    "${order[0]} 2 circuits
${order[1]} 0 
${order[2]} 1 circuits+probes"
expect_match "says how far it is" "$err" '^4 of 9, 3 labelled so far +p10[0-9]$'
expect_match "and what there was to do" "$err" 'labels\.jsonl: 3 papers labelled now, 3 in all'
expect_equal "with the texts" "$(jq -r .title "$scratch/labels.jsonl" | head -n 1)" \
    "$(jq -r --arg id "${order[0]}" 'select(.id == $id).title' "$scratch/new.jsonl")"
keyed 'aU\n'
expect_match "there is nothing to undo in another session" "$err" 'nothing was labelled in this session'
check "what it proposes was not labelled before" test \
    "$(grep -c "so far   \(${order[0]}\|${order[1]}\|${order[2]}\)$" <<<"$err")" = 0
before=$(labels | head -n 3)
rm "$scratch/labels.jsonl"
keyed 'b\n0\nba1\nS\n'
keyed 'a\na\nUb\n'
expect_equal "undo takes back the last one, which is asked for again" \
    "$(labels | sed 1,3d | cut -d' ' -f2-)" "$(printf '2 probes\n2 circuits')"
expect_equal "and leaves the others" "$(labels | head -n 3)" "$before"
keyed '\naa\n0\n'
expect_match "what is open cannot be confirmed" "$err" 'say first how it fits'
keyed 'M'
expect_match "what the models say is shown when asked for" "$err" 'the models say: (fits|borderline|does not fit) [01]\.[0-9]{2}'
keyed 'D'
expect_match "and what topics mean" "$err" '^  b circuits: Of these\.$'
keyed '%'
expect_match "a key that does nothing" "$err" 'no such key'

# ---- a run that was killed ----

cp "$scratch/labels.jsonl" "$scratch/whole.jsonl"
printf '{"id":"p108","title":"No' >>"$scratch/labels.jsonl"
keyed 'Q'
expect_status "a torn record" 0
keyed '0\n'
check "is written over, and the others are as they were" \
    cmp -n "$(stat -c %s "$scratch/whole.jsonl")" "$scratch/whole.jsonl" "$scratch/labels.jsonl"
check "by a whole one" jq -e . "$scratch/labels.jsonl"
rm "$scratch/labels.jsonl"
mkfifo "$scratch/keys"
"$chairlift" label --venue test-2027 --labels "$scratch/labels.jsonl" "$scratch/new.jsonl" \
    <"$scratch/keys" >/dev/null 2>&1 &
labelling=$!
exec 9>"$scratch/keys"
printf 'a\nb\na' >&9
for ((i = 0; i < 300; i++)); do
    [ "$(wc -l 2>/dev/null <"$scratch/labels.jsonl")" = 2 ] && break
    sleep 0.1
done
keyed Q
expect_status "two sessions with one file" 2
expect_match "would tear it" "$err" 'another run is labelling into it'
kill -KILL "$labelling"
wait "$labelling" 2>/dev/null
exec 9>&-
expect_equal "killed, it has lost nothing that was confirmed" "$(labels | wc -l)" 2

# ---- keys on a terminal ----

if command -v script >/dev/null; then
    rm "$scratch/labels.jsonl"
    printf 'a\nQ' | script -qec "'$chairlift' label --venue test-2027 --labels '$scratch/labels.jsonl' '$scratch/new.jsonl'" \
        /dev/null >"$scratch/.out" 2>&1
    expect_equal "keys as they are pressed" "$(labels)" "${order[0]} 2 probes"
else
    skip "keys as they are pressed" "script is not installed"
fi

# ---- tables ----

rm -f "$scratch/labels.jsonl"
{
    echo 'id;theme;topics'
    echo 'p100;2;probes'
    echo 'p101;;Circuits | linear probes'
    echo 'p102;does not fit;'
    echo 'p103;;'
} >"$scratch/filled.csv"
label --from "$scratch/filled.csv"
expect_status "a filled table" 0
expect_equal "is taken, by ids or names, empty rows passed over" "$(labels)" \
    $'p100 2 probes\np101 2 circuits+probes\np102 0 '
label --from "$scratch/filled.csv"
expect_status "once" 1
expect_match "since they are labelled already" "$err" 'paper "p101" is labelled already; its label is left out'
printf 'id,theme,topics\nelsewhere,2,probes\n' >"$scratch/bad.csv"
label --from "$scratch/bad.csv"
expect_status "a paper that is not there" 1
expect_match "is named" "$err" 'paper "elsewhere" is not among the papers named'
for bad in 'p104,3,:theme "3" is none of 2 \(fits\)' 'p104,2,circuit:has no topic "circuit"; did you mean "circuits"' \
    'p104,0,probes:a paper that does not fit the theme has no topics' ',2,probes:this row lacks its paper.s id' \
    'p104,2,probes;probes:topic "probes" stands twice'; do
    printf 'id,theme,topics\n%s\n' "${bad%%:*}" >"$scratch/bad.csv"
    label --from "$scratch/bad.csv"
    expect_status "a bad row" 2
    expect_match "is named with its line" "$err" "bad\\.csv:2: .*${bad#*:}"
done
printf 'id,title\np104,x\n' >"$scratch/bad.csv"
label --from "$scratch/bad.csv"
expect_match "columns that are missing" "$err" 'needs columns called "id", "theme" and "topics"; it has: id, title'
printf 'id,theme,topics\np104,2,probes\np104,2,probes\n' >"$scratch/bad.csv"
label --from "$scratch/bad.csv"
expect_match "a paper twice" "$err" 'bad\.csv:3: paper "p104" has an earlier row'
expect_equal "none of which counts" "$(labels | wc -l)" 3

# ---- training ----

# Another reader holds bread to be a matter of circuits.
{
    echo 'id,theme,topics'
    echo 'p105,2,circuits'
    echo 'p108,2,circuits'
} >"$scratch/bread.csv"
label --from "$scratch/bread.csv" --train --provenance 'By hand.'
expect_status "training on labels" 0
expect_match "counts them" "$err" 'data/corpus: 5 papers added, 0 updated'
expect_match "shows figures before and after" "$out" '^  labelled papers +60 +65 *$'
expect_match "with intervals" "$out" '^  micro F1 +[01]\.[0-9]{3} \[.*\]  [01]\.[0-9]{3} \[[01]\.[0-9]{3}, [01]\.[0-9]{3}\]$'
expect_match "and which papers are judged otherwise" "$out" '^[0-9]+ of 9 papers are judged otherwise'
check "the corpus holds them" grep -q '"p105"' "$CHAIRLIFT_DATA/corpus/papers.jsonl"
check "and not their abstracts" test "$(grep -c 'show what follows' "$CHAIRLIFT_DATA/corpus/papers.jsonl")" = 0
label --train
expect_match "labels have an origin" "$err" '--train needs --provenance'

# ---- a new call, which nobody has labelled papers for ----

sed 's/test-2027/new-2028/; s/topic-labels = test/topic-labels = new/; s/^description = Of them\./&\nlike = test\/probes/; s/Of these/Patching of heads/' \
    "$CHAIRLIFT_DATA/corpus/venues/test.venue" >"$CHAIRLIFT_DATA/corpus/venues/new.venue"
run "$chairlift" score --venue new-2028 "$scratch/new.jsonl"
expect_match "has no models yet" "$err" 'this call has no models'
run "$chairlift" train
expect_status "it can be trained" 0
run "$chairlift" score --venue new-2028 --format jsonl "$scratch/new.jsonl"
expect_match "which is said" "$err" 'new-2028: its topics were learnt from their descriptions and 0 labelled papers'
check "in every record" jq -es 'all(.flags | contains(["from-descriptions"]))' "$scratch/.out"
expect_equal "and scores its topics" \
    "$(jq -r 'select(.id == "p102", .id == "p103") | .topics[] | select(.assigned).id' "$scratch/.out")" \
    $'probes\ncircuits'
run "$chairlift" eval
expect_match "eval says what cannot be measured" "$err" 'new-2028: no paper is labelled for its topics'
label_new() { run "$chairlift" label --venue new-2028 --labels "$scratch/new-labels.jsonl" "$@" "$scratch/new.jsonl"; }
venue=new-2028 file=$scratch/new-labels.jsonl keyed 'a\nb\n'
label_new --train --provenance 'By hand.'
expect_status "labels are learnt from" 0
expect_match "beside models without labels, which were right on one of two" "$out" '^  micro F1 +0\.500 +[01]\.[0-9]{3} \['
expect_match "and of which it is said" "$out" "Before: models without labels of this call"
run "$chairlift" eval --venue new-2028 --html "$scratch/page.html"
expect_match "which eval says" "$out" '^new-2028, out-of-fold; topics are learnt from their descriptions too'
check "as does its page" grep -q '>from descriptions<' "$scratch/page.html"
check "and the card" jq -e '.corpus.labelled_from_descriptions > 0 and .figures[0].from_descriptions' \
    "$CHAIRLIFT_DATA/models/new-2028/card.json"
expect_match "and counted" "$(cat "$CHAIRLIFT_DATA/models/new-2028/venue.model")" '^labels [12]$'

# ---- what goes wrong ----

run "$chairlift" label --venue test-2027 "$scratch/new.jsonl"
expect_match "no file of labels" "$err" '--labels is missing'
run "$chairlift" label --venue test-2027 --labels "$scratch/new.jsonl" "$scratch/new.jsonl"
expect_match "papers are not written over" "$err" 'is read from, and would be overwritten'
printf '[{"head":"a","tail":"b"}]' >"$scratch/edges.json"
file=$scratch/edges.json keyed 'a\n'
expect_match "nor one that is no labels and does not end in a newline" "$err" 'edges\.json:1: the last line has no end and is no torn label'
expect_equal "which stays as it was" "$(cat "$scratch/edges.json")" '[{"head":"a","tail":"b"}]'
: >"$scratch/table-labels.jsonl"
run "$chairlift" label --venue test-2027 --labels "$scratch/table-labels.jsonl" --table "$scratch/table-labels.jsonl" "$scratch/new.jsonl"
expect_status "labels are not written over by the table" 2
file=$scratch/bad.csv keyed Q
expect_match "nor another file" "$err" 'bad\.csv:1: not JSON, so that this is no file of labels'
run "$chairlift" label --venue all --labels "$scratch/x" "$scratch/new.jsonl"
expect_match "one call at a time" "$err" '--venue names one call'
file=/dev/full keyed 'a\n'
expect_status "a device" 2
run "$chairlift" label --venue test-2027 --labels "$scratch/x" "$scratch/nowhere"
expect_status "no papers" 2

done_testing
