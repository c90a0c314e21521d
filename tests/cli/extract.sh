#!/bin/bash
# chairlift extract on PDFs of every kind, good and bad.
source tests/cli/lib/tap.bash
pdf=$fixtures/pdf

# record FILE: runs extract on one file, and keeps its record in $out.
record() {
    run "$chairlift" extract "$1"
}

field() {
    jq -r "$1" <<<"$out"
}

record "$pdf/one-column-numbered.pdf"
expect_status "one column with line numbers" 0
expect_equal "its title" "$(field .title)" \
    "Counting the Gulls: Sparse Features for the Classification of Harbour Birds"
expect_equal "its abstract" "$(field .abstract)" "Gulls are difficult to count, since they fly before \
the first of them has been classified. We propose an efficient, self-supervised method that finds \
sparse features of plumage, with which a linear classifier tells eleven species apart at a distance \
of two miles. On a fine-grained benchmark of 4,200 harbour photographs the method is right for 93.5% \
of the birds, whereas volunteers are right for 71%. Ablations show that the features for beaks matter \
most, and that waves confuse the classifier more than fog does. We discuss what follows for the \
counting of cormorants."
expect_equal "its other fields" "$(field '[.status, .pages, .flags] | tojson')" '["ok",1,[]]'
check "its confidences are high" jq -e '.title_confidence > 0.8 and .abstract_confidence > 0.8' \
    <<<"$out"

record "$pdf/two-columns.pdf"
expect_equal "two columns: title" "$(field .title)" \
    "Lighthouse Keepers Agree with Themselves: A Study of Written Logs"
expect_equal "two columns: abstract" "$(field .abstract)" "Keepers of lighthouses write down what they \
see every hour. We ask whether two logs of one night agree, and find that they do so in 96% of all \
entries, which is more than annotators of modern corpora reach. Where the keepers differ, the weather \
was rough. From these observations we derive a measure of agreement that allows for storms, and show \
with 212 logs from nine islands that it ranks the keepers as their superiors did. The measure needs \
no well-defined categories and can be computed by hand."

record "$pdf/small-caps.pdf"
expect_equal "small capitals" "$(field .title)" \
    "TIDE TABLES FROM TWO MEASUREMENTS: WHAT HARMONIC MODELS KNOW ABOUT THE MOON"
expect_match "an accent of its own, and the next page" "$(field .abstract)" \
    "Starting from François.* the efficient implementation runs on a ferry’s office computer\.$"

record "$pdf/run-in.pdf"
expect_match "a heading run in" "$(field .abstract)" \
    "^Sails are folded by hand.*the networks need half the time and a third of the room\.$"

# ---- structure ----

expect_equal "no structure unless asked for" "$(field .structure)" null
run "$chairlift" extract --structure "$pdf/structure.pdf"
expect_status "structure" 0
expect_equal "sections" "$(field '[.structure.sections[] | [.page, .title]] | tojson')" \
    '[[1,"1 Introduction"],[1,"2 Methods"],[1,"2.1 Moorings"],[1,"3 Conclusion"],[2,"Impact Statement"],[2,"References"],[2,"A Further Pulls"]]'
expect_equal "references and end of the main text" \
    "$(field '[.structure.references.page, .structure.main_text_end.page] | tojson')" "[2,2]"
check "the statement comes before the references" \
    jq -e '.structure.main_text_end.position < .structure.references.position' <<<"$out"
expect_equal "captions and attachments" \
    "$(field '.structure | [.figures, .tables, .attachments] | tojson')" "[2,1,1]"
expect_equal "addresses" "$(field '.structure.emails | tojson')" \
    '["ada@moorings.example.org","bert@moorings.example.org","captain@harbour.example.net"]'
expect_equal "links" "$(field '.structure.links | tojson')" '["https://data.example.org/anchors"]'
expect_equal "properties" \
    "$(field '.structure.properties[] | select(.name == "Author") | .value')" "Ada Example"

# ---- front matter and pictures ----

expect_equal "authors" "$(field '[.front.authors[] | [.part, .text]] | tojson')" \
    '[["name","Ada Example Bert Sample"],["affiliation","Institute of Moorings"],["email","{ada,bert}@moorings.example.org"]]'
check "the title is above the abstract" \
    jq -e '.front | .title.page == 1 and .title.bottom < .abstract[0].top' <<<"$out"
run "$chairlift" extract --structure "$pdf/small-caps.pdf"
expect_equal "anonymous" "$(field .front.anonymous)" true
expect_equal "an abstract on two pages" "$(field '[.front.abstract[].page] | tojson')" "[1,2]"

