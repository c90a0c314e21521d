#!/bin/bash
# Damaged PDFs: bit flips, truncations, zeroed, repeated and exchanged pieces, objects in each other's
# place, made from the fixtures with a fixed seed. Each must have its row, and none may crash or hold
# up the program; a worker that wants more memory than its limit dies, and its file has a row too.
#
# MUTANTS=100 tests/run mutated   makes as many (500 by default)
source tests/cli/lib/tap.bash
mutants=${MUTANTS:-500}
sources=("$fixtures"/pdf/{one-column-numbered,two-columns,small-caps,run-in,image-only}.pdf
    "$fixtures"/leaks/pdf/{image-artist,attachment-text,annotation-unlisted,metadata-author}.pdf)
RANDOM=20270401

# number N: a random number below N, in $random.
number() {
    random=$(((RANDOM * 32768 + RANDOM) % $1))
}

# piece FILE: writes a random piece of it to stdout.
piece() {
    local size from length
    size=$(stat -c %s "$1")
    number "$size" && from=$random
    number 2000 && length=$((random + 1))
    tail -c +$((from + 1)) "$1" | head -c "$length"
}

# overwrite FILE AT: puts stdin over what is at a place.
overwrite() {
    dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

# object FILE: writes a random object of it, without its number, to stdout.
object() {
    local starts start
    mapfile -t starts < <(grep -aobE '[0-9]+ 0 obj' "$1" | cut -d: -f1)
    [ ${#starts[@]} -gt 0 ] || return
    number ${#starts[@]} && start=${starts[$random]}
    tail -c +$((start + 1)) "$1" | head -c 20000 | sed -n '1s/^[0-9]* 0 obj//; /endobj/q; p'
}

# splice FILE: puts an object of another file in the place of one, and leaves the rest behind it.
splice() {
    local starts start
    mapfile -t starts < <(grep -aobE '[0-9]+ 0 obj' "$1" | cut -d: -f1)
    [ ${#starts[@]} -gt 0 ] || return
    number ${#starts[@]} && start=${starts[$random]}
    number ${#sources[@]} && object "${sources[$random]}" >"$scratch/object"
    head -c "$start" "$1" >"$scratch/spliced"
    tail -c +$((start + 1)) "$1" | grep -aoE -m1 '^[0-9]+ 0 obj' >>"$scratch/spliced"
    cat "$scratch/object" >>"$scratch/spliced"
    printf '\nendobj\n' >>"$scratch/spliced"
    tail -c +$((start + 1)) "$1" | sed '1,/endobj/d' >>"$scratch/spliced"
    mv "$scratch/spliced" "$1"
}

mutate() {
    local file=$1 size kind times
    size=$(stat -c %s "$file")
    number 8 && kind=$random
    number 20 && times=$((random + 1))
    case $kind in
        0 | 1)
            for ((t = 0; t < times; t++)); do
                number 256 && printf -v byte '\\x%02x' "$random"
                number "$size" && printf '%b' "$byte" | overwrite "$file" "$random"
            done
            ;;
        2) number "$size" && truncate -s "$random" "$file" ;;
        3) number "$size" && head -c "$((times * 50))" /dev/zero | overwrite "$file" "$random" ;;
        4) number "$size" && piece "$file" >"$scratch/piece" && overwrite "$file" "$random" <"$scratch/piece" ;;
        5)
            number ${#sources[@]} && piece "${sources[$random]}" >"$scratch/piece"
            number "$size" && overwrite "$file" "$random" <"$scratch/piece"
            ;;
        6 | 7) splice "$file" ;;
    esac
}

mkdir "$scratch/mutants"
for ((m = 0; m < mutants; m++)); do
    printf -v file '%s/mutants/%04d.pdf' "$scratch" "$m"
    number ${#sources[@]}
    cp "${sources[$random]}" "$file"
    chmod u+w "$file"
    mutate "$file"
done

start=$SECONDS
run "$chairlift" extract --timeout 10 "$scratch/mutants"
expect_match "the program ends as it should" "$status" "^[012]$"
expect_equal "a row for each" "$(jq -r .file <<<"$out" | wc -l)" "$mutants"
expect_equal "in order" "$(jq -r .file <<<"$out")" "$(ls -d "$scratch"/mutants/*)"
expect_equal "each row says what it is" \
    "$(jq -r 'select(.status != "ok" and .message == null) | .file' <<<"$out")" ""
check "in time" [ $((SECONDS - start)) -lt $((mutants * 5)) ]
echo "# $(jq -r .status <<<"$out" | sort | uniq -c | tr -s ' \n' ' ')"

# Some of them checked for leaks, which looks at every object.
some=("$scratch"/mutants/*[05]0.pdf)
run "$chairlift" check --format json --authors "$fixtures/leaks/pdf/team.txt" "${some[@]}"
expect_match "a check ends as it should" "$status" "^[012]$"
expect_equal "a record for each" "$(jq length <<<"$out")" "${#some[@]}"

done_testing
