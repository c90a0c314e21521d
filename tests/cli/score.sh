# chairlift score, end to end: what it says of the fixture papers, in every format, and what it says
# of input that is wrong.
# shellcheck shell=bash
. tests/cli/lib/tap.bash

papers=$fixtures/papers
one=$scratch/one.jsonl
head -n 1 "$papers/papers.jsonl" >"$one"

# ---- the records ---------------------------------------------------------------------------------

run "$chairlift" score --venue mechinterp-neurips-2025 --format jsonl "$papers/papers.jsonl"
expect_status "the fixture papers are scored" 0
check "a record for each paper" test "$(wc -l <<<"$out")" -eq "$(wc -l <"$papers/papers.jsonl")"
echo "$out" >"$scratch/neurips.jsonl"
check "each has the fields promised" jq -es 'all(.[];
    (.id | type) == "string" and (.source | type) == "string" and (.title | type) == "string"
    and .venue == "mechinterp-neurips-2025"
    and (.theme.probability | . >= 0 and . <= 1)
    and (.theme.verdict | IN("fits", "borderline", "does not fit", "cannot judge"))
    and (.topics | length) == 15 and (.flags | type) == "array"
    and ([.topics[] | .probability >= 0 and .probability <= 1 and (.assigned | type) == "boolean"] | all)
    and ([.topics[].probability] | . == (sort | reverse))
    and ([.topics[] | select(.assigned)] | length) <= 3)' "$scratch/neurips.jsonl"
check "a paper that does not fit has no topic, one that fits has some" jq -es 'all(.[];
    ([.topics[] | select(.assigned)] | length) as $n |
    if .theme.verdict == "does not fit" then $n == 0
    elif .theme.verdict == "fits" then $n > 0 else true end)' "$scratch/neurips.jsonl"

