# Sourced by the tests of the engines: they run the very lines that README.md gives to its readers.
# shellcheck shell=bash
readme=$PWD/README.md

# recipe NAME: the lines below the comment that begins with NAME; with 4 parts for 64.
recipe() {
    awk -v heading="    # $1" '/^$/ { on = 0 } on { print substr($0, 5) } index($0, heading) == 1 { on = 1 }' "$readme" |
        sed 's/64/4/g'
}

# make_job COPIES: a folder for a job, to which it goes, with the fixture papers so many times, under ids
# of their own, as the recipes' arxiv.jsonl.gz; and $scratch/bin, for programs.
make_job() {
    local i
    mkdir "$scratch/job" "$scratch/bin"
    for ((i = 0; i < $1; i++)); do
        jq -c --arg i "$i" '{id: (.id + "-" + $i), title, abstract}' "$fixtures/papers/papers.jsonl"
    done | gzip >"$scratch/job/arxiv.jsonl.gz"
    cd "$scratch/job" || exit
}
