# Every format that chairlift writes, read back by readers that know nothing of chairlift: jq, xmllint,
# and awk as the formats' own descriptions have it. The routing as JSON says what must be in the others.
# shellcheck shell=bash
. tests/cli/lib/tap.bash

papers=$fixtures/papers
csv() { awk -f tests/cli/lib/csv.awk "$1"; }

# Papers whose titles are hard on formats, and people hard on theirs; two roles.
jq '.[0].content.title.value = "=HYPERLINK(\"http://x.example\",\"a, b\")" | .[1].content.title.value = "Of <b> & \"C\",\nand \u2028 more"
    | .[2].content.title.value = "-2+3" | .[3].content.title.value = "@x\ty"' "$papers/submissions.json" >"$scratch/notes.json"
# an institution apart for each, so that names are all that could go wrong
{
    echo 'id,name,email,topics'
    printf '~Ada_A1,"Ada ""the first"" A, B",ada&a@a.example,internals\n~Bo_B1,=1+2,bo@b.example,safety; methods\n'
    printf '%s\n' "~Cem_C1,C <i>em</i>,o'cem@c.example,applications; conceptual" "~Dina_D1,Dïna Ω,dina@d.example,"
} >"$scratch/chairs.csv"
sed '2,$s/^~/~R_/; 2,$s/,\([^,]*@\)/,r.\1/' "$scratch/chairs.csv" >"$scratch/reviewers.csv"
printf 'paper,person,reason\nKf3vTz81Qd,~Ada_A1,"spouse, ""said"""\n21,~R_Bo_B1,=1+1\nw-9RbLp2Xe,~Dina_D1,advisor\n' >"$scratch/conflicts.csv"
group=Example.org/2026/Workshop/MechInterp

# write FORMAT [OPTION...]: to $scratch/FORMAT.
write() {
    run "$chairlift" route --chairs "$scratch/chairs.csv" --reviewers "$scratch/reviewers.csv" --reviewers-each 2 \
        --conflicts "$scratch/conflicts.csv" -f "$@" --openreview-group $group -o "$scratch/$1" "$scratch/notes.json"
    [ "$status" -eq 0 ] || echo "# $err"
    expect_status "$* is written" 0
}
write json
check "it is JSON" jq -e '.assignments | length == 30' "$scratch/json"

# What each paper is called, and each person, wherever.
jq -c '[.[] | {key: .id, value: (.number | tostring)}] | from_entries' "$scratch/notes.json" >"$scratch/numbers"
cat "$scratch/chairs.csv" "$scratch/reviewers.csv" | csv /dev/stdin | awk -F '\037' '$1 ~ /^~/ { print $1 "\t" $3 }' |
    jq -Rnc '[inputs | split("\t") | {key: .[0], value: .[1]}] | from_entries' >"$scratch/emails"
# pairs FILTER: "number email" of the assignments that the filter chooses.
pairs() {
    jq -r --slurpfile numbers "$scratch/numbers" --slurpfile emails "$scratch/emails" \
        ".assignments[] | select(.status == \"placed\") | select($1) | \"\(\$numbers[0][.paper]) \(\$emails[0][.chair])\"" "$scratch/json" | sort
}

# ---- chairlift's own CSV ---------------------------------------------------------------------------

write csv
csv "$scratch/csv" >"$scratch/cells"
expect_equal "CSV has the headers it should" "$(head -n 1 "$scratch/cells" | tr '\037' ,)" \
    paper,title,chair,chair_name,topic,score,reason,status,role
# A cell that a spreadsheet would compute begins with "'", and no other does.
expect_equal "no cell would be computed" "$(tail -n +2 "$scratch/cells" | tr '\037' '\n' | grep -c '^[=+@]')" 0
expect_equal "CSV says what JSON says" "$(tail -n +2 "$scratch/cells" | sed -E "s/(^|\x1f)'([=+@-])/\1\2/g")" \
    "$(jq -r '.assignments[] | [.paper, .title, .chair, .chair_name, .topic, (.score * 10000 | round | . + 10000 | tostring | .[1:] | "0." + .), .reason, .status, .role] | join("\u001f")' "$scratch/json")"

# ---- OpenReview's scores: its reader splits lines at commas ----------------------------------------