check "each says how sure it is, and asks for a human when it is not" jq -es 'all(.[];
    (.confidence | . >= 0 and . <= 1) and (.needs_human | type) == "boolean")
    and ([.[] | select(.needs_human and (.flags | length) == 0) | .confidence] | max // 0)
        <= ([.[] | select(.needs_human | not) | .confidence] | min // 1)' "$scratch/neurips.jsonl"

# ---- a sentence of key terms ---------------------------------------------------------------------

cat >"$scratch/tides.jsonl" <<'END'
{"id":"stuffed","title":"Forecasting Tides with Gradient-Boosted Trees","abstract":"Harbours need forecasts of tides that hold for weeks. We train gradient-boosted trees on hourly measurements from forty gauges. We use sparse autoencoders and dictionary learning to recover monosemantic features under superposition, and we study SAE latents and transcoders with feature dictionaries that give interpretable features. The forecasts beat harmonic analysis at thirty gauges, and are cheaper to compute. Storms remain difficult for every method that we compared."}
{"id":"plain","title":"Forecasting Tides with Gradient-Boosted Trees","abstract":"Harbours need forecasts of tides that hold for weeks. We train gradient-boosted trees on hourly measurements from forty gauges. The forecasts beat harmonic analysis at thirty gauges, and are cheaper to compute. Storms remain difficult for every method that we compared."}
END
run "$chairlift" score --format jsonl "$scratch/tides.jsonl"
expect_equal "a paper that fits for one sentence is flagged, and needs a human" \
    "$(jq -rc '[.id, .theme.verdict, .needs_human, .flags[]] | join(" ")' <<<"$out")" \
    $'stuffed fits true one-sentence\nplain does not fit false'
run "$chairlift" score "$scratch/tides.jsonl"
expect_match "which the table says" "$out" 'needs a human \(confidence 0\.[0-9]+\), hangs on one sentence'
check "no fixture paper hangs on one" test "$(grep -c one-sentence "$scratch/neurips.jsonl")" = 0

# ---- what cannot be judged -----------------------------------------------------------------------

cat >"$scratch/foreign.jsonl" <<'END'
{"id": "german", "title": "Schaltkreise im Sprachmodell", "abstract": "Wir untersuchen, wie ein Sprachmodell Zahlen addiert. Dazu entfernen wir einzelne Aufmerksamkeitsköpfe und messen, was sich an der Ausgabe ändert. Es zeigt sich, dass wenige Köpfe die Überträge berechnen und dass man sie durch Eingriffe in die Aktivierungen steuern kann. Der Code liegt bei."}
{"id": "french", "title": "Des circuits dans un modèle de langue", "abstract": "Nous étudions comment un modèle de langue additionne des nombres. Nous supprimons des têtes d'attention une à une et mesurons ce qui change dans la sortie. Il apparaît que quelques têtes seulement calculent les retenues et que l'on peut les commander par des interventions sur les activations du réseau."}
{"id": "spanish", "title": "Circuitos en un modelo de lenguaje", "abstract": "Estudiamos cómo un modelo de lenguaje suma números. Quitamos las cabezas de atención una por una y medimos qué cambia en la salida. Resulta que pocas cabezas calculan las llevadas y que se pueden gobernar con intervenciones en las activaciones de la red durante la inferencia del transformer."}
{"id": "chinese", "title": "语言模型中的电路", "abstract": "我们研究语言模型如何进行加法运算。我们逐一去除注意力头，并测量输出的变化。结果表明，只有少数注意力头负责计算进位，并且可以通过干预激活来控制它们。我们使用 sparse autoencoder 和 activation patching 进行分析。"}
{"id": "russian", "title": "Схемы в языковой модели", "abstract": "Мы изучаем, как языковая модель складывает числа. Мы удаляем головы внимания одну за другой и измеряем, что меняется в ответе. Оказывается, что лишь немногие головы вычисляют переносы и что ими можно управлять, вмешиваясь в активации сети (activation patching)."}
{"id": "unknown", "title": "Xyzzy plugh", "abstract": "Qwxzk vbnmq."}
END
run "$chairlift" score --format jsonl "$scratch/foreign.jsonl"
expect_status "other languages are no error" 0
echo "$out" >"$scratch/foreign.out"
check "but cannot be judged: no topic, a human is needed" jq -es 'length == 6 and all(.[];
    .theme.verdict == "cannot judge" and .needs_human and .confidence == 0
    and ([.topics[] | select(.assigned)] | length) == 0)' "$scratch/foreign.out"
check "and the flags say why" jq -es 'all(.[]; .flags as $flags |
    any("not-english", "no-evidence"; IN($flags[])))' "$scratch/foreign.out"
jq -c '{id, title}' "$papers/papers.jsonl" >"$scratch/titles.jsonl"
run "$chairlift" score --format jsonl "$scratch/titles.jsonl"
echo "$out" >"$scratch/titles.out"
check "a title alone is judged, but needs a human" jq -es 'all(.[];
    .needs_human and .theme.verdict != "cannot judge" and (.flags | any(. == "no-abstract")))' "$scratch/titles.out"
run "$chairlift" score "$scratch/foreign.jsonl"
expect_match "the table says so too" "$out" 'cannot judge'
expect_match "and counts them" "$out" '6 papers: 0 fit, 0 borderline, 0 do not fit, 6 cannot be judged; 6 need a human'

