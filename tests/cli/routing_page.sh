#!/bin/bash
# The page of a routing, as a browser shows it: with the script and without, and with titles that
# would like to be markup.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

papers=$scratch/papers.jsonl
head -n 12 "$fixtures/papers/papers.jsonl" >"$papers"
cat >>"$papers" <<'END'
{"id": "evil", "title": "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> & \"'</td>", "abstract": "We study circuits of attention heads in language models by activation patching and find that induction heads carry the feature. SECRETWORD stays in the abstract, as everything does that is no title."}
END
sed 's/,\([0-9]*\),[0-9]*,\([^,]*\)$/,\1,0,\2/' "$fixtures/papers/chairs.csv" >"$scratch/chairs.csv"
echo "~Eve,\"</select><script>document.title='owned'</script>\",,internals,3,0," >>"$scratch/chairs.csv"
page=$scratch/page.html
run "$chairlift" route --chairs "$scratch/chairs.csv" -o "$scratch/routing.csv" --report "$page" "$papers"
expect_status "a page is written beside the table" 0
check "and the table" test -s "$scratch/routing.csv"
html=$(<"$page")
expect_equal "nothing is fetched from anywhere" "$(grep -oE '(src|href)="?[a-z]*:|url\(|@import' <<<"$html")" ""
expect_match "a policy forbids it, too" "$html" "default-src 'none'"
expect_equal "titles and names are text" "$(grep -c '<script>document\|<img' <<<"$html")" 0
expect_equal "no abstract is in it" "$(grep -c SECRETWORD <<<"$html")" 0
for heading in 'Papers that a human' Loads Topics 'How good the placements are' 'Every paper'; do
    expect_match "it has the section $heading" "$html" "<h2 [^>]*>$heading"
done
run "$chairlift" score --venue mechinterp-icml-2026 -f csv "$papers"
unsure=$(awk -F , '/,yes,/ { n++ } END { print n + 0 }' <<<"$out")
expect_equal "each unsure judgement says how unsure, twice" "$(grep -o 'needs a human (confidence 0\.[0-9]*)</span>' <<<"$html" | wc -l)" $((2 * unsure))
expect_equal "every paper is there" "$(grep -c '<tr data-is=' <<<"$html")" 13

sed 's/,[0-9]*,[0-9]*,\([^,]*\)$/,1,0,\1/' "$fixtures/papers/chairs.csv" >"$scratch/short.csv"
run "$chairlift" route --chairs "$scratch/short.csv" -o "$scratch/short-routing.csv" --report "$scratch/short.html" \
    --keep "$scratch/routing.csv" "$papers"
expect_status "with too little room" 1
expect_match "the page says what would help" "$(<"$scratch/short.html")" '<h2 id="bottlenecks">.*'
expect_match "in words" "$(<"$scratch/short.html")" 'raising the capacit'
expect_match "and as a table of loads" "$(<"$scratch/short.html")" 'Places left empty'
expect_equal "which no sentence says again" "$(grep -ci 'if everybody took' "$scratch/short.html")" 1
expect_equal "links lead to sections that are there" \
    "$(grep -oE 'href="#[a-z]+' "$scratch/short.html" | sed 's/.*#//' | sort | paste -sd ' ')" \
    "$(grep -oE '<h2 id="[a-z]+' "$scratch/short.html" | sed 's/.*"//' | sort | paste -sd ' ')"
sed 's/,[0-9]*,[0-9]*,\([^,]*\)$/,9,9,\1/' "$fixtures/papers/chairs.csv" >"$scratch/eager.csv"
run "$chairlift" route --chairs "$scratch/eager.csv" -o "$scratch/eager-routing.csv" --report "$scratch/eager.html" "$papers"
expect_status "with minimums that cannot be met" 1
expect_match "the page says what each lacks" "$(<"$scratch/eager.html")" '>[0-9]+ short</span>'
expect_match "and what changed" "$(<"$scratch/short.html")" '<h2 id="changes">'
run "$chairlift" route --chairs "$scratch/chairs.csv" --report "$scratch/no/such/page.html" "$papers"
expect_status "a page that cannot be written: status 2" 2
run "$chairlift" route --chairs "$scratch/chairs.csv" --report "$papers" "$papers"
expect_status "a page instead of the papers: status 2" 2

# ---- in a browser --------------------------------------------------------------------------------

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
# show FILE OPTION...: the page as the browser has it when its script has run.
show() {
    local file=$1
    shift
    timeout 60 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
        --disable-background-networking --disable-component-update --disable-sync \
        --user-data-dir="$scratch/browser" "$@" "file://$file" 2>/dev/null
}
if [ -z "$browser" ] || ! show "$page" --dump-dom >"$scratch/dom"; then
    skip "the page in a browser" "there is no Chromium, or it does not run here"
    done_testing
fi
dom=$(<"$scratch/dom")
expect_match "no title ran as a script" "$dom" '<title>Who handles which paper</title>'
expect_match "the page's own script did, and counts the papers" "$dom" '>13 of 13 papers<'
expect_equal "the search is shown" "$(grep -c '<p id="tools"[^>]*hidden' <<<"$dom")" 0
# The filter at work: the page with one chair chosen and a word looked for, by a script of its own.
# The policy must let it, so it is taken off this copy.
{
    sed 's/<meta http-equiv[^>]*>//' "$page"
    cat <<'END'
<script type="module">
const find = document.getElementById('find'), only = document.getElementById('only');
only.value = 'doubt'; only.dispatchEvent(new Event('change'));
const doubts = document.querySelectorAll('#papers tbody tr:not([hidden])').length;
only.value = ''; find.value = 'owned'; find.dispatchEvent(new Event('input'));
document.title = doubts + ' ' + document.getElementById('count').textContent +
    (document.documentElement.scrollWidth > innerWidth ? ' wide' : ' fits');
</script>
END
} >"$scratch/driven.html"
doubts=$(grep -c '<tr data-is="doubt' "$page")
show "$scratch/driven.html" --dump-dom --window-size=1100,900 >"$scratch/dom"
expect_match "searching and filtering leave what was asked for" "$(<"$scratch/dom")" "<title>$doubts 1 of 13 papers fits</title>"
show "$scratch/driven.html" --dump-dom --window-size=500,900 >"$scratch/dom"
expect_match "on a phone nothing is wider than the screen" "$(<"$scratch/dom")" " fits</title>"
show "$page" --print-to-pdf="$scratch/page.pdf" --no-pdf-header-footer >/dev/null
if command -v pdftotext >/dev/null; then
    expect_match "on paper every paper is there, and no search" "$(pdftotext "$scratch/page.pdf" - | tr '\n' ' ')" 'Every paper .*document.title'
else
    check "it can be printed" test -s "$scratch/page.pdf"
fi
done_testing
