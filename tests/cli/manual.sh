#!/bin/bash
# The manual page has every command and every option that --help shows.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"
manual=$PWD/src/cli/chairlift.1

# section COMMAND: what the page says of it, with mdoc's \- and flags as on the command line.
section() {
    awk -v heading=".Ss chairlift $1" '$0 == heading { on = 1; next } /^\.S[sh]/ { on = 0 } on' "$manual"
}

commands=$("$chairlift" --help | awk '/^Commands:/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')
check "there are commands" test -n "$commands"
for command in $commands; do
    missing=
    for option in $("$chairlift" "$command" --help | grep -oE '^ .*--[a-z][a-z-]+' | grep -oE -- '--[a-z-]+'); do
        [ "$option" = --help ] && continue
        section "$command" | grep -qE -- "-${option#--}( |\$)" || missing="$missing $option"
    done
    expect_equal "$command and its options" "$(section "$command" | head -c 1 | wc -c)$missing" 1
    expect_match "$command in the synopsis" "$(sed -n '/^.Sh SYNOPSIS/,/^.Sh DESC/p' "$manual")" "^\.Cm $command\$"
done

# The lines for engines are those that README.md has, and the tests run.
recipes=$(awk '/^    # (Slurm|GNU parallel|Apache Spark|PySpark)/ { on = 1; next } /^$/ { on = 0 } on' README.md | sed 's/^    //')
check "there are recipes" test "$(wc -l <<<"$recipes")" -eq 11
expect_equal "the page has the README's" "$(awk '/^\.Bd -literal -offset indent/ { on = 1; next } /^\.Ed/ { on = 0 } on' "$manual" |
    sed 's/\\e/\\/g' | grep -Fx -f <(echo "$recipes"))" "$recipes"

done_testing
