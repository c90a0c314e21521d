#!/bin/bash
# The bash completion, asked as bash asks it.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"
# shellcheck source=../../src/cli/chairlift.bash
source "$PWD/src/cli/chairlift.bash"
compopt() { :; } # works only while a completion is under way

# complete_words WORD...: what is offered for the last one, sorted, in one line.
complete_words() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _chairlift "$chairlift" "${!#}" "${COMP_WORDS[COMP_CWORD - 1]}"
    offered=$(printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd ' ')
}

complete_words chairlift ven
expect_equal "a command" "$offered" "venues"
complete_words chairlift --
expect_equal "the program's own options" "$offered" "--help --version"
complete_words chairlift venues mech
expect_equal "venues" "$offered" "mechinterp-icml-2026 mechinterp-neurips-2025"
complete_words chairlift score --venue inter
expect_equal "the value of --venue" "$offered" "interplay-colm-2025"
complete_words chairlift score --venue = inter
expect_equal "and after =" "$offered" "interplay-colm-2025"
complete_words chairlift score --venue al
expect_equal "all of them" "$offered" "all"
complete_words chairlift venues --fo
expect_equal "an option with a value" "$offered" "--format="
complete_words chairlift venues --format js
expect_equal "one of its values" "$offered" "json"
complete_words chairlift score Makef
expect_equal "files" "$offered" "Makefile"
done_testing
