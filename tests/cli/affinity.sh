# chairlift affinity, end to end: people by their topics, by their own papers and by bids, and the
# upload read by a reader written from its description; and what of this chairlift route shows.
# shellcheck shell=bash
. tests/cli/lib/tap.bash

papers=$scratch/papers.jsonl
{ grep '"kv-eviction"' "$fixtures/papers/papers.jsonl" && grep -v '"kv-eviction"' "$fixtures/papers/papers.jsonl" | head -n 5; } >"$papers"
mkdir -p "$scratch/expertise/archives"
shelf=$scratch/expertise/archives
printf '%s\n' '{"id":"k1","content":{"title":"Evicting keys and values from the cache","abstract":"We drop entries of the attention cache of language models and measure what is lost.","year":2025,"authors":["Ada Winterbourne","Kit Marlow"]}}' \
    '{"id":"k2","content":{"title":"Attention with a bounded memory","abstract":"A cache of keys and values that does not grow with the text.","year":2019,"authors":["Ada Winterbourne","Old Friend"]}}' >"$shelf/~Ada_Winterbourne1.jsonl"
printf '%s\n' '{"id":"b1","content":{"title":"Bees and the pollination of orchards","abstract":"We count bees that visit apple trees in spring."}}' >"$shelf/~Bea_Keeper1.jsonl"
: >"$shelf/~Nil_Empty1.jsonl"

# upload: reads the upload as OpenReview does: three cells between commas, a float, at most four decimals.
upload() {
    awk -F , -v papers="$1" -v people="$2" '
        NF != 3 || $3 !~ /^(0\.[0-9][0-9][0-9][0-9]|1\.0000)$/ || seen[$1, $2] { bad++ }
        { paper[$1] = person[$2] = seen[$1, $2] = 1 }
        END { exit !(!bad && length(paper) == papers && length(person) == people && NR == papers * people) }'
}

run "$chairlift" affinity --people "$scratch/expertise" "$papers"
expect_status "people from their own papers" 0
check "the upload is as OpenReview reads it" upload 6 3 <<<"$out"
expect_match "who has no papers is told" "$err" '1 of 3 people has no own papers here'
check "the nearer person has more" test "$(awk -F , '$1 == "kv-eviction" && $2 ~ /Ada/ { a = $3 } $1 == "kv-eviction" && $2 ~ /Bea/ { b = $3 } END { print (a > b) }' <<<"$out")" = 1
check "who has no papers is between" test "$(awk -F , '$1 == "kv-eviction" { s[$2] = $3 } END { print (s["~Ada_Winterbourne1"] > s["~Nil_Empty1"] && s["~Nil_Empty1"] > s["~Bea_Keeper1"]) }' <<<"$out")" = 1
expect_equal "the same again" "$("$chairlift" affinity -p "$shelf" "$papers" 2>/dev/null)" "$out"

printf 'id,name,topics,capacity\n~Ada_Winterbourne1,Ada Winterbourne,internals,6\n~Nil_Empty1,Nil Empty,safety,6\n' >"$scratch/people.csv"
run "$chairlift" affinity --people "$scratch/people.csv" --archives "$scratch/expertise" "$papers"
check "topics and own papers" upload 6 2 <<<"$out"
expect_match "an archive of nobody is told" "$err" '1 file of people who are not in the list is left out'

printf '[{"invitation":"V/Area_Chairs/-/Bid","head":"kv-eviction","tail":"~Nil_Empty1","label":"Very High"},{"invitation":"V/Area_Chairs/-/Bid","head":"none","tail":"~Nil_Empty1","label":"Low"}]' >"$scratch/bids.json"
without=$out
run "$chairlift" affinity --people "$scratch/people.csv" --archives "$scratch/expertise" --bids "$scratch/bids.json" "$papers"
expect_match "a bid of no paper here is told" "$err" 'bids.json: 1 bid of papers or people not here is left out'
nil() { awk -F , '$1 == "kv-eviction" && $2 ~ /Nil/ { print $3 }'; }
check "a bid raises the score" awk -v a="$(nil <<<"$out")" -v b="$(nil <<<"$without")" 'BEGIN { exit !(a > b) }'
printf 'paper,person,bid\nkv-eviction,~Nil_Empty1,very high\n' >"$scratch/bids.csv"
expect_equal "a table of bids says the same" "$("$chairlift" affinity --people "$scratch/people.csv" --archives "$scratch/expertise" --bids "$scratch/bids.csv" "$papers" 2>/dev/null)" "$out"
printf 'paper,title,given_name,family_name,email,conflict,preference\nkv-eviction,T,Nil,Empty,~Nil_Empty1,,20\n' >"$scratch/prefs.csv"
expect_equal "so do HotCRP's preferences" "$("$chairlift" affinity --people "$scratch/people.csv" --archives "$scratch/expertise" --bids "$scratch/prefs.csv" "$papers" 2>/dev/null)" "$out"

