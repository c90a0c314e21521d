#!/bin/bash
# chairlift check: papers that keep or break one rule each, against each call.
source tests/cli/lib/tap.bash
papers=$fixtures/check
icml=mechinterp-icml-2026 neurips=mechinterp-neurips-2025 colm=interplay-colm-2025

# checked VENUE NAME [OPTION...]: checks a paper, and keeps its record in $out.
checked() {
    run "$chairlift" check --format json --venue "$1" "${@:3}" "$papers/$2.pdf"
}

# outcomes CHECK: the outcomes of the findings of one check, joined by spaces.
outcomes() {
    jq -r --arg check "$1" '[.[0].venues[0].findings[] | select(.check == $check) | .outcome] | join(" ")' <<<"$out"
}

# text CHECK: what the first finding of a check says.
text() {
    jq -r --arg check "$1" 'first(.[0].venues[0].findings[] | select(.check == $check)).text' <<<"$out"
}

field() {
    jq -r "$1" <<<"$out"
}

# ---- page limits ----

# limit VENUE NAME TRACK OUTCOME PAGES: of a track, or of any for "".
limit() {
    checked "$1" "$2" ${3:+--track "$3"}
    expect_equal "$2 at $1 as ${3:-anything}" \
        "$(outcomes page-limit) $(field '.[0].main_text.pages')" "$4 $5"
}
limit $icml neurips-short short passed 5
limit $icml neurips-short "" passed 5
limit $icml neurips-over short violation 6
limit $icml neurips-over long passed 6
limit $icml icml-short short passed 4
limit $icml icml-over short violation 5
limit $icml icml-over "" passed 5
limit $icml icml-impact short passed 4
limit $neurips neurips-short short violation 5
limit $neurips neurips-appendix-first short passed 3
limit $icml neurips-statement short warning 6
limit $colm colm-flash flash passed 4
limit $colm colm-flash lessons passed 4
limit $colm colm-ethics flash passed 4
limit $colm colm-ethics main passed 4
limit $colm colm-ethics short passed 4

checked $icml neurips-over --track short
expect_status "a violation" 1
expect_match "says how many pages" "$(text page-limit)" "takes up 6 pages.*The limit is 5: Short paper"
expect_equal "quotes the call" \
    "$(field '.[0].venues[0].findings[] | select(.check == "page-limit").source')" "Details, item 8"
check "shows where the excess begins" jq -e '.[0].venues[0].findings[] |
    select(.check == "page-limit").places[0] | .page == 6 and .box[3] > .box[1] and
    (.excerpt | length) > 10' <<<"$out"
checked $icml neurips-short
expect_match "says which tracks it could go to" "$(text page-limit)" \
    "Short paper \(5 pages\), Long paper \(9 pages\)"
checked $icml icml-over
expect_match "and which not" "$(text page-limit)" "Long paper \(8 pages\); too long for: Short paper \(4"

# ---- layout ----

checked $icml neurips-short
expect_status "a clean paper" 0
expect_equal "nothing to complain of" \
    "$(field '[.[0].venues[0].findings[] | select(.outcome == "violation" or .outcome == "warning")] | length')" 0
for name in template paper-size margins font-size line-spacing abstract searchable line-numbers limitations code-and-data theme; do
    expect_equal "clean: $name" "$(outcomes $name)" passed
done
checked $icml icml-short
for name in template paper-size margins font-size line-spacing line-numbers; do
    expect_equal "clean in two columns: $name" "$(outcomes $name)" passed
done
checked $icml neurips-narrow
expect_equal "narrow margins" "$(outcomes margins)" "violation violation"
check "on which pages" jq -e '[.[0].venues[0].findings[] | select(.check == "margins").places[].page] |
    unique | length >= 2' <<<"$out"
checked $icml neurips-tall
expect_equal "a block that is too high" "$(outcomes margins)" violation
expect_match "says which margin" "$(text margins)" "into the bottom margin of the NeurIPS template"
checked $icml neurips-small
expect_equal "small letters" "$(outcomes font-size)" violation
expect_match "says how small" "$(text font-size)" "9.0 points; the NeurIPS template has 10"
checked $icml neurips-tight
expect_equal "lines too close" "$(outcomes line-spacing)" violation
checked $icml neurips-a4
expect_equal "the wrong paper" "$(outcomes paper-size)" violation
expect_match "says which" "$(text paper-size)" "is A4 .* for US letter"
checked $colm neurips-short
expect_equal "a template that is not allowed" "$(outcomes template) $(outcomes margins)" "violation not-checked"
expect_match "says which is" "$(text template)" "with the NeurIPS template.*COLM 2025 LaTeX template"
checked $neurips neurips-appendix-first
expect_equal "the template of another year" "$(outcomes template)" warning

# ---- statements ----

checked $icml neurips-plain
expect_equal "no line numbers" "$(outcomes line-numbers)" warning
expect_equal "no limitations" "$(outcomes limitations)" warning
expect_equal "no code" "$(outcomes code-and-data)" warning
expect_status "warnings alone" 0
check "every warning says what to do" jq -e '[.[0].venues[0].findings[] |
    select(.outcome == "warning" or .outcome == "violation") | .advice | length > 20] | all' <<<"$out"
