# Reads CSV as RFC 4180 describes it, and prints a record a line with cells between "\037": for tests,
# so that what is written is not only read by the hand that wrote it. Line breaks within cells become
# "\036". Anything that the RFC does not allow ends it with status 3.
function fail(why) { print "csv.awk: " why > "/dev/stderr"; failed = 1; exit 3 }
function end_cell() { record = record (cells++ ? "\037" : "") cell; cell = ""; state = "begin" }
function end_record() {
    end_cell()
    if (width && cells != width) fail("record " NR " has " cells " cells, the first has " width)
    width = cells; cells = 0; print record; record = ""
}
BEGIN { RS = "\n"; state = "begin" }
{
    line = $0
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (state == "begin" && c == "\"") state = "quoted"
        else if (state == "quoted") { if (c == "\"") state = "quote"; else cell = cell c }
        else if (state == "quote" && c == "\"") { cell = cell c; state = "quoted" }
        else if (c == ",") end_cell()
        else if (c == "\r" && i == length(line)) continue
        else if (state == "quote" || c == "\"" || c == "\r") fail("a stray mark in line " NR)
        else { cell = cell c; state = "plain" }
    }
    if (state == "quoted") cell = cell "\036"
    else end_record()
}
END { if (!failed && state == "quoted") fail("a cell does not end") }