# The fixture papers say what they were written to be; nothing was fitted to them.
jq -r '[.id, .expected.theme] | @tsv' "$papers/papers.jsonl" | sort >"$scratch/expected"
jq -r '[.id, .theme.probability] | @tsv' "$scratch/neurips.jsonl" | sort >"$scratch/found"
verdicts=$(join -t "$(printf '\t')" "$scratch/expected" "$scratch/found" |
    awk -F '\t' '$2 == 2 { n++; if ($3 >= 0.5) in_++ } $2 == 0 { m++; if ($3 < 0.5) out++ }
        END { print (in_ >= 0.9 * n && out >= 0.85 * m && n > 10 && m > 4) ? "good" : in_ "/" n ", " out "/" m }')
expect_equal "papers in and out of theme are told apart" "$verdicts" good

printf '%s\n' '{"pid":1,"title":"Circuits","abstract":"Of many kinds.","status":"withdrawn"}' \
    '{"pid":2,"title":"Probes","abstract":"Two of them.","status":"submitted"}' >"$scratch/hotcrp.jsonl"
run "$chairlift" score --format jsonl "$scratch/hotcrp.jsonl"
expect_equal "a paper that was withdrawn from HotCRP is not scored" "$(jq -r .id <<<"$out")" 2
expect_match "which is told" "$err" 'hotcrp\.jsonl: left out 1 of its records: withdrawn 1'

# ---- closed standard streams ---------------------------------------------------------------------

broken=$scratch/broken.jsonl
{ cat "$one" && echo '{"id": "b", "title'; } >"$broken"
"$chairlift" score --format csv --output "$scratch/open.csv" "$broken" 2>/dev/null
status=0
"$chairlift" score --format csv --output "$scratch/closed.csv" "$broken" 2>&- || status=$?
expect_status "without stderr" 1
check "no message goes into the results" cmp -s "$scratch/open.csv" "$scratch/closed.csv"
status=0
"$chairlift" score --format csv "$one" >&- 2>"$scratch/closed.err" || status=$?
err=$(<"$scratch/closed.err")
expect_status "without stdout" 2
expect_match "the results' loss is told" "$err" 'standard output: cannot be written'

# ---- the same paper through every format ---------------------------------------------------------

scores_of() {
    "$chairlift" score --venue all --format jsonl "$@" 2>/dev/null </dev/null |
        jq -c '[.venue, .theme, .topics]'
}
title=$(jq -r .title "$one") abstract=$(jq -r .abstract "$one")
expected=$(scores_of "$one")
check "all four venues are scored" test "$(wc -l <<<"$expected")" -eq 4
jq -c '[{id: "abcdefghij", content: {title: {value: .title}, abstract: {value: .abstract}}}]' "$one" >"$scratch/v2.json"
jq -c '{notes: [{id: "abcdefghij", content: {title, abstract}}]}' "$one" >"$scratch/v1.json"
jq -r '["id", "title", "abstract"], [.id, .title, .abstract] | @csv' "$one" >"$scratch/one.csv"
printf '%s\n\n%s\n' "$title" "$abstract" >"$scratch/one.txt"
gzip -k "$one"
for file in v2.json v1.json one.csv one.txt one.jsonl.gz; do
    expect_equal "$file gives the same scores as JSON Lines" "$(scores_of "$scratch/$file")" "$expected"
done
expect_equal "standard input gives the same scores" \
    "$("$chairlift" score --venue all --format jsonl - <"$one" 2>/dev/null | jq -c '[.venue, .theme, .topics]')" "$expected"
expect_equal "JSON gives the same scores as JSON Lines" \
    "$("$chairlift" score --venue all --format json "$one" | jq -c '.[] | [.venue, .theme, .topics]')" "$expected"

pdf=$(basename "$(find "$papers/pdf" -name '*.pdf' | sort | head -n 1)" .pdf)
"$chairlift" extract "$papers/pdf/$pdf.pdf" 2>/dev/null | jq -c '{id: "x", title, abstract}' >"$scratch/extracted.jsonl"
expect_equal "a PDF scores as its extracted text does" "$(scores_of "$papers/pdf/$pdf.pdf")" "$(scores_of "$scratch/extracted.jsonl")"

# ---- evidence ------------------------------------------------------------------------------------

"$chairlift" score --format jsonl --explain "$papers/papers.jsonl" >"$scratch/explained.jsonl"
check "evidence and bias add up to every margin" jq -es 'all(.[]; [.theme, .topics[]] |
    all(.[]; (.bias + ([.evidence[].contribution] | add // 0) - .margin) | fabs < 1e-5))' "$scratch/explained.jsonl"
check "terms are spelt as the paper spells them" jq -es --slurpfile papers "$papers/papers.jsonl" '
    ($papers | map({key: .id, value: ((.title + " " + .abstract) | gsub("\\s+"; " "))}) | from_entries) as $text |
    all(.[]; . as $p | all($p.theme.evidence[:5][]; .term as $t | $text[$p.id] | contains($t)))' "$scratch/explained.jsonl"
run "$chairlift" score --explain "$one"
expect_match "the table shows the sum" "$out" 'probability [01]\.[0-9]+, margin [+-]'
expect_match "and what the rest adds" "$out" 'from [0-9]+ other terms'

# ---- output --------------------------------------------------------------------------------------

run "$chairlift" score -f csv -o "$scratch/out.csv" "$papers/papers.jsonl"
expect_status "scores go to a file" 0
expect_match "with the headers documented" "$(head -n 1 "$scratch/out.csv")" '^id,source,title,venue,theme_probability,theme_verdict,confidence,needs_human,topics'
echo old >"$scratch/kept.csv"
run "$chairlift" score -f csv -o "$scratch/kept.csv" "$scratch/missing.json"
expect_equal "a run that fails leaves the old file" "$(cat "$scratch/kept.csv")" old
run "$chairlift" score -f csv -o "$scratch/no/such/folder.csv" "$one"
expect_status "a place that cannot be written is refused" 2
expect_match "by name" "$err" 'no/such/folder.csv'
run bash -c "'$chairlift' score -f jsonl '$papers/papers.jsonl' >/dev/full"
expect_status "a full disk is noticed" 2
expect_match "and named" "$err" 'No space left'
run bash -c "'$chairlift' score -f jsonl '$papers/papers.jsonl' | true; exit \${PIPESTATUS[0]}"
expect_status "a reader that went away is noticed" 2

cp "$one" "$scratch/input.jsonl"
run "$chairlift" score -f csv -o "$scratch/input.jsonl" "$scratch/input.jsonl"
expect_status "the input is not overwritten by the output" 2
check "and stays as it was" cmp "$one" "$scratch/input.jsonl"
mkdir "$scratch/named"
cp "$one" "$scratch/named/$(printf 'z\033[31m\nq.json')"
echo '%PDF-1.4 broken' >"$scratch/named/$(printf 'y\033[31m.pdf')"
run "$chairlift" score "$scratch/named"
check "file names cannot drive the terminal" bash -c '! grep -q $'"'\\033'"' <<<"$1"' - "$out$err"

# ---- wrong input ---------------------------------------------------------------------------------

# wrong NAME STATUS REGEX ARGUMENT...: one line on stderr that matches.
wrong() {
    local name=$1 expected_status=$2 regex=$3
    shift 3
    run "$chairlift" score -f jsonl "$@"
    expect_status "$name: status $expected_status" "$expected_status"
    expect_match "$name: says so" "$err" "$regex"
}
: >"$scratch/empty.json"
mkdir "$scratch/nothing"
head -c 3000 /dev/zero >"$scratch/zeros.pdf"
jq -c '[., .]' "$one" | head -c 900 >"$scratch/truncated.json"
echo '{"a": 1}' >"$scratch/shape.json"
printf 'id,title\n1,x\n' >"$scratch/columns.csv"
printf 'id,title,abstract\n1,"a "b" c",text\n' >"$scratch/quotes.csv"
wrong "no such file" 2 'missing.json: .*No such file' "$scratch/missing.json"
wrong "an empty file" 2 'empty.json: .*empty' "$scratch/empty.json"
wrong "a folder without papers" 2 'nothing: ' "$scratch/nothing"
wrong "not a PDF" 2 'zeros.pdf: ' "$scratch/zeros.pdf"
wrong "JSON cut off" 2 'truncated.json:[0-9]+' "$scratch/truncated.json"
wrong "JSON of another shape" 2 'shape.json' "$scratch/shape.json"
wrong "a table without an abstract column" 2 'columns.csv.*abstract' "$scratch/columns.csv"
wrong "wrong quotes" 2 'quotes.csv:2' "$scratch/quotes.csv"
wrong "an unknown venue" 2 'no venue "neurips".*known are' --venue neurips "$one"
wrong "an unknown option" 2 'nonsense' --nonsense "$one"
wrong "no input" 2 'name the papers'
wrong "one of two files missing" 1 'missing.json' "$one" "$scratch/missing.json"
check "the other one is scored, the missing one has a row" test "$(wc -l <<<"$out")" -eq 2
printf '{"id":"a","title":"Circuits \xff in models","abstract":"%s"}\n' "$abstract" >"$scratch/bytes.jsonl"
run "$chairlift" score -f jsonl "$scratch/bytes.jsonl"
check "bytes that are not UTF-8 are survived and told" jq -e '.error != null or (.flags | length) > 0' <<<"$out"
cat "$one" "$one" >"$scratch/twice.jsonl"
run "$chairlift" score -f jsonl "$scratch/twice.jsonl"
check "an id given twice stays unique" test "$(jq -r .id <<<"$out" | sort -u | wc -l)" -eq 2

# ---- damaged models ------------------------------------------------------------------------------

# damaged NAME REGEX COMMAND...: runs the command in a copy of the data, then scores.
damaged() {
    local name=$1 regex=$2
    shift 2
    rm -rf "$scratch/data"
    mkdir -p "$scratch/data/corpus"
    cp -R corpus/venues "$scratch/data/corpus/"
    mkdir "$scratch/data/models"
    cp -R models/vocabulary.tsv models/mechinterp-icml-2026 "$scratch/data/models/"
    "$chairlift" compile "$scratch/data/models" || echo "not ok - $name: compiles"
    sleep 0.02 # file systems tell times apart by some milliseconds
    (cd "$scratch/data/models" && "$@")
    run env CHAIRLIFT_DATA="$scratch/data" "$chairlift" score -f jsonl "$one"
    expect_status "$name: status 2" 2
    expect_match "$name: says so" "$err" "$regex"
    expect_equal "$name: nothing is printed" "$out" ""
}
damaged "a model cut off" 'theme.svm' truncate -s -100 mechinterp-icml-2026/theme.svm
damaged "a byte of a model changed" 'methods.svm' sed -i '$s/1/2/' mechinterp-icml-2026/methods.svm
damaged "a model missing" 'safety.svm' rm mechinterp-icml-2026/safety.svm
damaged "a venue without models" 'mechinterp-icml-2026.venue: this call has no models in .*chairlift train' rm -r mechinterp-icml-2026
# What is there of these is a venue's file and no models: of all calls they are left out.
run env CHAIRLIFT_DATA="$scratch/data" "$chairlift" score -v all -f jsonl "$one"
expect_status "all calls, none of them trained" 2
cp -R models/core models/vocabulary.tsv "$scratch/data/models/"
run env CHAIRLIFT_DATA="$scratch/data" "$chairlift" score -v all -f jsonl "$one"
expect_status "all calls, one of them trained" 0
expect_equal "is scored for that one" "$(jq -r .venue <<<"$out")" core
expect_match "and the others are named" "$err" \
    'mechinterp-icml-2026\.venue: left out, because this call has no models; chairlift train makes them'
damaged "another vocabulary" 'vocabulary' sed -i '$d' vocabulary.tsv
rename_topic() {
    sed -i 's/^topic safety /topic security /' mechinterp-icml-2026/venue.model
    mv mechinterp-icml-2026/safety.svm mechinterp-icml-2026/security.svm
}
pipe_for_svm() { rm mechinterp-icml-2026/safety.svm && mkfifo mechinterp-icml-2026/safety.svm; }
damaged "a pipe in the place of a model, which is not waited for" 'safety\.svm: not the file' pipe_for_svm
damaged "a topic without a model" 'mechinterp-icml-2026.venue:[0-9]+: .*safety' rename_topic

done_testing
