#!/bin/bash
# chairlift venues: the list, one venue, JSON, a venue's file in place of an id, and what goes wrong.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

run "$chairlift" venues
expect_status "the list" 0
expect_equal "one line for each venue, below a heading" "$(wc -l <<<"$out")" 5
expect_match "a row with deadline, topics and tracks" "$out" \
    '^mechinterp-neurips-2025 +2025-08-22 +15 +2  Mechanistic Interpretability Workshop at NeurIPS 2025$'
expect_match "a venue without a deadline" "$out" '^core +- +4 +0  '
expect_equal "columns are aligned" \
    "$(awk 'NR > 1 { print length($0) - length(substr($0, 54)) }' <<<"$out" | sort -u)" 53

run "$chairlift" venues --format json
expect_equal "the list as JSON" "$(jq -r '.[].id' <<<"$out")" \
    "$(printf '%s\n' core interplay-colm-2025 mechinterp-icml-2026 mechinterp-neurips-2025)"

run "$chairlift" venues mechinterp-icml-2026
expect_status "one venue" 0
expect_match "its topics" "$out" '^  domain-models: Interpreting Domain-specific'
expect_match "its page limits by template" "$out" '^ +5 pages in the neurips template'
expect_match "its rules" "$out" '^  must +reciprocal-reviewers: 1'
expect_match "their places in the call" "$(tr -s ' \n' ' ' <<<"$out")" '\[Details, item 8\]'
expect_match "its dates" "$out" '^  2026-05-08  AoE  Submissions due'
expect_equal "lines of at most 100 columns" "$(awk 'length($0) > 100' <<<"$out" | grep -vc ', from ')" 0

run env COLUMNS=62 "$chairlift" venues core
expect_equal "or of as many as COLUMNS says" "$(awk 'length($0) > 62' <<<"$out" | grep -vc ', from ')" 0

run "$chairlift" venues --format json mechinterp-neurips-2025
expect_equal "topics in the call's order" "$(jq -r '.topics[].id' <<<"$out" | paste -sd ' ')" \
    "model-biology circuits dictionary-learning applications reasoning safety debugging monitoring developmental scaling conceptual automating basic-science case-studies novel-paradigms"
expect_equal "page limits of its tracks" \
    "$(jq -c '[.tracks[] | [.id, .page_limits[0].template, .page_limits[0].pages]]' <<<"$out")" \
    '[["short","neurips",4],["long","neurips",9]]'
expect_equal "three groups of topics that exist" \
    "$(jq -c '[(.groups | length), ([.groups[].topics[]] - [.topics[].id] | length)]' <<<"$out")" '[3,0]'
expect_equal "every rule and topic has its place in the call" \
    "$(jq '[.rules[], .topics[] | select(.source == null)] | length' <<<"$out")" 0

run "$chairlift" venues --format json interplay-colm-2025
expect_equal "a track with two forms" \
    "$(jq -c '[.tracks[0].page_limits[] | [.form, .pages]]' <<<"$out")" '[["short",4],["long",9]]'
expect_equal "what the call does not say is unknown" "$(jq -r .anonymity <<<"$out")" unknown

cp "$PWD/corpus/venues/core.venue" "$scratch/mine.venue"
run "$chairlift" venues "$scratch/mine.venue"
expect_status "a venue's file in place of an id" 0
run "$chairlift" venues "$PWD/corpus/venues/core.venue" --format json
expect_match "shown from there" "$out" '"id": "core"'

{ printf '\357\273\277' && cat "$PWD/corpus/venues/core.venue"; } >"$scratch/marked.venue"
run "$chairlift" venues "$scratch/marked.venue"
expect_status "a venue's file with a byte order mark" 0

for folder in "$scratch/nowhere" "$scratch/"$'\377'; do
    for command in venues "score $scratch/mine.venue" "vectors $scratch/mine.venue" train "train -o $scratch/x" eval; do
        # shellcheck disable=SC2086
        run env CHAIRLIFT_DATA="$folder" "$chairlift" $command
        expect_status "data in a folder that is not there: $command" 2
        expect_match "which variable and folder is told" "$err" \
            "$scratch/[^ ]+: the environment variable CHAIRLIFT_DATA names it"
    done
done
run env CHAIRLIFT_DATA="$scratch" "$chairlift" venues
expect_match "data in a folder that holds none" "$err" \
    "$scratch/corpus/venues: cannot be read as the folder of venues' files: No such file"

run "$chairlift" venues mechinterp-icml-2062
expect_status "an unknown id" 2
expect_equal "prints nothing to stdout" "$out" ""
expect_match "names the nearest" "$err" 'did you mean "mechinterp-icml-2026"\?'
expect_match "and all that are known" "$err" 'known are core, interplay-colm-2025, '
run "$chairlift" venues xyzzy
expect_status "an id like no other" 2
check "names no nearest" test -z "$(grep 'did you mean' <<<"$err")"

sed -e 's/^theme-labels = .*/theme-labels = own.fit/' -e '/^\[theme\]/a like = theme; older_2024.fit' \
    "$scratch/mine.venue" >"$scratch/like.venue"
run "$chairlift" venues "$scratch/like.venue"
expect_match "a theme that is like older ones" "$out" '^ +Like: theme, older_2024\.fit\.$'
run "$chairlift" venues --format json "$scratch/like.venue"
expect_equal "also in JSON" "$(jq -c .theme.like <<<"$out")" '["theme","older_2024.fit"]'
for wrong in 'own.fit|like.venue:[0-9]+: "own.fit" is what this theme itself is trained by' \
    'neurips_2025/circuits|like.venue:[0-9]+: "neurips_2025/circuits" names a topic'; do
    sed -i "s|^like = .*|like = theme; ${wrong%%|*}|" "$scratch/like.venue"
    run "$chairlift" venues "$scratch/like.venue"
    expect_status "a theme that is like ${wrong%%|*}" 2
    expect_match "is told with file and line" "$err" "${wrong#*|}"
done

echo "colour = blue" >>"$scratch/mine.venue"
lines=$(wc -l <"$scratch/mine.venue")
run "$chairlift" venues "$scratch/mine.venue"
expect_status "an unknown key" 2
expect_match "is reported with file and line" "$err" "mine.venue:$lines: unknown key \"colour\""
expect_equal "in one line" "$(wc -l <<<"$err")" 1
run "$chairlift" venues "$scratch/none.venue"
expect_status "a file that is not there" 2
expect_match "is named" "$err" 'none.venue: No such file'
run env CHAIRLIFT_DATA="$scratch" "$chairlift" venues
expect_status "no venues at all" 2

run "$chairlift" venues --format yaml
expect_status "an unknown format" 2
run "$chairlift" venues --colour
expect_status "an unknown option" 2
run "$chairlift" venues core mechinterp-icml-2026
expect_status "two ids" 2
run "$chairlift" venues --help
expect_match "help names the command" "$out" 'chairlift venues \[OPTION'
if [ -w /dev/full ]; then
    "$chairlift" venues >/dev/full 2>"$scratch/full"
    expect_equal "a full disk" "$?" 2
    expect_match "is said" "$(<"$scratch/full")" 'cannot write the result'
fi
done_testing
