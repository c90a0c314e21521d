# From what HotCRP and CMT export to what they import: papers, people, conflicts and bids in, an upload
# out, and verified.
# shellcheck shell=bash
. tests/cli/lib/tap.bash

# ---- HotCRP ----------------------------------------------------------------------------------------

abstract='We trace the circuit by which a small transformer copies names, patch activations between two runs, ablate attention heads, and find that two heads do all the work in every size of model that we try, and that probes read the name off the residual stream.'
jq -n --arg abstract "$abstract" '[range(1; 7) as $i | {object: "paper", pid: $i, title: "Copying Names, Part \($i)", abstract: $abstract,
    authors: [{email: "author\($i)@uni\($i).example", given_name: "Au", family_name: "Thor\($i)", affiliation: "Uni \($i)"}],
    pc_conflicts: (if $i == 1 then {"ida@x.example": "advisor", "bo@y.example": "pinned unconflicted"} else {} end),
    contacts: (if $i == 2 then [{email: "bo@y.example"}] else [] end), status: "submitted", submitted: true}]' >"$scratch/hotcrp-data.json"
cat >"$scratch/hotcrp-users.csv" <<'CSV'
first,last,email,roles,affiliation,collaborators,follow,topic: internals,topic: safety
Ida,One,ida@x.example,pc,X,"Au Thor3 (Uni 3)
All (Elsewhere)",reviews,2,-1
Bo,Two,bo@y.example,"chair,pc",Y,None,,0,1
Cem,Three,cem@z.example,pc,Z,,,1,
CSV
cat >"$scratch/hotcrp-allprefs.csv" <<'CSV'
paper,title,first,last,email,preference,conflict
4,"Copying Names, Part 4",Ida,One,ida@x.example,20,
4,"Copying Names, Part 4",Bo,Two,bo@y.example,-20,
5,"Copying Names, Part 5",Cem,Three,cem@z.example,,conflict
CSV
hotcrp() {
    run "$chairlift" route --chairs "$scratch/hotcrp-users.csv" --conflicts "$scratch/hotcrp-allprefs.csv" --bids "$scratch/hotcrp-allprefs.csv" \
        "$@" "$scratch/hotcrp-data.json"
}
hotcrp -f json
expect_status "HotCRP's exports are routed as they are" 0
expect_equal "conflicts come with their reasons" "$(jq -r '.conflicts[] | "\(.paper) \(.chair) \(.reason)"' <<<"$out" | sort)" \
"1 ida@x.example conflict in HotCRP (advisor)
2 bo@y.example contact of the paper in HotCRP
3 ida@x.example collaborator of an author (Au Thor3)
5 cem@z.example listed"
expect_match "a preference counts" "$(jq -r '.assignments[] | select(.paper == "4") | .chair + ": " + .reason' <<<"$out")" '^ida@x.example: .*bid 1\.00'
for format in hotcrp hotcrp-preferences; do
    hotcrp -f $format -o "$scratch/$format"
    run "$chairlift" verify --people "$scratch/hotcrp-users.csv" --conflicts "$scratch/hotcrp-allprefs.csv" "$scratch/$format" "$scratch/hotcrp-data.json"
    expect_status "its $format passes" 0
done
run "$chairlift" affinity --people "$scratch/hotcrp-users.csv" -f hotcrp-preferences "$scratch/hotcrp-data.json"
expect_equal "preferences can be had without a routing" "$(head -n 1 <<<"$out") $(wc -l <<<"$out")" "paper,action,email,preference 19"
run "$chairlift" affinity --people "$scratch/hotcrp-users.csv" --bids <(echo "$out") "$scratch/hotcrp-data.json"
expect_status "and be read as bids" 0
run "$chairlift" route --chairs "$scratch/hotcrp-users.csv" --conflicts "$scratch/hotcrp-preferences" "$scratch/hotcrp-data.json"
expect_match "preferences are no conflicts" "$err" 'hotcrp-preferences:1: these are bids or preferences'

# ---- CMT -------------------------------------------------------------------------------------------

