#!/bin/bash
# The invented submissions hang together: what is read from the PDFs is what papers.jsonl says, and
# the notes and the console's CSV hold the same papers.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"
papers=$fixtures/papers

# Letters and digits in lower case, since layouts change case, ligatures and line ends.
fold='def fold: (. // "") | ascii_downcase | gsub("[^a-z0-9]+"; " ") | ltrimstr(" ") | rtrimstr(" ");
      def words: fold | split(" ");'

run "$chairlift" extract "$papers"/pdf/*.pdf
expect_status "every PDF is read" 0
printf '%s\n' "$out" >"$scratch/extracted.jsonl"
expect_equal "twenty of them" "$(wc -l <"$scratch/extracted.jsonl")" 20

# compare FILTER: the ids of PDFs for which it is false, with . = {master, pdf}.
compare() {
    jq -rn --slurpfile master "$papers/papers.jsonl" --slurpfile pdf "$scratch/extracted.jsonl" "$fold"'
        ($master | map({key: .id, value: .}) | from_entries) as $by_id
        | $pdf[] | (.file | sub(".*/"; "") | rtrimstr(".pdf")) as $id
        | {master: $by_id[$id], pdf: .} | select('"$1"' | not) | $id'
}
expect_equal "titles are right" "$(compare '(.master.title | fold) == (.pdf.title | fold)')" ""
expect_equal "abstracts hold 95% of the words" \
    "$(compare '((.master.abstract | words) as $m | ($m - (.pdf.abstract | words) | length) <= 0.05 * ($m | length))')" ""
expect_equal "and end where they should" \
    "$(compare '((.master.abstract | words)[-3:] == (.pdf.abstract | words)[-3:])')" ""
expect_equal "pages are counted" "$(compare '.pdf.pages >= 2 and .pdf.pages <= 4')" ""

expect_equal "ids are unique, and every record has what an area chair would say" \
    "$(jq -s '[(map(.id) | unique | length), (map(select(.expected.theme | IN(0, 1, 2))) | length)] | unique' \
        -c "$papers/papers.jsonl")" "[38]"
expect_equal "topics are those of the calls" \
    "$(for call in neurips_2025:mechinterp-neurips-2025 icml_2026:mechinterp-icml-2026; do
        jq -rs --argjson venue "$("$chairlift" venues --format json "${call#*:}")" --arg field "${call%:*}" \
            '[.[].expected.topics[$field][]] - [$venue.topics[].id] | .[]' "$papers/papers.jsonl"
    done)" ""
expect_equal "notes hold the same titles" \
    "$(jq -rs '.[0] as $notes | [.[1:][] | {key: (.forum // .id), value: .title}] | from_entries as $titles
        | $notes[] | select($titles[.id] != .content.title.value) | .id' \
        "$papers/submissions.json" "$papers/papers.jsonl")" ""
done_testing
