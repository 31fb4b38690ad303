#!/bin/sh
# Where results go: what the ending of a name asks for, the byte order mark, and files that cannot be written.
. tests/cli/tap.sh
model=models/longhua/model.json
head_of() { od -An -tx1 -N3 "$1" | tr -d ' \n'; }
cover() { "$JINGWEI" cover $model -q "$@" 2>"$tmp/err"; }

for ending in csv CSV Csv; do
    cover -o "$tmp/gaps.$ending"; ok $? "-o gaps.$ending"
    is efbbbf "$(head_of "$tmp/gaps.$ending")" 'CSV to a file begins with a byte order mark'
done
cover --format csv >"$tmp/plain"; ok $? 'CSV to standard output'
cover --format csv -o - >"$tmp/dash"; ok $? 'and by -o -'
cmp -s "$tmp/plain" "$tmp/dash"; ok $? 'which are the same'
tail -c +4 "$tmp/gaps.csv" | cmp -s - "$tmp/plain"; ok $? 'and the file without its mark'
cover -o "$tmp/result.JSON"; ok $? '-o result.JSON'
head -n 1 "$tmp/result.JSON" | grep -qx '{'; ok $? 'is JSON'
cover -o "$tmp/result.csv.json"; head -n 1 "$tmp/result.csv.json" | grep -qx '{'; ok $? 'the last ending counts'
"$JINGWEI" draw $model -q -o "$tmp/chart.SVG" 2>"$tmp/err"; ok $? 'draw -o chart.SVG'

# What cannot be written ends with 4, says so once, and leaves what was there.
echo old >"$tmp/kept.csv"; mkdir "$tmp/folder.csv"; ln -s gone/kept.csv "$tmp/nowhere.csv"
for file in "$tmp/folder.csv" "$tmp/none/gaps.csv" "$tmp/nowhere.csv" "$tmp/kept.csv/gaps.csv"; do
    cover -o "$file"; is 4 $? "-o ${file#"$tmp"/}"
    is 1 "$(wc -l <"$tmp/err" | tr -d ' ')" 'one message'
done
is old "$(cat "$tmp/kept.csv")" 'the old file is still there'
cover -o "$tmp/kept.csv" --require 2; is 2 $? 'a slip in another option'
cover -o "$tmp/kept.csv" --where 'members~3'; is 2 $? 'a slip in --where'
is old "$(cat "$tmp/kept.csv")" 'leaves the old file'
cover -o "$tmp/kept.csv" --require 1; is 1 $? 'a rate below what is required'
is efbbbf "$(head_of "$tmp/kept.csv")" 'still writes the result'
is 0 "$(find "$tmp" -name '.*kept*' -o -name '*.tmp' -o -name '*kept*.?????*' | wc -l | tr -d ' ')" 'no leftovers'

# A reader that goes away is no fault to speak of.
{ cover --format json; } | true
is '' "$(cat "$tmp/err")" 'nothing is said when the reader has gone'
"$JINGWEI" check - <"$tmp/result.JSON" >/dev/null 2>&1; is 1 $? 'a model on standard input that is none'
"$JINGWEI" cover - -q --format json <tests/data/audit/model.json >"$tmp/piped"; ok $? 'a model on standard input'
"$JINGWEI" cover tests/data/audit/model.json -q --format json | cmp -s - "$tmp/piped"
ok $? 'gives what its file gives'

# What reading limits, writing does not; but it says so.
awk 'BEGIN { for (i = 0; i < 20000; i++) name = name "会"
    print "{\"jingwei\":1,\"name\":\"大\",\"patterns\":[{\"for\":{\"n\":{\"from\":1,\"to\":1800}},\"units\":" \
        "[{\"id\":\"u{n}\",\"kind\":\"core\",\"name\":\"" name "\"}]}]}" }' >"$tmp/large.json"
"$JINGWEI" convert "$tmp/large.json" "$tmp/larger.json" 2>"$tmp/err"; ok $? 'a model larger than can be read is written'
is 1 "$(grep -c larger-than-read "$tmp/err")" 'with a warning'
"$JINGWEI" check "$tmp/larger.json" -q >"$tmp/said" 2>&1; grep -q file-too-large "$tmp/said"; ok $? 'and indeed cannot be read'
rm "$tmp/larger.json"
"$JINGWEI" convert tests/data/audit/model.json "$tmp/small.json" 2>"$tmp/err"
is 0 "$(grep -c larger-than-read "$tmp/err")" 'one that can gives none'
echo "1..$count"
