#!/bin/sh
# Charts that fit their page, as users see them: type sizes and names are read from the PDF. A name of n wide
# characters that is n times its type size wide tells that size.
. tests/cli/tap.sh

# PARENTS parents with LEAVES associations below them, names of 6 to 12 characters, 9 on average.
model() { # PARENTS LEAVES KIND
    LC_ALL=C awk -v parents="$1" -v leaves="$2" -v kind="$3" 'BEGIN {
        srand(7)
        n_where = split("长安 建国 和平 光明 解放 人民 新华 文化 朝阳 胜利", where, " ")
        n_brand = split("华江 泰海 安天 宏地 达山", brand, " ")
        n_trade = split("教育培训 养老服务 科技创新 文化艺术 餐饮 物流 法律 金融", trade, " ")
        n_end = split("协会 商会 联合会 促进会 研究会 行业协会", end, " ")
        printf "{\"jingwei\":1,\"name\":\"%d 个党委、%d 家社会组织\",\"lang\":\"zh\",\"units\":[", parents, leaves
        printf "{\"id\":\"c\",\"kind\":\"core\",\"name\":\"社会组织综合党委\"}"
        for (p = 0; p < parents; p++)
            printf ",{\"id\":\"p%d\",\"kind\":\"%s\",\"name\":\"%s联合党委\",\"under\":\"c\"}", p, kind, trade[1 + p % n_trade]
        for (i = 0; i < leaves; i++) {
            name = where[1 + int(rand() * n_where)] (rand() < 0.5 ? brand[1 + int(rand() * n_brand)] : "") \
                   trade[1 + int(rand() * n_trade)] end[1 + int(rand() * n_end)]
            p = i < parents ? i : int(rand() * parents)
            printf ",{\"id\":\"a%04d\",\"kind\":\"association\",\"name\":\"%s\",\"under\":\"p%d\",\"organization\":\"%s\"}",
                   i, name, p, rand() < 0.6 ? "branch" : "none"
            print name >"/dev/stderr"
        }
        print "]}"
    }' >"$tmp/model.json" 2>"$tmp/names"
}

