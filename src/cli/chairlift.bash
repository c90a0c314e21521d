# bash completion for chairlift                                            -*- shell-script -*-
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Commands and options are what the program's own --help says, so that this file need not follow
# every change; venues come from `chairlift venues`.

# Words that can stand for a venue.
_chairlift_venues()
{
    "$1" venues 2>/dev/null | awk 'NR > 1 { print $1 }'
}

# _chairlift_options PROGRAM COMMAND: its long options, with "=" where they take a value.
_chairlift_options()
{
    "$1" "$2" --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*=?'
}

# _chairlift_choices PROGRAM COMMAND OPTION: the values that help lists as OPTION=one|two, if any.
_chairlift_choices()
{
    "$1" "$2" --help 2>/dev/null | sed -nE "s/^.*$3=([a-z-]+(\|[a-z-]+)+) .*$/\1/p" | tr '|' '\n'
}

_chairlift()
{
    local program=$1 current=$2 previous=$3 command=${COMP_WORDS[1]} words
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        words=$("$program" --help 2>/dev/null | awk '/^Commands:/ { on = 1; next } on && NF { print $1 } /^$/ { on = 0 }')
        mapfile -t COMPREPLY < <(compgen -W "$words --help --version" -- "$current")
        return
    fi

    # --option=value arrives as three words, since "=" breaks words.
    [ "$current" = = ] && current=''
    [ "$previous" = = ] && previous=${COMP_WORDS[COMP_CWORD - 2]}
    case $previous in
    --venue | -v)
        mapfile -t COMPREPLY < <(compgen -W "$(_chairlift_venues "$program") all" -- "$current")
        return
        ;;
    --*)
        words=$(_chairlift_choices "$program" "$command" "$previous")
        if [ -n "$words" ]; then
            mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
            return
        fi
        ;;
    esac

    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_chairlift_options "$program" "$command") --help" -- "$current")
        [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace
        return
    fi
    if [ "$command" = venues ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_chairlift_venues "$program")" -- "$current")
    fi
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
    compopt -o filenames 2>/dev/null
}
complete -F _chairlift chairlift
