#!/bin/bash
# Titles and abstracts of papers in every look that is hard to read, word for word.
source tests/cli/lib/tap.bash
layouts=$fixtures/layouts

while read -r label; do
    file=$(jq -r .file <<<"$label")
    run "$chairlift" extract --structure "$layouts/$file"
    expect_status "$file is read" 0
    expect_equal "$file: title" "$(jq -r .title <<<"$out")" "$(jq -r .title <<<"$label")"
    expect_equal "$file: abstract" "$(jq -r .abstract <<<"$out")" "$(jq -r .abstract <<<"$label")"
    if jq -e .authors <<<"$label" >/dev/null; then
        expect_equal "$file: authors" "$(jq -r '.front.authors[] | .part + ": " + .text' <<<"$out")" \
            "$(jq -r '.authors[]' <<<"$label")"
    fi
    check "$file: neither is uncertain" jq -e '.flags == []' <<<"$out"
done <"$layouts/layouts.jsonl"

done_testing
