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
done_testing