for role in chair reviewer; do
    write openreview-affinity --role $role
    # strip().split('\n'), then split(','), then max(round(float, 4), 0)
    awk -F , '{ if (NF != 3 || $3 !~ /^[01]\.[0-9][0-9][0-9][0-9]$/ || $3 > 1) { print "line " NR ": " $0 > "/dev/stderr"; exit 3 }
        print $1 "\037" $2 "\037" $3 }' "$scratch/openreview-affinity" >"$scratch/scores.$role"
    result $? "scores of ${role}s: three cells in each line, of which the last is a number"
    expect_equal "they are those of all pairs without a conflict" "$(cut -d $'\037' -f 1,2 "$scratch/scores.$role" | sort)" \
        "$(jq -r --arg role $role '[.conflicts[] | .paper + "\u001f" + .chair] as $not
            | ([.assignments[].paper] | unique[]) as $paper | (.chairs[] | select(.role == $role) | .id) as $id
            | ($paper + "\u001f" + $id) as $pair | select($not | index($pair) | not) | $pair' "$scratch/json" | sort)"
    expect_equal "those of assignments are the assignments'" \
        "$(jq -r --arg role $role '.assignments[] | select(.role == $role) | .paper + "\u001f" + .chair + "\u001f" +
            (.score * 10000 | round | . + 10000 | tostring | .[1:] | "0." + .)' "$scratch/json" | sort | comm -23 - <(sort "$scratch/scores.$role"))" ""
done

# ---- OpenReview's edges: as its invitations for matching have them ---------------------------------

write openreview-edges
cat >"$scratch/edge.jq" <<'JQ'
# What the edge of a pair must be, from the description of the invitations.
def edge($venue; $numbers; $role; $kind; $paper; $person; $weight; $named):
    ({chair: "Area_Chairs", reviewer: "Reviewers"}[$role]) as $committee
    | "\($venue)/Submission\($numbers[$paper])" as $submission | ($kind == "Proposed_Assignment") as $given
    | {invitation: "\($venue)/\($committee)/-/\($kind)", head: $paper, tail: $person, weight: $weight, label: $named,
       readers: ([$venue] + (if $role == "chair" then [] elif $given then ["\($submission)/Area_Chairs"] else ["\($venue)/Area_Chairs"] end) + [$person]),
       nonreaders: (if $given then ["\($submission)/Authors"] else [] end),
       writers: ([$venue] + (if $role == "reviewer" and $given then ["\($submission)/Area_Chairs"] else [] end)),
       signatures: ["\($venue)/Program_Chairs"]};
. as $all | ([.chairs[] | {key: .id, value: .role}] | from_entries) as $roles
| [(.assignments[] | select(.status == "placed")
    | edge($venue; $numbers[0]; .role; "Proposed_Assignment"; .paper; .chair; (.score * 10000 | round / 10000); "chairlift")),
   (.conflicts[] | edge($venue; $numbers[0]; $roles[.chair]; "Conflict"; .paper; .chair; -1; "Conflict"))]
JQ
expect_equal "every edge is as its invitation says" "$(jq -S 'sort_by(.invitation, .head, .tail)[]' "$scratch/openreview-edges")" \
    "$(jq -S --arg venue $group --slurpfile numbers "$scratch/numbers" -f "$scratch/edge.jq" "$scratch/json" | jq -S 'sort_by(.invitation, .head, .tail)[]')"
check "there are conflicts of both roles" jq -e '[.[] | select(.weight == -1) | .invitation] | unique | length == 2' "$scratch/openreview-edges"

# ---- HotCRP: a row of headers, columns in any order ------------------------------------------------

# hotcrp FILE COLUMN...: these columns of it.
hotcrp() {
    local file=$1
    shift
    csv "$file" | awk -F '\037' -v wanted="$*" 'NR == 1 { n = split(wanted, name, " "); for (i = 1; i <= NF; i++) at[$i] = i; next }
        { for (i = 1; i <= n; i++) printf "%s%s", $at[name[i]], i < n ? " " : "\n" }'
}
write hotcrp
expect_equal "HotCRP's leads are the chairs" "$(hotcrp "$scratch/hotcrp" action paper email | sed -n 's/^lead //p' | sort)" "$(pairs '.role == "chair"')"
expect_equal "its primary reviewers are the reviewers" "$(hotcrp "$scratch/hotcrp" action paper email | sed -n 's/^primary //p' | sort)" "$(pairs '.role == "reviewer"')"
expect_equal "and there is nothing else" "$(hotcrp "$scratch/hotcrp" action | sort -u | paste -sd ' ')" "lead primary"
write hotcrp-preferences --role reviewer
expect_equal "HotCRP's preferences are whole numbers from -20 to 20, of the affinities" \
    "$(hotcrp "$scratch/hotcrp-preferences" action paper email preference | sort)" \
    "$(awk -F '\037' '{ p = 40 * $3 - 20; print $1 "\037" $2 "\037" int(p + (p < 0 ? -0.5 : 0.5)) }' "$scratch/scores.reviewer" |
        jq -Rr --slurpfile numbers "$scratch/numbers" --slurpfile emails "$scratch/emails" \
            'split("\u001f") | "preference \($numbers[0][.[0]]) \($emails[0][.[1]]) \(.[2])"' | sort)"

