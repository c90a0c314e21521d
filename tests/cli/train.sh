#!/bin/bash
# chairlift corpus, train and eval: from labelled papers to models, and what goes wrong on the way.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

# A data folder of its own: one call with two topics.
checkout=$PWD
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
name = Probes
description = Of them.
[topic circuits]
name = Circuits
description = Of these.
END

# papers FIRST LAST: labelled papers on probes, on circuits, on bread.
papers() {
    local kinds=('linear probes monitor activations' 'circuits found by patching heads'
        'bread from flour and an oven')
    local labels=('"theme":2,"test":["probes"]' '"theme":1,"test":["circuits"]' '"theme":0,"test":[]')
    for ((i = $1; i < $2; i++)); do
        printf '{"id":"25%02d.%05d","title":"Notes on %s","abstract":"We study %s, and show what follows.","sample":"%s","authors":["Ada Lovelace"],%s}\n' \
            $((1 + i % 12)) "$i" "${kinds[i % 3]%% *}" "${kinds[i % 3]}" \
            "$([ $((i % 2)) -eq 0 ] && echo stratified || echo active)" "${labels[i % 3]}"
    done
}

# ---- corpus ----

papers 0 90 >"$scratch/labelled.jsonl"
papers 200 230 | sed 's/"sample".*/"x":1}/' | gzip >"$scratch/background.jsonl.gz"
run "$chairlift" corpus --output "$scratch/corpus" --provenance 'made up' \
    --background "$scratch/background.jsonl.gz" "$scratch/labelled.jsonl"
expect_status "a corpus is made" 0
expect_match "and counted" "$err" '90 labelled papers, [0-9]+ terms, 30 background papers'
expect_equal "of counts, with neither abstracts nor authors" \
    "$(grep -cEi 'what follows|lovelace|"abstract"' "$scratch/corpus/papers.jsonl")" 0

gzip -k "$scratch/labelled.jsonl"
run "$chairlift" corpus --output "$scratch/twin" --provenance 'made up' \
    --background "$scratch/background.jsonl.gz" "$scratch/labelled.jsonl.gz"
check "the same from compressed papers" diff -r "$scratch/corpus" "$scratch/twin"

papers 88 95 >"$scratch/more.jsonl"
run "$chairlift" corpus --base "$scratch/corpus" --output "$scratch/twin" --provenance 'by hand' \
    "$scratch/more.jsonl"
expect_match "papers are added and updated" "$err" '5 papers added, 2 updated: 95 labelled papers'
run "$chairlift" eval --corpus "$scratch/twin"
expect_match "and figures say how which labels came about" "$out" \
    '^Labels: 88 papers: made up 7 papers: by hand$'
run "$chairlift" corpus --base "$scratch/corpus" --output "$scratch/none" "$scratch/more.jsonl"
expect_match "adding papers without provenance" "$err" '--provenance is missing'

run "$chairlift" corpus --output "$scratch/none" "$scratch/labelled.jsonl"
expect_status "without provenance" 2
expect_match "it is asked for" "$err" '^chairlift corpus: --provenance is missing .*; usage: '
mkdir "$scratch/own"
for name in papers.jsonl background.jsonl terms.tsv; do
    cp "$scratch/labelled.jsonl" "$scratch/own/$name"
    run "$chairlift" corpus --output "$scratch/own" --provenance x "$scratch/own/$name"
    expect_status "$name is an input and an output" 2
    expect_match "which is told" "$err" "own/$name: is read from, and would be overwritten"
    run "$chairlift" corpus --output "$scratch/own" --provenance x \
        --background "$scratch/own/$name" "$scratch/labelled.jsonl"
    expect_status "likewise as background" 2
    check "it is left as it was" cmp -s "$scratch/labelled.jsonl" "$scratch/own/$name"
    rm "$scratch/own/$name"
done
cp -R "$scratch/corpus" "$scratch/grown"
run "$chairlift" corpus --base "$scratch/grown" --output "$scratch/grown" \
    --provenance y "$scratch/more.jsonl"