run "$chairlift" route --chairs "$scratch/people.csv" --archives "$scratch/expertise" --bids "$scratch/bids.json" -f csv "$papers"
expect_match "a reason has its parts" "$out" 'affinity is the mean of topics [01]\.[0-9]{2}, own papers [01]\.[0-9]{2} \(nearest of 2: '
expect_match "and a bid" "$out" 'bid (1\.00|0\.50 \(none\))'
printf '[{"invitation":"V/Area_Chairs/-/Conflict","head":"kv-eviction","tail":"~Ada_Winterbourne1","weight":-1,"label":"Conflict"}]' >"$scratch/conflicts.json"
run "$chairlift" route --chairs "$scratch/people.csv" --conflicts "$scratch/conflicts.json" -f json "$papers"
check "OpenReview's conflicts are kept" jq -e '.conflicts[] | select(.paper == "kv-eviction" and .chair == "~Ada_Winterbourne1") | .reason == "a conflict in OpenReview"' <<<"$out"
printf '%s\n' '{"id":"new","title":"Caches that forget","abstract":"We study what a language model loses when its cache forgets.","authors":[{"name":"Kit Marlow"},{"name":"Old Friend"}]}' >"$scratch/kit.jsonl"
run "$chairlift" route --chairs "$scratch/people.csv" --archives "$scratch/expertise" --coauthor-years 3 -f json "$scratch/kit.jsonl"
check "a co-author of late is a conflict" jq -e '.conflicts == [{"paper": "new", "chair": "~Ada_Winterbourne1", "reason": "co-author of Kit Marlow, 2025, by name"}]' <<<"$out"
jq -c '.authors = [{"name": "Old Friend"}]' "$scratch/kit.jsonl" >"$scratch/old.jsonl"
run "$chairlift" route --chairs "$scratch/people.csv" --archives "$scratch/expertise" --coauthor-years 3 -f json "$scratch/old.jsonl"
check "one of long ago is none" jq -e '.conflicts == []' <<<"$out"
printf '%s\n' '{"id":"own","title":"Mine","abstract":"A study of caches.","authors":[{"name":"A. W.","email":"ada@other.example"}]}' \
    '{"id":"link","title":"Ours","abstract":"Another study of caches.","authors":[{"name":"A. W.","id":"~Ada_Winterbourne1","email":"ada@other.example"}]}' >"$scratch/alias.jsonl"
run "$chairlift" route --chairs "$scratch/people.csv" -f json "$scratch/alias.jsonl"
check "an author by another address is found" jq -e '[.conflicts[] | select(.chair == "~Ada_Winterbourne1").paper] == ["own", "link"]' <<<"$out"

printf 'id,name\n~Nil_Empty1,Nil\n' >"$scratch/bare.csv"
run "$chairlift" affinity --people "$scratch/bare.csv" "$papers"
expect_match "that nothing is known of anybody is told" "$err" 'all scores are 0, because nobody declared topics'

# wrong NAME REGEX ARGUMENT...: fails with status 2 and says so.
wrong() {
    local name=$1 regex=$2
    shift 2
    run "$chairlift" affinity "$@"
    expect_status "$name: status 2" 2
    expect_match "$name: says so" "$err" "^chairlift affinity: $regex"
    expect_equal "$name: nothing else" "$out" ""
}
mkdir "$scratch/none"
printf '[{"head":"a"}]' >"$scratch/edge.json"
printf 'paper,person,bid\na,b,keen\n' >"$scratch/keen.csv"
wrong "nobody" 'name the people' "$papers"
wrong "a folder without papers" '.*none: holds no papers of people' --people "$scratch/none" "$papers"
wrong "an edge without tail" '.*edge.json:1: edge 1 has no head or no tail' --people "$scratch/people.csv" --bids "$scratch/edge.json" "$papers"
wrong "a bid in words" '.*keen.csv:2: bid "keen" is neither' --people "$scratch/people.csv" --bids "$scratch/keen.csv" "$papers"
done_testing
