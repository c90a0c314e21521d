#!/bin/bash
# Threads, shards, and runs that go on where others were killed: always the bytes of one undisturbed
# run.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

# Two thousand records, most of them plain, some not: nested, broken, of one id, without a text.
python3 - "$fixtures/papers/papers.jsonl" >"$scratch/many.jsonl" <<'END'
import json, sys
papers = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
for i in range(2000):
    paper = papers[i % len(papers)]
    record = {"id": f"p{i}", "title": paper["title"], "abstract": paper["abstract"]}
    if i % 97 == 5:
        record["authors"] = [{"fullname": "Ada Example"}]
    if i % 211 == 7:
        record["id"] = "twice"
    if i % 307 == 9:
        record = {"id": f"p{i}", "title": "", "abstract": None, "error": "was not sent"}
    text = json.dumps(record, ensure_ascii=i % 2 == 0)
    print(text[: len(text) // 2] if i % 401 == 11 else text)
END
many=$scratch/many.jsonl
whole=$scratch/whole.jsonl

# ---- threads -------------------------------------------------------------------------------------

run "$chairlift" score --venue all -f jsonl -j 1 -o "$whole" "$many"
expect_status "one thread: done, with broken papers" 1
cp "$scratch/.err" "$scratch/whole.err"
check "four records for each paper" test "$(wc -l <"$whole")" -eq 8000
for jobs in 2 3 8; do
    run "$chairlift" score --venue all -f jsonl -j "$jobs" -o "$scratch/threads" "$many"
    expect_status "$jobs threads: the same status" 1
    check "$jobs threads: the same bytes" cmp "$whole" "$scratch/threads"
    check "$jobs threads: the same messages" cmp "$scratch/whole.err" "$scratch/.err"
done
for format in json csv table; do
    "$chairlift" score -f "$format" -j 1 "$many" >"$scratch/one" 2>/dev/null
    "$chairlift" score -f "$format" -j 4 "$many" >"$scratch/four" 2>/dev/null
    check "as $format, too" cmp "$scratch/one" "$scratch/four"
done
jq -s . <(grep -v '"p[0-9]*", "title": "", ' "$many" | head -n 300 | grep '}$') >"$scratch/array.json"
"$chairlift" score -f jsonl -j 1 "$scratch/array.json" >"$scratch/one" 2>/dev/null
"$chairlift" score -f jsonl -j 4 "$scratch/array.json" >"$scratch/four" 2>/dev/null
check "an array, too" cmp "$scratch/one" "$scratch/four"
run "$chairlift" score -j -3 "$many"
expect_status "a number of threads that is none" 2

# ---- shards --------------------------------------------------------------------------------------

grep -v '"twice"' "$many" | grep '}$' >"$scratch/plain.jsonl"
"$chairlift" score -f jsonl "$scratch/plain.jsonl" 2>/dev/null | sort >"$scratch/whole.sorted"
for shard in 1 2 3; do
    "$chairlift" score -f jsonl --shard "$shard/3" "$scratch/plain.jsonl" 2>/dev/null >"$scratch/shard.$shard"
done
check "three shards are the whole" cmp "$scratch/whole.sorted" <(sort "$scratch"/shard.[123])
check "and about equal" test "$(sort "$scratch/shard.1" | uniq | wc -l)" -gt 600
run "$chairlift" extract "$fixtures/papers/pdf"
cp "$scratch/.out" "$scratch/extracted"
for shard in 1 2; do
    "$chairlift" extract --shard "$shard/2" "$fixtures/papers/pdf" 2>/dev/null
done >"$scratch/shards"
check "PDFs, too" cmp <(sort "$scratch/extracted") <(sort "$scratch/shards")
for text in 0/3 4/3 0/0 1 a/b 1/2x -1/2 1/1000001 18446744073709551617/2; do
    run "$chairlift" score -f jsonl --resume -o "$scratch/refused" --shard "$text" "$many"
    expect_status "--shard $text is refused" 2
done
check "before a file is made" test ! -e "$scratch/refused"
run "$chairlift" score -f jsonl -o "$scratch/last" --shard 1000000/1000000 "$many"
expect_equal "more shards than papers: some are empty, as are their files" "$status $(cat "$scratch/last")" "0 "
mkdir "$scratch/unmounted" "$scratch/broken"
echo "no PDF" >"$scratch/broken/b.pdf"
for folder in "$scratch/unmounted" "$scratch/missing"; do
    for command in "score -f jsonl" extract; do
        # shellcheck disable=SC2086 # words
        run "$chairlift" $command --shard 2/2 "$folder" "$fixtures/papers/pdf"
        expect_status "${command%% *}: a part of inputs that are not all there is refused" 2
        expect_match "with the name" "$err" "$folder: is not there, or an empty folder; every run of --shard must see the same"
    done
done
for shard in "1/2 1" "2/2 0"; do
    run "$chairlift" extract --shard "${shard% *}" "$scratch/broken"
    expect_status "extract: a part without a readable PDF is done, all the same" "${shard#* }"
done

# ---- lines ---------------------------------------------------------------------------------------

# Among these, none that is broken swallows another, so that what recognises the input sees the same.
run "$chairlift" score --venue all -f jsonl -j 3 --lines "$scratch/plain.jsonl"
check "--lines: the bytes that come without it" cmp "$scratch/.out" <("$chairlift" score --venue all -f jsonl "$scratch/plain.jsonl" 2>/dev/null)
for jobs in 1 3; do
    "$chairlift" score -f jsonl -j "$jobs" --lines "$many" 2>/dev/null >"$scratch/lines.$jobs"
done
check "broken ones among them: the same for any number of threads" cmp "$scratch"/lines.[13]
check "and a record for each line" test "$(wc -l <"$scratch/lines.1")" -eq 2000
for shard in 1 2 3; do
    "$chairlift" score -f jsonl --lines --shard "$shard/3" "$scratch/plain.jsonl" 2>/dev/null
done | sort >"$scratch/lines.shards"
check "shards of lines are the whole" cmp "$scratch/whole.sorted" "$scratch/lines.shards"
head -c 9000 "$scratch/lines.1" >"$scratch/lines.part"
run "$chairlift" score -f jsonl --lines --resume -o "$scratch/lines.part" "$many"
check "and gone on with" cmp "$scratch/lines.1" "$scratch/lines.part"
mkdir "$scratch/parts"
head -n 9 "$fixtures/papers/papers.jsonl" >"$scratch/parts/part-00000"
sed -n 10,20p "$fixtures/papers/papers.jsonl" >"$scratch/parts/part-00001"
true >"$scratch/parts/_SUCCESS"
run "$chairlift" score -f jsonl --lines "$scratch/parts"
expect_equal "a folder that an engine wrote is read, whatever its files are called" "$status $(wc -l <<<"$out")" "0 20"

# ---- going on ------------------------------------------------------------------------------------

# go_on CUT: what is left of the file after CUT bytes is completed.
go_on() {
    head -c "$1" "$whole" >"$scratch/part.jsonl"
    "$chairlift" score --venue all -f jsonl --resume -o "$scratch/part.jsonl" "$many" 2>/dev/null
    [ $? -eq 1 ] && cmp "$whole" "$scratch/part.jsonl"
}
size=$(stat -c %s "$whole")
for cut in 0 1 700 $((size / 3)) $((size / 2 + 17)) $((size - 1)) "$size"; do
    check "cut after $cut bytes, it is completed" go_on "$cut"
done

# killed COMMAND...: starts it again and again, killing it without warning, twenty times.
RANDOM=20251 # the moments are the same in every run of the test
killed() {
    local round
    for round in {1..20}; do
        "$@" >/dev/null 2>&1 &
        sleep "0.$((RANDOM % 6))$((RANDOM % 10))"
        kill -9 $! 2>/dev/null
        wait $! 2>/dev/null
    done
    "$@" >/dev/null 2>&1
}
killed "$chairlift" score --venue all -f jsonl -j 2 --resume -o "$scratch/killed.jsonl" "$many"
check "killed twenty times, the scores are those of an undisturbed run" cmp "$whole" "$scratch/killed.jsonl"
killed "$chairlift" extract --resume -o "$scratch/killed.extract" "$fixtures/papers/pdf"
check "killed twenty times, so are the extracted texts" cmp "$scratch/extracted" "$scratch/killed.extract"
check "nothing else is left behind" test -z "$(find "$scratch" -name '.killed*')"

# refused WHAT FILE COMMAND...: the file is of another run, and stays as it is.
refused() {
    cp "$2" "$scratch/refused"
    run "${@:3}" --resume -o "$scratch/refused"
    expect_equal "$1: refused" "$status" 2
    expect_match "$1: why" "$err" 'refused: its last records come out differently now: input, models or options'
    check "$1: the file stays" cmp "$scratch/refused" "$2"
}
plain=$scratch/plain.jsonl
"$chairlift" score -f jsonl --shard 1/3 "$plain" 2>/dev/null | head -n 2 >"$scratch/two" # papers 1 and 4
refused "another shard" "$scratch/two" "$chairlift" score -f jsonl --shard 2/3 "$plain"
refused "of another number of shards" "$scratch/two" "$chairlift" score -f jsonl --shard 1/4 "$plain"
refused "both, and the last paper is the same" "$scratch/two" "$chairlift" score -f jsonl --shard 2/2 "$plain"
refused "another call" "$scratch/two" "$chairlift" score -v core -f jsonl --shard 1/3 "$plain"
refused "with reasons" "$scratch/two" "$chairlift" score -f jsonl -e --shard 1/3 "$plain"
tail -n +2 "$plain" >"$scratch/without.jsonl"
refused "another input" "$scratch/two" "$chairlift" score -f jsonl --shard 1/3 "$scratch/without.jsonl"

# What failed looks the same whatever the options are, and is done again.
head -n 13 "$many" >"$scratch/thirteen.jsonl" # the last two of which are broken or empty
sed -n 13p "$many" | cut -c 1-40 >>"$scratch/thirteen.jsonl"
"$chairlift" score -f jsonl "$scratch/thirteen.jsonl" 2>/dev/null >"$scratch/failed"
check "papers at the end failed" test "$(tail -n 1 "$scratch/failed" | jq -r .error)" != null
sed -n 14,20p "$many" >>"$scratch/thirteen.jsonl"
refused "failures at the end, with reasons" "$scratch/failed" "$chairlift" score -f jsonl -e "$scratch/thirteen.jsonl"
run "$chairlift" score -f jsonl --resume -o "$scratch/failed" "$scratch/thirteen.jsonl"
check "failures at the end: gone on with" cmp "$scratch/failed" <("$chairlift" score -f jsonl "$scratch/thirteen.jsonl" 2>/dev/null)
cp "$fixtures"/papers/pdf/*.pdf "$scratch/broken"
mv "$scratch/broken/b.pdf" "$scratch/broken/z.pdf"
"$chairlift" extract "$scratch/broken" 2>/dev/null >"$scratch/failed"
refused "a PDF that failed at the end, with its structure" "$scratch/failed" "$chairlift" extract -s "$scratch/broken"
run "$chairlift" extract --timeout 19 --resume -o "$scratch/failed" "$scratch/broken"
check "without it, done again" cmp "$scratch/failed" <("$chairlift" extract "$scratch/broken" 2>/dev/null)

# Lustre is often mounted without locks.
echo '#include <errno.h>
int flock(int file, int how) { return file >= 0 && how >= 0 ? (errno = ENOSYS, -1) : -1; }' |
    cc -shared -fPIC -o "$scratch/no_locks.so" -x c -
head -c 1000 "$whole" >"$scratch/part.jsonl"
run env LD_PRELOAD="$scratch/no_locks.so" ASAN_OPTIONS="${ASAN_OPTIONS-}:verify_asan_link_order=0" \
    "$chairlift" score --venue all -f jsonl --resume -o "$scratch/part.jsonl" "$many"
check "a file system without locks does" cmp "$whole" "$scratch/part.jsonl"
head -c 1000 "$whole" >"$scratch/part.jsonl"
run flock "$scratch/part.jsonl" "$chairlift" score --venue all -f jsonl --resume -o "$scratch/part.jsonl" "$many"
expect_match "a file that is being written is refused" "$err" 'part\.jsonl: another run is writing it'

head -n 8 "$whole" >"$scratch/other.jsonl"
cp "$scratch/other.jsonl" "$scratch/other.before"
run "$chairlift" score --venue core -f jsonl --resume -o "$scratch/other.jsonl" "$many"
expect_status "records of another run are refused" 2
expect_match "with the file's name" "$err" 'other\.jsonl: its last records come out differently'
check "and stay as they were" cmp "$scratch/other.jsonl" "$scratch/other.before"
run "$chairlift" score --venue all -f jsonl --resume -o "$scratch/whole.err" "$many"
expect_status "so is a file without records" 2
check "and stays" test -s "$scratch/whole.err"
head -n 2 "$many" >"$scratch/first.jsonl"
"$chairlift" score -f jsonl -o "$scratch/other.jsonl" "$scratch/first.jsonl"
sed -i 2d "$scratch/first.jsonl"
run "$chairlift" score -f jsonl --resume -o "$scratch/other.jsonl" "$scratch/first.jsonl"
expect_status "a file that tells of more papers than there are is refused" 2
expect_match "and says so" "$err" 'more papers than the input'
mkfifo "$scratch/pipe"
run timeout 20 "$chairlift" score --venue all -f jsonl --resume -o "$scratch/pipe" "$many"
expect_status "a pipe is not resumed, nor waited for" 2
expect_match "but named" "$err" 'pipe: is not a file; --resume goes on with a file'
run "$chairlift" score --resume "$many"
expect_status "without a file there is nothing to resume" 2

done_testing