expect_status "a corpus can be added to where it is" 0
run "$chairlift" corpus --output "$scratch/none" --provenance x "$scratch/nowhere.jsonl"
expect_match "no such file" "$err" 'nowhere\.jsonl: cannot be read: '
head -c 300 "$scratch/labelled.jsonl" >"$scratch/cut.jsonl"
run "$chairlift" corpus --output "$scratch/none" --provenance x "$scratch/cut.jsonl"
expect_status "a record cut short" 2
expect_match "with its line" "$err" 'cut\.jsonl:2: not JSON: '
head -c 100 "$scratch/labelled.jsonl.gz" >"$scratch/cut.jsonl.gz"
run "$chairlift" corpus --output "$scratch/none" --provenance x "$scratch/cut.jsonl.gz"
expect_status "a compressed file cut short" 2
expect_match "is named" "$err" 'cut\.jsonl\.gz: cannot be read beyond line '
check "and nothing was written" test ! -e "$scratch/none"
mkfifo "$scratch/pipe"
run timeout 30 "$chairlift" corpus --output "$scratch/none" --provenance x "$scratch/pipe"
expect_status "a pipe that nobody writes to is not waited for" 2
expect_match "is named" "$err" '/pipe: cannot be read: it is a pipe that nobody writes to'
run "$chairlift" corpus --output "$scratch/piped" --provenance 'made up' \
    --background <(cat "$scratch/background.jsonl.gz") <(sleep 1 && cat "$scratch/labelled.jsonl")
check "one that somebody writes to is read" diff -r "$scratch/corpus" "$scratch/piped"
run "$chairlift" corpus --output /dev/full/x --provenance x "$scratch/labelled.jsonl"
expect_status "an output that cannot be made" 2
expect_match "is named too" "$err" '/dev/full/x: cannot be made: '

# damaged FILE SED-SCRIPT MESSAGE: a corpus damaged so is refused with the message, in few words even
# if it quotes much.
damaged() {
    rm -rf "$scratch/damaged" && cp -R "$scratch/corpus" "$scratch/damaged"
    sed -E "$2" "$scratch/corpus/$1" >"$scratch/damaged/$1"
    run "$chairlift" train --corpus "$scratch/damaged" --output "$scratch/none"
    expect_status "$1 changed by ${2:0:40} is refused" 2
    expect_match "which is told" "$err" "damaged/$1:[0-9]+: $3"
    check "in few words" test ${#err} -lt 1000
}
much=$(head -c 100000 /dev/zero | tr "\0" x)
damaged papers.jsonl '3s/:1( |")/:99999999999\1/' '"title_terms" must hold pairs like 17:2'
damaged papers.jsonl '3p' 'paper "[0-9.]+" stands twice'
damaged papers.jsonl '3s/Notes/No\xfftes/' 'not JSON: unable to decode byte 0xff'
damaged papers.jsonl '3s/Notes/No\x00tes/' 'not JSON: control character 0x0'
damaged papers.jsonl "3s/\"theme\":./\"$much\":7/" '"x{100}" is neither a list of topics'
damaged terms.tsv "3s/[0-9]+\$/$much/" '"x{100}" is not a number of papers'
damaged background.jsonl '1s/"documents":[0-9]+/"documents":3/' 'holds [0-9]+ papers, more than the 3 "documents"'

# ---- train ----

run "$chairlift" train --corpus "$scratch/corpus" --output "$scratch/one" --threads 1
expect_status "models on one thread" 0
run "$chairlift" train --corpus "$scratch/corpus" --output "$scratch/three" --threads 3
expect_status "and on three" 0
check "are the same bytes" diff -r "$scratch/one" "$scratch/three"
check "with a card" jq -e '.venue == "test-2027" and .corpus.papers == 90 and
    .corpus.provenance_of_labels == "made up" and (.figures | length) == 2' \
    "$scratch/one/test-2027/card.json"
expect_equal "that has the checksum of each file" \
    "$(jq -r '.files_sha256 | to_entries[] | "\(.value)  \(.key)"' "$scratch/one/test-2027/card.json" |
        (cd "$scratch/one/test-2027" && sha256sum --quiet -c - && echo good))" good