# A spreadsheet in XML, as CMT calls ".xls".
{
    printf '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
    printf '<Worksheet ss:Name="Papers"><Table>\n<Row><Cell><Data ss:Type="String">My Track</Data></Cell></Row>\n<Row/>\n<Row>'
    printf '<Cell><Data ss:Type="String">%s</Data></Cell>' "Paper ID" "Paper Title" "Abstract" "Author Names" "Author Emails" "Conflicts"
    printf '</Row>\n'
    for i in 101 102 103; do
        printf '<Row><Cell><Data ss:Type="Number">%s</Data></Cell><Cell><Data ss:Type="String">Names &amp; Parts %s</Data></Cell><Cell><Data ss:Type="String">%s</Data></Cell><Cell><Data ss:Type="String">Thor%s, Au*</Data></Cell><Cell><Data ss:Type="String">au%s@u%s.example*</Data></Cell><Cell><Data ss:Type="Number">1</Data></Cell></Row>\n' \
            $i $i "$abstract" $i $i $i
    done
    printf '</Table></Worksheet></Workbook>\n'
} >"$scratch/Papers.xls"
printf '# First Name\tMiddle Initial (optional)\tLast Name\tEmail\tOrganization\tCountry\tDomain Conflicts\nIda\t\tOne\tida@x.example\tX\tZ\tu101.example; v.example\nBo\t\tTwo\tbo@y.example\tY\tZ\t\n' >"$scratch/Users.tsv"
printf '# Paper ID\tReviewer Email\n102\tbo@y.example\n' >"$scratch/Conflicts.txt"
cat >"$scratch/Bids.xml" <<'XML'
<bids>
  <submission submissionId="103">
    <user email="ida@x.example" bid="2 - Not Willing" />
    <user email="bo@y.example" bid="5 - Eager" />
  </submission>
</bids>
XML
cmt() {
    run "$chairlift" route --chairs "$scratch/Users.tsv" --bids "$scratch/Bids.xml" "$@" "$scratch/Papers.xls"
}
cmt -f json
expect_match "a column that only counts conflicts is no list of them" "$err" 'counts 3 of 3 papers without saying with whom: export the conflicts'
cmt -f json --conflicts "$scratch/Conflicts.txt"
expect_status "CMT's exports are routed as they are" 0
expect_equal "who has which" "$(jq -r '.assignments[] | "\(.paper) \(.chair)"' <<<"$out" | sort)" "101 bo@y.example
102 ida@x.example
103 bo@y.example"
expect_match "domains are conflicts" "$(jq -r '.conflicts[] | "\(.paper) \(.chair) \(.reason)"' <<<"$out")" '^101 ida@x.example same institution as an author \(u101.example\)'
cmt --conflicts "$scratch/Conflicts.txt" -f cmt -o "$scratch/Assignments.xml"
run "$chairlift" verify --people "$scratch/Users.tsv" --conflicts "$scratch/Conflicts.txt" --demand 1 "$scratch/Assignments.xml" "$scratch/Papers.xls"
expect_status "its XML passes" 0
sed 's/ida@x/nobody@x/' "$scratch/Assignments.xml" >"$scratch/spoiled.xml"
run "$chairlift" verify --people "$scratch/Users.tsv" "$scratch/spoiled.xml" "$scratch/Papers.xls"
expect_match "somebody unknown is found, with the line" "$out" 'spoiled.xml:[0-9]+: person "nobody@x.example" is not among those given'

# ---- what no system exports ------------------------------------------------------------------------

# wrong NAME REGEX FILE: as a list of people, of conflicts, and of bids.
wrong() {
    for option in --chairs --conflicts --bids; do
        local people=$scratch/people.csv
        [ $option = --chairs ] && people=$3
        run "$chairlift" route --chairs "$people" $option "$3" "$scratch/Papers.xls"
        expect_status "$1 as $option: status 2" 2
        expect_match "$1 as $option: says so" "$err" "$2"
        expect_equal "$1 as $option: in one line, and nothing else" "$out$(wc -l <<<"$err")" 1
    done
}
printf 'id,topics\na,internals\n' >"$scratch/people.csv"
printf 'PK\x03\x04\x14\x00\x06\x00' >"$scratch/book.xlsx"
wrong "a workbook" 'book.xlsx: is a spreadsheet or another archive; save the table as CSV' "$scratch/book.xlsx"
printf 'paper,person,bid,id\n1,"a\0b",1,x\n' >"$scratch/nul.csv"
wrong "a NUL byte" 'nul.csv: holds bytes that no text has' "$scratch/nul.csv"
printf 'paper,person,bid,id\n1,"a""b,1,x\n2,c,1,y\n' >"$scratch/quotes.csv"
wrong "a quotation mark too few" 'quotes.csv:[23]: wrong quoting' "$scratch/quotes.csv"
{
    printf 'paper,person,bid,id\n1,"'
    head -c 70000000 /dev/zero | tr '\0' x
    printf '",1,x\n'
} >"$scratch/huge.csv"
wrong "an endless cell" 'huge.csv: is larger than 64 MiB' "$scratch/huge.csv"
printf '\xff\xfep\0a\0p' >"$scratch/half.csv"
wrong "half a character of UTF-16" 'half.csv: (starts like UTF-16, but is not|.*)' "$scratch/half.csv"
done_testing