expect_equal "who wrote it goes with the structure alone" \
    "$("$chairlift" extract "$pdf/structure.pdf" | jq -r .front)" null
run "$chairlift" extract --structure "$pdf/run-in.pdf"
expect_equal "keywords" "$(field .front.keywords)" "canvas, folding, random networks"

run "$chairlift" extract --show "$scratch/pictures" "$pdf/structure.pdf" "$pdf/encrypted.pdf" "$pdf/structure.pdf"
expect_status "pictures, one of which cannot be" 1
expect_equal "pictures by name" "$(cd "$scratch/pictures" && echo *)" "structure-2.png structure.png"
check "the same file makes the same picture" \
    cmp -s "$scratch/pictures/structure.png" "$scratch/pictures/structure-2.png"
expect_equal "a PNG" "$(head -c 8 "$scratch/pictures/structure.png" | od -An -tx1 | tr -d ' ')" 89504e470d0a1a0a
expect_equal "two pages side by side" \
    "$(head -c 20 "$scratch/pictures/structure.png" | tail -c 4 | od -An -tx1 | tr -d ' ')" 000007e0
run "$chairlift" extract --show "$pdf/structure.pdf/no" "$pdf/structure.pdf"
expect_status "no folder for pictures" 2
expect_match "no folder for pictures: says so" "$err" "structure.pdf/no: this folder for pictures cannot be made"

# ---- templates ----

record "$pdf/one-column-numbered.pdf"
expect_equal "one column for review" "$(field '[.template, .form, .columns] | tojson')" '["neurips","review",1]'
record "$pdf/two-columns.pdf"
expect_equal "two columns for review" "$(field '[.template, .form, .columns] | tojson')" '["acl","review",2]'
record "$pdf/small-caps.pdf"
expect_equal "small capitals" "$(field '[.template, .form, .columns] | tojson')" '["iclr","review",1]'

# ---- files that cannot be read: exit status 2 when there is nothing else, one line each ----

: >"$scratch/empty.pdf"
echo "Dear chairs, my paper is attached." >"$scratch/letter.pdf"
head -c 20000 "$pdf/two-columns.pdf" >"$scratch/half.pdf"
head -c -30 "$pdf/run-in.pdf" >"$scratch/nearly.pdf"
cp "$pdf/run-in.pdf" "$scratch/locked.pdf"
chmod 000 "$scratch/locked.pdf"
mkdir "$scratch/none"

# unreadable NAME FILE STATUS REGEX
unreadable() {
    record "$2"
    expect_status "$1: exit status" 2
    expect_equal "$1: status" "$(field .status)" "$3"
    expect_match "$1: message" "$(field .message)" "$4"
    expect_match "$1: said on stderr" "$err" "^chairlift extract: $2: "
    expect_equal "$1: in one line" "$(wc -l <<<"$err")" 1
    expect_equal "$1: no text" "$(field '[.title, .abstract] | tojson')" "[null,null]"
}
unreadable "no such file" "$scratch/missing.pdf" unreadable-file "No such file"
unreadable "empty file" "$scratch/empty.pdf" empty "empty"
unreadable "not a PDF" "$scratch/letter.pdf" not-a-pdf "not a PDF"
unreadable "password" "$pdf/encrypted.pdf" password "password"
unreadable "images only" "$pdf/image-only.pdf" no-text "images"
unreadable "half a file" "$scratch/half.pdf" damaged "cut off"
if [ "$(id -u)" -ne 0 ]; then
    unreadable "no permission" "$scratch/locked.pdf" unreadable-file "Permission denied"
else
    skip "no permission" "root may read everything"
fi

record "$scratch/nearly.pdf"
expect_status "cut off but readable" 0
expect_equal "cut off: flags" "$(field '.flags | tojson')" '["truncated"]'

run "$chairlift" extract "$scratch/none"
expect_status "folder without PDFs" 2
expect_match "folder without PDFs: says so" "$err" "none: there is no PDF in this folder"