cp -R "$scratch/one/." "$CHAIRLIFT_DATA/models"
run "$chairlift" score --venue test-2027 --format jsonl - <<<''
run "$chairlift" score --venue test-2027 --format jsonl "$scratch/more.jsonl"
expect_equal "and say what they learnt" \
    "$(jq -r '[.theme.verdict] + [.topics[] | select(.assigned).id] | join(" ")' <<<"$out" | sort -u)" \
    "$(printf 'does not fit\nfits circuits\nfits probes')"

echo 'about these models' >"$scratch/one/README.md"
run "$chairlift" train --corpus "$scratch/corpus" --output "$scratch/one"
expect_equal "a text beside the models stays" "$(<"$scratch/one/README.md")" 'about these models'

mkdir "$scratch/photographs" "$scratch/photographs/2027"
run "$chairlift" train --corpus "$scratch/corpus" --output "$scratch/photographs"
expect_status "a folder of other things" 2
expect_match "is not replaced" "$err" 'is no folder of models, because it holds "2027"'
check "nor touched" test -d "$scratch/photographs/2027"

cp -R "$scratch/corpus" "$scratch/broken"
sed -i '5s/:1 /:x /' "$scratch/broken/papers.jsonl"
run "$chairlift" train --corpus "$scratch/broken" --output "$scratch/none"
expect_status "a damaged corpus" 2
expect_match "with file and line" "$err" 'broken/papers\.jsonl:5: "[a-z]+_terms" must hold pairs'
cp "$scratch/twin/terms.tsv" "$scratch/broken/terms.tsv"
run "$chairlift" train --corpus "$scratch/broken" --output "$scratch/none"
expect_match "files that do not belong together" "$err" 'papers\.jsonl:1: was made with another terms'
run "$chairlift" train --corpus "$scratch/nowhere" --output "$scratch/none"
expect_match "no corpus" "$err" 'nowhere/terms\.tsv: cannot be read'
run "$chairlift" train --output "$scratch/none"
expect_match "nor one that comes with chairlift" "$err" 'data/corpus: there is no corpus; name its folder with'
run "$chairlift" train --threads 0
expect_status "no threads" 2

# The whole corpus takes long enough to be interrupted.
cp -R "$scratch/three" "$scratch/old"
"$chairlift" train --corpus "$checkout/corpus" --output "$scratch/three" >/dev/null 2>"$scratch/.err" &
training=$!
for ((i = 0; i < 600; i++)); do
    compgen -G "$scratch/three.new-*" >/dev/null && break
    sleep 0.1
done
kill -INT "$training"
wait "$training"
expect_equal "interrupted" "$?" 2
expect_match "it says so" "$(<"$scratch/.err")" 'interrupted; the old models are as they were'
check "the old models are as they were" diff -r "$scratch/three" "$scratch/old"
expect_equal "and nothing is left behind" "$(compgen -G "$scratch/three.new-*")" ""

# ---- eval ----

run "$chairlift" eval --corpus "$scratch/corpus"
expect_status "figures as text" 0
expect_match "with intervals" "$out" '^  micro F1 +[01]\.[0-9]{3} \[[01]\.[0-9]{3}, [01]\.[0-9]{3}\]  '
expect_match "and how the labels came about" "$out" '^Labels: made up$'
run "$chairlift" eval --corpus "$scratch/corpus" --venue test-2027 --format json --held-out time
check "figures as JSON, of the newest fifth" jq -e '.figures[0].labels == "made up" and (.figures | length) == 2 and
    .figures[0].procedure == "held-out" and .figures[0].papers == 18 and
    .figures[0].overall.theme_auc.value > 0.9' "$scratch/.out"
sed 's/"sample":"stratified"/"sample":"own"/' "$scratch/labelled.jsonl" >"$scratch/own.jsonl"
run "$chairlift" corpus --output "$scratch/own" --provenance 'made up' "$scratch/own.jsonl"
run "$chairlift" eval --corpus "$scratch/own"
expect_match "papers of one's own" "$out" '^ +all, n = 90 *$'
check "without figures of stratified ones, of which there are none" \
    test -z "$(grep 'stratified, n' <<<"$out")"
