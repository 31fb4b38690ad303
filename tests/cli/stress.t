#!/bin/sh
# compare --stress as a chart: what it says, in which formats, and that nothing else is drawn.
. tests/cli/tap.sh
model=models/longhua/model.json scenario=models/longhua/scenarios/d7-complete.json
compare() { "$JINGWEI" compare "$@" -q; }

compare $model $scenario --stress 6 -o "$tmp/s.pdf"; ok $? 'drawn as PDF'
pdftotext -raw "$tmp/s.pdf" - >"$tmp/text"
for word in 撤去单位后覆盖还剩多少 撤去的单位数 '100 %' 大浪街道 观湖街道 56.2 含示意数据 '截至 2023-06-30' 资料来源; do
    grep -q -- "$word" "$tmp/text"; ok $? "says $word"
done
# What the chart ends with is what the table ends with.
compare $model --stress 6 --format json >"$tmp/s.json"
last=$(node -e '
    const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")), s = r.base.stress;
    console.log((100 * s[s.length - 1].remaining).toFixed(1) + " %")' "$tmp/s.json")
grep -q -- "$last" "$tmp/text"; ok $? "ends at $last, as in the JSON"
pdfinfo "$tmp/s.pdf" | grep -q 'Page size: *595.* x 419'; ok $? 'A5, lying'
compare $model --stress 6 --page A4 --portrait --theme mono --title '抗冲击' -o "$tmp/s.pdf"
pdfinfo "$tmp/s.pdf" | grep -q 'Page size: *595.* x 84[12]'; ok $? '--page A4 --portrait'
pdftotext -raw "$tmp/s.pdf" - | grep -q '抗冲击'; ok $? '--title'
for ending in svg png dot; do
    compare $model --stress 3 --seed 7 --lang en -o "$tmp/s.$ending" && [ -s "$tmp/s.$ending" ]; ok $? "as $ending"
done
grep -q 'units at random' "$tmp/s.svg"; ok $? 'in English, at random'
compare $model --stress 3 --seed 7 --lang en -o "$tmp/again.svg"; same "$tmp/s.svg" "$tmp/again.svg" 'the same bytes again'
compare $model --stress 3 -f csv -o "$tmp/table.pdf" && grep -q stress "$tmp/table.pdf"; ok $? 'an explicit --format wins over the ending'
compare $model --stress 3 --lang en | grep -q '█'; ok $? 'the table has bars'

fails() { # STATUS TEXT NAME OPTIONS…
    wanted=$1 text=$2 name=$3; shift 3
    compare --lang en "$@" 2>"$tmp/errors"
    [ $? -eq "$wanted" ] && grep -q "$text" "$tmp/errors" && [ ! -e "$tmp/no.pdf" ]
    code=$?
    [ $code -eq 0 ] || sed 's/^/# /' "$tmp/errors"
    ok $code "$name"
}
fails 2 'only --stress' 'without --stress nothing is drawn' $model $scenario -o "$tmp/no.pdf"
fails 2 'unknown theme' 'an unknown theme' $model --stress 3 --theme bried -o "$tmp/no.pdf"
fails 4 'no/such' 'a folder that is not there' $model --stress 3 -o "$tmp/no/such/s.pdf"
echo "1..$count"