checked $neurips neurips-plain
expect_equal "a checklist that the call waives" "$(outcomes checklist)" not-applicable
checked $icml icml-impact
expect_equal "an impact statement" "$(outcomes impact-statement)" passed
checked $colm colm-flash
expect_equal "rules that a call does not have" \
    "$(outcomes line-numbers) $(outcomes limitations) $(outcomes code-and-data)" \
    "not-applicable not-applicable not-applicable"

# ---- theme: what score says ----

for paper in "$papers/neurips-short.pdf" "$fixtures"/papers/pdf/{carry-repair,kv-eviction,federated-clinics}.pdf; do
    for venue in $icml $neurips $colm; do
        scores=$("$chairlift" score --format json --venue "$venue" "$paper" | jq -S '.[0]')
        run "$chairlift" check --format json --venue "$venue" "$paper"
        expect_equal "${paper##*/} at $venue is scored alike" "$(field '.[0].venues[0].scores' | jq -S .)" "$scores"
        verdict=$(jq -r .theme.verdict <<<"$scores")
        expected=warning
        [ "$verdict" = fits ] && expected=passed
        expect_equal "and told so: $verdict" "$(outcomes theme)" "$expected"
    done
done
run "$chairlift" check "$fixtures/papers/pdf/federated-clinics.pdf"
expect_match "a paper out of theme" "$out" "read as outside the theme"
expect_match "no keywords" "$(tr -s ' \n' ' ' <<<"$out")" "Adding the call's words without changing what the paper does"
expect_match "words for and against" "$out" "Against it speak: "
run "$chairlift" check --venue all "$papers/neurips-short.pdf"
expect_match "calls compared" "$out" "^  interplay-colm-2025: .* \(theme 0\.[0-9]+\), [1-9]+ broken rule"
expect_match "a venue without rules" "$out" "^  core: .*no rules"

# ---- several papers, files, formats ----

run "$chairlift" check "$papers/neurips-short.pdf" "$fixtures/pdf/encrypted.pdf"
expect_status "one of two cannot be checked" 1
expect_match "says so" "$out" "2 papers: 0 break a rule, 1 could not be checked"
run "$chairlift" check --format json "$fixtures/pdf/image-only.pdf"
expect_status "none can be checked" 2
expect_equal "its status" "$(field '.[0] | [.status, (.venues | length)] | tojson')" '["no-text",0]'
run "$chairlift" check --format json "$papers"
expect_equal "a folder" "$(field 'length')" "$(find "$papers" -name '*.pdf' | wc -l)"
expect_equal "the same twice" "$out" "$("$chairlift" check --format json "$papers" 2>/dev/null)"
run "$chairlift" check --html "$scratch/page.html" -o "$scratch/page.txt" --track short "$papers/neurips-over.pdf"
expect_equal "nothing on stdout" "$out" ""
check "the page has a picture of the place" grep -qE '<image [^>]*href="data:image/png;base64,[A-Za-z0-9+/=]{1000,}"' "$scratch/page.html"
check "with a mark" grep -q '<rect ' "$scratch/page.html"
check "and fetches nothing" bash -c '! grep -qE "(src|href)=\"(https?:)?//" "$0"' "$scratch/page.html"

# What a paper says cannot drive the terminal, nor become markup.
printf 'Ada <script>alert(1)</script>\n' >"$scratch/authors.txt"
run "$chairlift" check --authors "$scratch/authors.txt" --html "$scratch/page.html" "$papers/neurips-short.pdf"
check "no markup of strangers" bash -c '! grep -q "<script>alert" "$0"' "$scratch/page.html"

run "$chairlift" check
expect_status "no paper" 2
run "$chairlift" check --track poster "$papers/neurips-short.pdf"
expect_status "no such track" 2
expect_match "which there are" "$err" "no track \"poster\"; it has short, long"
run "$chairlift" check --format xml "$papers/neurips-short.pdf"
expect_status "no such format" 2
run "$chairlift" check --authors "$scratch/none" "$papers/neurips-short.pdf"
expect_status "no such list" 2
printf "\\000\\001" >"$scratch/bytes"
run "$chairlift" check --authors "$scratch/bytes" "$papers/neurips-short.pdf"
expect_match "a list that is no text" "$err" "bytes: this is no text"
cp "$papers/neurips-short.pdf" "$scratch/mine.pdf"
run "$chairlift" check --html "$scratch/mine.pdf" "$scratch/mine.pdf"
expect_status "the paper is not overwritten" 2
echo "Ada Lovelace" >"$scratch/own-people.txt"
run "$chairlift" check --authors "$scratch/own-people.txt" -o "$scratch/own-people.txt" "$papers/neurips-short.pdf"
expect_status "nor the list of authors" 2
run "$chairlift" check --venue all -f json -o "$scratch/none/out" "$papers/neurips-short.pdf"
expect_status "output that cannot be written" 2

# A call without models has rules all the same.
mkdir -p "$scratch/data/corpus" "$scratch/data/models"
cp -R corpus/venues "$scratch/data/corpus/"
CHAIRLIFT_DATA=$scratch/data run "$chairlift" check -f json "$papers/neurips-short.pdf"
expect_equal "without models" "$(outcomes theme) $(outcomes page-limit)" "not-checked passed"
done_testing
