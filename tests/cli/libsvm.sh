#!/bin/bash
# The models are libsvm's: svm-predict reads every one of them and gives the labels and, as closely
# as it computes them, the probabilities that `chairlift score` gives. A topic's is one in papers in
# theme: `chairlift score` gives it times the theme's.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

predict=$(command -v svm-predict) || { skip "svm-predict" "libsvm-tools is not installed"; done_testing; }
shopt -s nullglob
manifests=(models/*/venue.model)
[ ${#manifests[@]} -gt 0 ] || { skip "models" "make train has not been run"; done_testing; }

cat >"$scratch/papers.jsonl" <<'END'
{"id":"circuit","title":"A circuit for carrying in modular addition","abstract":"We reverse engineer a one-layer transformer with activation patching and find three attention heads that implement carrying. Ablating any of them removes the behaviour."}
{"id":"dictionary","title":"Wider dictionaries, sparser codes","abstract":"We train sparse autoencoders on the residual stream of a language model and measure how interpretable their features are as the dictionary grows."}
{"id":"probe","title":"What do linear probes read?","abstract":"Linear probes of hidden states predict truthfulness. We show that a probe's direction steers the model, and where monitoring with probes fails."}
{"id":"reasoning","title":"Is chain-of-thought faithful?","abstract":"By resampling sentences we find which steps of a chain of thought decide the answer of a reasoning model, and when the answer was known before."}
{"id":"bread","title":"Baking bread without an oven","abstract":"A recipe for flat bread on hot stones, with notes on flour, water, and the patience that both of them take."}
{"id":"vision","title":"Faster detectors for small objects","abstract":"A convolutional network with a feature pyramid detects small objects in aerial images at twice the speed of earlier detectors."}
END

run "$chairlift" vectors "$scratch/papers.jsonl"
expect_status "the papers' vectors" 0
cp "$scratch/.out" "$scratch/vectors"

# ours VENUE FILTER: a number for each paper from the scores, the filter applied to its record.
ours() {
    jq -r "$2" "$scratch/$1.jsonl"
}

# compare VENUE FILE FILTER TIMES: libsvm's labels and probabilities beside margins and
# probabilities, which are TIMES theirs.
compare() {
    local venue=$1 file=$2 filter=$3 times=$4
    "$predict" "$scratch/vectors" "$file" "$scratch/labels" >/dev/null || return 1
    "$predict" -b 1 "$scratch/vectors" "$file" "$scratch/probabilities" >/dev/null || return 1
    paste <(ours "$venue" "$times as \$times | $filter | [.margin, .probability / \$times] | @tsv") "$scratch/labels" \
        <(tail -n +2 "$scratch/probabilities" | cut -d ' ' -f 2) |
        awk -v file="$file" '
            NF != 4 { print "# " file ": not four numbers: " $0; bad = 1 }
            ($1 > 0 ? 1 : -1) != $3 { print "# " file ": margin " $1 ", label " $3; bad = 1 }
            ($2 - $4) ^ 2 > 0.005 ^ 2 { print "# " file ": probability " $2 ", " $4; bad = 1 }
            END { exit bad || NR != 6 }'
}

for manifest in "${manifests[@]}"; do
    folder=${manifest%/venue.model}
    venue=${folder##*/}
    "$chairlift" score --venue "$venue" --explain --format jsonl "$scratch/papers.jsonl" \
        >"$scratch/$venue.jsonl" 2>"$scratch/.err" </dev/null
    check "$venue: theme" compare "$venue" "$folder/theme.svm" .theme 1
    for svm in "$folder"/*.svm; do
        topic=${svm##*/}
        topic=${topic%.svm}
        [ "$topic" = theme ] ||
            check "$venue: $topic" compare "$venue" "$svm" ".topics[] | select(.id == \"$topic\")" \
                .theme.probability
    done
done

done_testing
