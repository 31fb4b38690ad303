#!/bin/sh
# The matrix view as users see it: the numbers of `cover --by`, type sizes, pages with their heads, what is asked wrongly.
. tests/cli/tap.sh
model=models/longhua/model.json
draw() { "$JINGWEI" draw "$@" -q --layout matrix; }

# Each cell as "count|rate|gaps" of the DOT, and of cover's JSON.
cat >"$tmp/cells.js" <<'EOS'
const fs = require('fs'), lines = [];
const [kind, file, rate] = process.argv.slice(2), text = fs.readFileSync(file, 'utf8');
if (kind === 'json') {
    for (const { population: p, status: s, rate: r } of JSON.parse(text).by[0].groups) {
        const covered = Math.round(r[rate] * p.known);
        lines.push(p.known === 0 ? `${p.all}|?|` : `${p.all}|${(100 * r[rate]).toFixed(0)} %|${p.known - covered || ''}`);
    }
} else {
    let cell = null;
    for (const [, name, attributes] of text.matchAll(/\b([bt]\d+)\s*\[([^\]]*)\];/g)) {
        const id = /\bid="?([\w-]+)/.exec(attributes), label = /\blabel="?([^",]*)/.exec(attributes);
        if (name[0] === 'b' && id) {
            const at = /^cell-(\d+)-(\d+)$/.exec(id[1]);
            cell = at && [];
            if (cell) lines.push({ row: +at[1], column: +at[2], words: cell });
        } else if (name[0] === 't' && cell) {
            cell.push(label[1].replace(/\\[lrn]$/, ''));
        }
    }
    const last = { row: Math.max(...lines.map(c => c.row)), column: Math.max(...lines.map(c => c.column)) };
    lines.splice(0, lines.length, ...lines
        .filter(c => c.row < last.row && c.column < last.column && c.words[0] !== '·')
        .map(({ words: [count, share, gaps] }) => `${count}|${share}|${(gaps || '').replace(/[▲△]/, '')}`));
}
console.log(lines.sort().join('\n'));
EOS

for rate in full work organization; do
    draw $model --rate $rate -o "$tmp/m.dot"; ok $? "drawn: $rate"
    "$JINGWEI" cover $model -q --by 'industry*street' --format json >"$tmp/cover.json"
    node "$tmp/cells.js" dot "$tmp/m.dot" >"$tmp/drawn"
    node "$tmp/cells.js" json "$tmp/cover.json" $rate >"$tmp/counted"
    same "$tmp/counted" "$tmp/drawn" "the cells are those of cover --by industry*street: $rate"
done
draw $model --rows kind --columns rating --where 'street=观湖,民治' -o "$tmp/m.dot"
"$JINGWEI" cover $model -q --where 'street=观湖,民治' --by 'kind*rating' --format json >"$tmp/cover.json"
node "$tmp/cells.js" dot "$tmp/m.dot" >"$tmp/drawn"
node "$tmp/cells.js" json "$tmp/cover.json" full >"$tmp/counted"
same "$tmp/counted" "$tmp/drawn" 'other rows and columns, of a part'

draw $model -o "$tmp/m.pdf"
is 1 "$(pdfinfo "$tmp/m.pdf" | awk '/^Pages:/ { print $2 }')" 'Longhua: one page of A4'
pdftotext -raw "$tmp/m.pdf" - >"$tmp/text"
for word in 合计 未填 观湖街道 电子信息行业主管部门党组织 双覆盖率 一家都未覆盖 含示意数据 59.2; do
    grep -q "$word" "$tmp/text"; ok $? "says $word"
done
draw $model --lang en -o "$tmp/m.pdf"
pdftotext -raw "$tmp/m.pdf" - | tr '\n' ' ' >"$tmp/text"
for word in 'Total' 'none given' 'leads 5' 'full rate' 'none is covered'; do
    grep -q "$word" "$tmp/text"; ok $? "says $word"
done

# Pages: contents, then blocks of rows and columns, each with its part of the heads in type of the least size.
draw $model --page A5 --min-type 11 -o "$tmp/m.pdf"
pages=$(pdfinfo "$tmp/m.pdf" | awk '/^Pages:/ { print $2 }')
[ "$pages" -gt 3 ]; ok $? "at 11 points on A5 it takes $pages pages"
pdftotext -f 2 -l 2 -raw "$tmp/m.pdf" - >"$tmp/text"
grep -q '行业 1–.* × 街道 1–' "$tmp/text"; ok $? 'a page says which part it is'
least=$(pdftotext -f 2 -bbox "$tmp/m.pdf" - | LC_ALL=C.UTF-8 perl -CS -Mutf8 -ne '
    next unless /xMin="([\d.]+)".*xMax="([\d.]+)".*?>(民治街道|龙华街道)</;
    my $size = ($2 - $1) / length $3; $least = $size if !defined $least || $size < $least; END { printf "%.1f", $least // 0 }')
[ "$(echo "$least" | awk '{ print ($1 >= 10.9) }')" = 1 ]; ok $? "names of $least points"
draw $model --page A5 --min-type 11 --break none -o "$tmp/m.pdf"
is 1 "$(pdfinfo "$tmp/m.pdf" | awk '/^Pages:/ { print $2 }')" '--break none: one page'

for ending in svg png; do
    draw $model -o "$tmp/m.$ending" && [ -s "$tmp/m.$ending" ]; ok $? "as $ending"
done
"$JINGWEI" draw $model -q --columns level -o "$tmp/m.svg" && grep -q '级别' "$tmp/m.svg"; ok $? '--columns alone asks for a matrix'

fails() { # STATUS TEXT NAME OPTIONS…
    wanted=$1 text=$2 name=$3; shift 3
    draw $model --lang en -o "$tmp/no.pdf" "$@" 2>"$tmp/errors"
    [ $? -eq "$wanted" ] && grep -q "$text" "$tmp/errors" && [ ! -e "$tmp/no.pdf" ]
    code=$?
    [ $code -eq 0 ] || sed 's/^/# /' "$tmp/errors"
    ok $code "$name"
}
fails 2 '“stret”.*street' 'an unknown attribute, with the nearest' --columns stret
fails 2 '“ful”.*full' 'an unknown rate' --rate ful
fails 3 'nothing to draw' 'nobody to count' --where 'street=无'
# It draws no units, but is not empty: its description does not say so.
"$JINGWEI" draw models/longhua/model.json -q --layout matrix -o "$tmp/described.svg"
grep -q '<desc>.*截至 2023-06-30' "$tmp/described.svg" && ! grep -q '<desc>.*0 个单位' "$tmp/described.svg"; ok $? 'its description counts no boxes'
echo "1..$count"