# ---- CMT: XML --------------------------------------------------------------------------------------

cat >"$scratch/cmt.dtd" <<'DTD'
<!ELEMENT assignments (submission*)>
<!ELEMENT submission (user+)>
<!ATTLIST submission submissionId NMTOKEN #REQUIRED>
<!ELEMENT user EMPTY>
<!ATTLIST user email CDATA #REQUIRED>
DTD
for role in chair reviewer; do
    write cmt --role $role
    check "CMT's file is valid XML" xmllint --noout --nonet --dtdvalid "$scratch/cmt.dtd" "$scratch/cmt"
    expect_equal "it holds the ${role}s" "$(
        count=$(xmllint --nonet --xpath 'count(//user)' "$scratch/cmt")
        for i in $(seq "$count"); do
            xmllint --nonet --xpath "concat((//user)[$i]/../@submissionId, ' ', (//user)[$i]/@email)" "$scratch/cmt"
        done | sort
    )" "$(pairs ".role == \"$role\"")"
    check "no submission stands there twice" test "$(xmllint --nonet --xpath 'count(//submission)' "$scratch/cmt")" -eq 10
done

# ---- scores: CSV, JSON and JSON Lines say the same -------------------------------------------------

for format in csv json jsonl; do
    "$chairlift" score -f $format --venue all -o "$scratch/score.$format" "$scratch/notes.json" 2>/dev/null </dev/null
done
expect_equal "an array of scores, and a line each, are the same" "$(jq -c '.[]' "$scratch/score.json")" "$(jq -c . "$scratch/score.jsonl")"
check "there is one for each paper and call" test "$(wc -l <"$scratch/score.jsonl")" -eq 40
csv "$scratch/score.csv" >"$scratch/cells"
expect_equal "scores as CSV have their headers" "$(head -n 1 "$scratch/cells" | tr '\037' ,)" \
    id,source,title,venue,theme_probability,theme_verdict,confidence,needs_human,topics,topic_probabilities,flags,error
expect_equal "and say what the records say" "$(tail -n +2 "$scratch/cells" | sed -E "s/(^|\x1f)'([=+@-])/\1\2/g" | sed -E 's/\x1f-?[0-9.]+\x1f/\x1fN\x1f/g; s/=[0-9.]+/=N/g')" \
    "$(jq -r '[.id, .source, .title, .venue, "N", .theme.verdict, "N", (if .needs_human then "yes" else "no" end), ([.topics[] | select(.assigned) | .id] | join("|")),
        ([.topics[] | .id + "=N"] | join("|")), (.flags | join("|")), .error // ""] | join("\u001f")' "$scratch/score.jsonl")"
expect_equal "with the same numbers" "$(tail -n +2 "$scratch/cells" | awk -F '\037' '{ n = split($10, part, /[=|]/); printf "%s %s", $5, $7; for (i = 2; i <= n; i += 2) printf " %s", part[i]; print "" }')" \
    "$(sed -E 's/"title":("([^"\\]|\\.)*"|null)//; s/"(probability|confidence)":([0-9.]+)/\n\2\n/g' "$scratch/score.jsonl" |
            awk '/^\{/ && n { print line; line = "" } /^[0-9.]+$/ { line = line (line == "" ? "" : " ") $0; n = 1 } END { print line }')"

# ---- more submissions than OpenReview computes scores for ------------------------------------------

jq -c '.[]' "$scratch/score.json" | jq -c 'select(.venue == "mechinterp-icml-2026")' | head -n 8 |
    jq -c -s '. as $all | range(2050) as $i | $all[$i % 8] | .id = "note\($i + 10000)"' >"$scratch/many.jsonl"
run "$chairlift" route --chairs "$scratch/chairs.csv" -f openreview-affinity -o "$scratch/many.csv" "$scratch/many.jsonl"
expect_equal "scores of 2,050 submissions and 4 people are 8,200 lines, each pair once" \
    "$(wc -l <"$scratch/many.csv") $(cut -d , -f 1,2 "$scratch/many.csv" | sort -u | wc -l)" "8200 8200"
expect_equal "none is negative, above 1, or of other than four decimals" "$(grep -cvE '^note[0-9]+,~[A-Za-z_]+1,(0\.[0-9]{4}|1\.0000)$' "$scratch/many.csv")" 0
run "$chairlift" verify --people "$scratch/chairs.csv" "$scratch/many.csv" "$scratch/many.jsonl"
expect_status "and pass" 0
done_testing
