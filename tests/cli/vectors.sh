#!/bin/bash
# chairlift vectors: a line of libsvm's data format for each paper, and what goes wrong.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

# A data folder with a vocabulary of three terms: probe, circuit, spars autoencod.
export CHAIRLIFT_DATA=$scratch/data
mkdir -p "$CHAIRLIFT_DATA/models"
vocabulary=$CHAIRLIFT_DATA/models/vocabulary.tsv
cp tests/fuzz/seeds/vocabulary/three "$vocabulary"

cat >"$scratch/papers.jsonl" <<'END'
{"id":"one","title":"Probing circuits","abstract":"We probe sparse autoencoders, at length."}
{"id":"two","title":"Bread","abstract":"How to bake it without an oven, slowly."}
{"id":"three","title":"Notes","abstract":"A circuit in every sense of that word, and more."}
END

run "$chairlift" vectors "$scratch/papers.jsonl"
expect_status "three papers" 0
expect_equal "a line for each, terms of the title thrice, each vector of unit length" "$out" \
    "0 1:0.647708058 2:0.759497285 3:0.0603174195
0
0 2:1"

run "$chairlift" vectors --output "$scratch/vectors" "$scratch/papers.jsonl"
expect_status "into a file" 0
expect_equal "the same lines" "$(<"$scratch/vectors")" \
    "$("$chairlift" vectors "$scratch/papers.jsonl")"
expect_equal "and nothing on standard output" "$out" ""

# A result replaces what its name stands for, and nothing else about it.
touch "$scratch/kept" && chmod 600 "$scratch/kept" && ln -s kept "$scratch/link"
run "$chairlift" vectors --output "$scratch/link" "$scratch/papers.jsonl"
expect_status "through a symbolic link" 0
check "which stays" test -L "$scratch/link"
expect_equal "the file keeps its permissions" "$(stat -c %a "$scratch/kept")" 600
expect_equal "and has the lines" "$(<"$scratch/kept")" "$(<"$scratch/vectors")"
mkfifo "$scratch/pipe"
timeout 20 cat "$scratch/pipe" >"$scratch/piped" &
run timeout 20 "$chairlift" vectors --output "$scratch/pipe" "$scratch/papers.jsonl"
wait
check "a pipe stays a pipe" test -p "$scratch/pipe"
expect_equal "and carries the lines" "$(<"$scratch/piped")" "$(<"$scratch/vectors")"

printf '{"id":"a","title":"Circuits","abstract":"Of many kinds."}\n{"id":"b"' >"$scratch/cut.jsonl"
run "$chairlift" vectors "$scratch/cut.jsonl"
expect_status "a broken record" 1
expect_equal "has a line without features" "$out" "0 2:1
0"
expect_match "and is told" "$err" 'cut\.jsonl:2: '

run "$chairlift" vectors
expect_status "no input" 2
expect_match "says what to name" "$err" 'name the papers to read'

run "$chairlift" vectors "$scratch/nowhere.pdf"
expect_status "a file that is not there" 2
expect_match "is named" "$err" 'nowhere\.pdf'
expect_equal "and nothing is printed" "$out" ""

run "$chairlift" vectors --output "$scratch/nowhere/vectors" "$scratch/papers.jsonl"
expect_status "an output that cannot be written" 2
expect_match "is named" "$err" 'nowhere/vectors'

if [ -w /dev/full ]; then
    status=0
    "$chairlift" vectors "$scratch/papers.jsonl" >/dev/full 2>"$scratch/full" || status=$?
    err=$(<"$scratch/full")
    expect_status "a full disk" 2
    expect_match "is told" "$err" 'No space left'
fi

head -c 60 tests/fuzz/seeds/vocabulary/three >"$vocabulary"
run "$chairlift" vectors "$scratch/papers.jsonl"
expect_status "a vocabulary cut short" 2
expect_match "is refused with its line" "$err" 'vocabulary\.tsv:4: the file is cut short; train again'

rm "$vocabulary"
run "$chairlift" vectors "$scratch/papers.jsonl"
expect_status "no vocabulary" 2
expect_match "says how to make one" "$err" 'vocabulary\.tsv: No such file or directory; "make train"'

done_testing
