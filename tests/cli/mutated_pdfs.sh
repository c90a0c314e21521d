#!/bin/bash
# Damaged PDFs: bit flips, truncations, zeroed, repeated and exchanged pieces, made from the fixtures
# with a fixed seed. Each must have its row, and none may crash or hold up the program.
#
# MUTANTS=500 tests/run mutated   makes as many (100 by default)
source tests/cli/lib/tap.bash
mutants=${MUTANTS:-100}
sources=("$fixtures"/pdf/{one-column-numbered,two-columns,small-caps,run-in,image-only}.pdf)
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

mutate() {
    local file=$1 size kind times
    size=$(stat -c %s "$file")
    number 6 && kind=$random
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

done_testing
