# Sourced by the tests of the engines: they run the very lines that README.md gives to its readers.
# shellcheck shell=bash
readme=$PWD/README.md

# recipe NAME: the lines below the comment that begins with NAME; with 4 parts for 64.
recipe() {
    awk -v heading="    # $1" '/^$/ { on = 0 } on { print substr($0, 5) } index($0, heading) == 1 { on = 1 }' "$readme" |
        sed 's/64/4/g'
}
