#!/bin/bash
# chairlift check on papers that tell who wrote them, each in one way, and on twins that do not.
source tests/cli/lib/tap.bash
papers=$fixtures/leaks/pdf
manifest=$papers/manifest.json

# All papers that go with one list of contributors are checked in one run.
for authors in $(jq -r '[.[] | .authors // "none"] | unique[]' "$manifest"); do
    files=() options=()
    [ "$authors" = none ] || options=(--authors "$papers/$authors")
    for id in $(jq -r --arg authors "$authors" '.[] | select((.authors // "none") == $authors) | .id' "$manifest"); do
        files+=("$papers/$id.pdf" "$papers/$id-clean.pdf")
    done
    run "$chairlift" check --format json "${options[@]}" "${files[@]}"
    expect_status "papers with $authors: status" 1
    cp "$scratch/.out" "$scratch/$authors.json"
done

# violations ID SUFFIX AUTHORS: the findings about anonymity that are violations, one a line.
violations() {
    jq -r --arg file "/$1$2.pdf" '.[] | select(.file | endswith($file)) | .venues[].findings[]
        | select((.check | startswith("anonymity")) and .outcome == "violation") | .check' \
        "$scratch/$3.json"
}

while IFS=$'\t' read -r id authors findings what; do
    check "$what: it is found" grep -qxE "$findings" <<<"$(violations "$id" "" "$authors")"
    expect_equal "$what: its twin is clean" "$(violations "$id" -clean "$authors")" ""
done < <(jq -r '.[] | [.id, (.authors // "none"), (.findings | join("|")), .what] | @tsv' "$manifest")

expect_equal "where a name stands" "$(jq -c '.[] | select(.file | endswith("/name-running-text.pdf"))
    | .venues[0].findings[] | select(.check == "anonymity-names") | .places[0].page' "$scratch/team.txt.json")" 1
expect_match "and what" "$(jq -r '.[] | select(.file | endswith("/name-running-text.pdf"))
    | .venues[0].findings[] | select(.check == "anonymity-names") | .places[0].excerpt' "$scratch/team.txt.json")" \
    "written by Annika Long during"

run "$chairlift" check --authors "$papers/none.txt" "$papers/author-block.pdf"
expect_status "a list that is not there" 2
printf '# nobody\n' >"$scratch/empty.txt"
run "$chairlift" check --authors "$scratch/empty.txt" "$papers/author-block.pdf"
expect_status "a list of nobody" 2
expect_match "says what a list looks like" "$err" "empty.txt: this names nobody; write one person a line"

done_testing