# The smallest type of names in a chart: of words that are all Chinese, four or more.
smallest() { # PDF
    pdftotext -bbox "$1" - | LC_ALL=C.UTF-8 perl -CS -ne '
        next unless /xMin="([\d.]+)".*xMax="([\d.]+)".*?>(\p{Han}{4,})</;
        my $size = ($2 - $1) / length $3;
        $least = $size if !defined $least || $size < $least;
        END { printf "%.2f\n", $least // 0 }'
}
at_least() { awk -v found="$1" -v wanted="$2" 'BEGIN { exit !(found >= wanted) }'; }
pages() { pdfinfo "$1" | awk '/^Pages:/ { print $2 }'; }

# Every name, white space left out.
has_names() { # PDF
    pdftotext -raw "$1" - | tr -d ' \n\f' >"$tmp/text"
    sort -u "$tmp/names" | while read -r name; do grep -qF "$name" "$tmp/text" || echo "$name"; done >"$tmp/missing"
    sed 's/^/# missing: /' "$tmp/missing"
    [ -s "$tmp/names" ] && [ ! -s "$tmp/missing" ]
}

fits() { # POINTS NAME OPTIONS…
    wanted=$1 name=$2; shift 2
    "$JINGWEI" draw "$model" -q "$@" --break none -o "$tmp/chart.pdf" 2>"$tmp/errors"; ok $? "$name: drawn"
    sed 's/^/# /' "$tmp/errors"
    size=$(smallest "$tmp/chart.pdf")
    at_least "$size" "$wanted"; ok $? "$name: type of $size points, $wanted wanted"
    [ "$(pages "$tmp/chart.pdf")" = 1 ]; ok $? "$name: one page"
    has_names "$tmp/chart.pdf"; ok $? "$name: every name"
}

model=models/longhua/model.json
awk -F, 'NR > 1 { print $2 }' models/longhua/associations.csv >"$tmp/names"
fits 8 'Longhua on A4 landscape' --page A4 --landscape
"$JINGWEI" draw $model -q --page A3 --min-type 11 -o "$tmp/chart.pdf"
[ "$(pages "$tmp/chart.pdf")" = 1 ]; ok $? 'Longhua on A3: one page of at least 11 points'

model=$tmp/model.json
model 22 550 joint-committee
fits 6.5 '22 committees with 550 associations on A3' --page A3
"$JINGWEI" draw "$model" -q --page A3 -o "$tmp/chart.pdf"
at_least "$(smallest "$tmp/chart.pdf")" 7; ok $? 'the same with the default type: at least 7 points'
model 30 731 block
fits 5.8 '731 associations under 30 parents on A3' --page A3

# Several pages: type of at least 7 points, numbered files for formats of one page each, links that lead on.
"$JINGWEI" draw "$model" -q -o "$tmp/chart.pdf"; ok $? '731 associations on A4'
n=$(pages "$tmp/chart.pdf")
[ "$n" -gt 3 ]; ok $? "takes $n pages"
size=$(smallest "$tmp/chart.pdf")
at_least "$size" 7; ok $? "type of $size points"
has_names "$tmp/chart.pdf"; ok $? 'every name on some page'
pdftotext -raw "$tmp/chart.pdf" - | tr -d ' \n\f' | grep -q '目录.*见第.*页'; ok $? 'contents, and stubs that name a page'
# The first pages of few units name what is on each page.
"$JINGWEI" draw models/shenzhen/model.json -q --page A3 -o "$tmp/few.pdf"
pdftotext -raw -l 1 "$tmp/few.pdf" - | tr -d ' \n\f' >"$tmp/text"
missing=0
for unit in 经贸类业务主管单位党组织24 新兴战略产业类行业协会联合党委52 龙岗区社会组织党委37 未挂接62; do
    grep -qF "$unit" "$tmp/text" || { echo "# no $unit"; missing=1; }
done
ok $missing 'contents of few pages tell the units on each'
grep -a -c '/Subtype */Link' "$tmp/chart.pdf" >"$tmp/links" || tr -d '\0' <"$tmp/chart.pdf" | grep -a -c '/Link' >"$tmp/links"
[ "$(cat "$tmp/links")" -ge "$n" ]; ok $? "links between the pages ($(cat "$tmp/links"))"
(cd "$tmp" && "$JINGWEI" draw model.json -q -o set.svg)
[ "$(ls "$tmp"/set-*.svg | wc -l)" -eq "$n" ] && [ -e "$tmp/set-01.svg" ] && [ ! -e "$tmp/set.svg" ]
ok $? 'SVG: one file a page, set-01.svg and so on'
"$JINGWEI" draw "$model" -q -f svg -o - >/dev/null 2>&1; [ $? -eq 2 ]; ok $? 'several pages of SVG do not go to standard output'

# By what is asked.
"$JINGWEI" draw "$model" -q --break level:1 -o "$tmp/chart.pdf"
[ "$(pages "$tmp/chart.pdf")" -ge 31 ]; ok $? '--break level:1 gives each parent a page'
"$JINGWEI" draw models/longhua/model.json -q --break field:street -o "$tmp/chart.pdf"
[ "$(pages "$tmp/chart.pdf")" -eq 10 ]
ok $? '--break field:street: contents, the whole, six streets, two units of streets that are not attached'
"$JINGWEI" draw models/longhua/model.json -q --break field:stret -o "$tmp/chart.pdf" 2>/dev/null; [ $? -eq 2 ]
ok $? '--break field: an unknown attribute is a slip in the command'

# How leaves stand, and margins.
model 4 20 block
"$JINGWEI" draw "$model" -q --leaves vertical -o "$tmp/chart.pdf" && has_names "$tmp/chart.pdf"
ok $? '--leaves vertical: every name is found, characters in order'
"$JINGWEI" draw "$model" -q --margin 30 -o "$tmp/chart.pdf"
pdftotext -bbox "$tmp/chart.pdf" - | awk -F'"' '/<word/ && ($2 < 84 || $4 < 75) { low++ } END { exit low > 0 }'
ok $? '--margin 30: nothing within 30 mm of the edge'
echo "1..$count"