# make_pdf PAGES WIDTH HEIGHT TEXT: a document of so many pages with the text on each, to stdout. It has
# no table of objects: readers then look for them.
make_pdf() {
    local kids='' page
    for ((page = 0; page < $1; page++)); do kids+="$((10 + page)) 0 R "; done
    printf '%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'
    printf '2 0 obj<</Type/Pages/Kids[%s]/Count %d>>endobj\n' "$kids" "$1"
    printf '3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n'
    printf '4 0 obj<</Length %d>>stream\n' $((${#4} + 60))
    printf 'BT /F 18 Tf 72 %d Td 22 TL %s ET' $(($3 - 90)) "$4"
    printf '\nendstream endobj\n'
    for ((page = 0; page < $1; page++)); do
        printf '%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>endobj\n' \
            $((10 + page)) "$2" "$3"
    done
    printf 'trailer<</Root 1 0 R/Size %d>>\n%%%%EOF\n' $((10 + $1))
}

english="(On the Counting of Gulls) Tj T* (We count the gulls of the harbour, and find that there are) Tj \
T* (more of them in the morning than there were in the evening.) Tj"
german="(Von der Zaehlung der Moewen) Tj T* (Wir zaehlen die Moewen am Hafen und finden heraus, dass es) Tj \
T* (am Morgen mehr von ihnen gibt, als es am Abend noch waren, und) Tj \
T* (dass die meisten von ihnen nicht wissen, dass sie gezaehlt werden.) Tj"
make_pdf 3 800 450 "$english" >"$scratch/slides.pdf"
make_pdf 120 595 842 "$english" >"$scratch/long.pdf"
make_pdf 2 595 842 "$german" >"$scratch/german.pdf"
for odd in slides:slides long:long german:not-english; do
    record "$scratch/${odd%:*}.pdf"
    expect_status "${odd%:*} can be read" 0
    check "${odd%:*}: the word for it" jq -e --arg word "${odd#*:}" '.flags | index($word)' <<<"$out"
    expect_equal "${odd%:*}: no abstract" "$(field .abstract)" null
done

# ---- many files, formats, outputs ----

run "$chairlift" extract "$pdf"
expect_status "some fail" 1
expect_equal "folder: all, by name" "$(jq -r '.file | split("/")[-1]' <<<"$out" | tr '\n' ' ')" \
    "encrypted.pdf image-only.pdf one-column-numbered.pdf run-in.pdf small-caps.pdf structure.pdf two-columns.pdf "
jsonl=$out
run "$chairlift" extract --format json -o "$scratch/out.json" "$pdf"
expect_status "into a file" 1
expect_equal "nothing on stdout" "$out" ""
expect_equal "an array has the same records" "$(jq -c '.[]' "$scratch/out.json")" "$(jq -c . <<<"$jsonl")"
expect_equal "nothing else is left" "$(echo "$scratch"/out.json*)" "$scratch/out.json"

run "$chairlift" extract --format text "$pdf/run-in.pdf"
expect_match "text for people" "$out" "title.*On the Folding of Sails by Untrained Networks"
run "$chairlift" extract --structure --format text "$pdf/structure.pdf"
expect_match "text for people: authors" "$out" "  (name|affiliation|email): "
expect_match "text for people: sections" "$out" "  section, page 1: 1 Introduction"
expect_match "text for people: references" "$out" "  references: page [0-9]+, [0-9]+ % down"
check "text for people: nothing that drives a terminal" test -z "$(tr -d '[:print:]\n\200-\377' <<<"$out")"

run "$chairlift" extract "$pdf/run-in.pdf" "$scratch/missing.pdf" "$pdf/run-in.pdf"
expect_equal "in order" "$(jq -r .status <<<"$out" | tr '\n' ' ')" "ok unreadable-file ok "

run "$chairlift" extract -o "$scratch/no/such/folder/out" "$pdf/run-in.pdf"
expect_status "output that cannot be written" 2
expect_match "output: says so" "$err" "no/such/folder/out: cannot be written: No such file"
run bash -c '"$0" extract "$1" >/dev/full' "$chairlift" "$pdf/run-in.pdf"
expect_status "full disk" 2
expect_match "full disk: says so" "$err" "cannot be written: No space left"
run bash -c 'set -o pipefail; "$0" extract "$1" | true' "$chairlift" "$pdf"
expect_match "closed pipe" "$status" "^[12]$"

run "$chairlift" extract
expect_status "no files" 2
run "$chairlift" extract --format xml "$pdf"
expect_status "unknown format" 2
run "$chairlift" extract --timeout=-1 "$pdf"
expect_status "negative timeout" 2
run "$chairlift" extract --timeout=0 "$pdf"
expect_status "no time at all" 2
CHAIRLIFT_PDF_WORKER=/nonexistent run "$chairlift" extract "$pdf"
expect_status "no worker" 2
expect_match "no worker: says so" "$err" "/nonexistent: there is no such program"
CHAIRLIFT_PDF_WORKER=/bin/false run "$chairlift" extract "$pdf/run-in.pdf"
expect_equal "a worker that does not work" "$(jq -r .status <<<"$out")" "crashed"

done_testing