mkfifo "$CHAIRLIFT_DATA/corpus/venues/pipe.venue"
run timeout 30 "$chairlift" eval --corpus "$scratch/corpus"
expect_match "a call that is a pipe is not waited for" "$err" 'pipe\.venue:1: the file has no \[venue\]'
rm "$CHAIRLIFT_DATA/corpus/venues/pipe.venue"
run "$chairlift" eval --corpus "$scratch/corpus" --venue nowhere-2027
expect_status "an unknown venue" 2
expect_match "and where to find them" "$err" 'there is no venue "nowhere-2027"; chairlift venues'
run "$chairlift" eval --corpus "$scratch/corpus" -o "$scratch/figures.txt"
expect_equal "figures go to a file" "$out" ""
check "with what their names mean" grep -q '^ECE: Expected calibration error' "$scratch/figures.txt"
sed -i 's/^name = Test$/name = Test <b>2027<\/b>/' "$CHAIRLIFT_DATA/corpus/venues/test.venue"
run "$chairlift" eval --corpus "$scratch/corpus" --html "$scratch/page.html" --learning-curve
expect_status "figures as a page" 0
expect_match "beside those in a table, by folds" "$out" '^test-2027, out-of-fold$'
expect_match "and by time" "$out" '^test-2027, held-out$'
expect_match "with what each topic was taken for" "$out" '^  topic +papers +TP +FP +FN'
expect_match "how often it is wrong, by confidence" "$out" '^  100 % +[01]\.[0-9]{2} +[01]\.[0-9]{3} \[.*\]  [01]\.[0-9]{3}$'
expect_match "and at the limit in use" "$out" '^  Below the limit in use \(confidence [01]\.[0-9]{2}'
expect_match "the calibration of each topic" "$out" '^  reliability of +answers +mean prob.'
expect_match "whether probabilities hold" "$out" '^  0\.93 to 1\.00 +[01]\.[0-9]{3} \['
expect_match "and how many labels it takes" "$out" '^  [34][0-9] +[01]\.[0-9]{3} \['
page=$(<"$scratch/page.html")
check "the page is whole" test "${page: -7}" = '</html>'
expect_match "has plots" "$page" '<svg class="plot"[^>]*aria-label="Learning curve"'
expect_match "says where labels are from" "$page" 'Labels: made up'
expect_match "and has text as text" "$page" 'Test &lt;b&gt;2027&lt;/b&gt;'
expect_equal "it asks for nothing elsewhere" \
    "$(grep -cE '(src|href)="?(https?:)?//|@import|url\(' "$scratch/page.html")" 0
run "$chairlift" eval --corpus "$scratch/corpus" --format json --learning-curve
check "diagrams and curves as JSON" jq -e '(.figures | map(.procedure) | unique) == ["held-out", "out-of-fold"] and
    .figures[0].topics[0].true_positives + .figures[0].topics[0].false_negatives == .figures[0].topics[0].papers and
    ([.figures[0].reliability[0].bins[].papers] | add) == 90 and
    (.figures[0].coverage.points | length) == 20 and
    .figures[0].coverage.points[19].risk == .figures[0].overall.judged_wrongly.value and
    (.figures[0].reliability[0].ece == .figures[0].overall.theme_ece) and (.figures[0].confusion.instead | length) == 2 and
    .learning_curves[0].points[0].labelled_papers == 0 and
    (.learning_curves[0].points[0].micro_f1_of_draws | length) == 5' "$scratch/.out"
for key in $(jq -r '.figures[0] | (.overall, .topics[0]) | keys[]' "$scratch/.out" |
    grep -vE '^(id|true_positives|false_positives|false_negatives)$'); do
    check "the manual page explains $key" grep -qE "^\.Ql $key( [:,.])?$" src/cli/chairlift.1
done
run "$chairlift" eval --corpus "$scratch/corpus" --html "$scratch/no/page.html"
expect_status "a page that cannot be written" 2
run "$chairlift" eval --format html
expect_match "an unknown format" "$err" '--format is text or json'
"$chairlift" eval --corpus "$scratch/corpus" >/dev/full 2>"$scratch/.err"
expect_equal "a full disk" "$?" 2
expect_match "is told" "$(<"$scratch/.err")" 'cannot write the result|No space left'

done_testing
