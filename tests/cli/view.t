#!/bin/sh
# Views, colours, labels, focus and path, as users see them: read from the PDF and the SVG.
. tests/cli/tap.sh
longhua=models/longhua/model.json shenzhen=models/shenzhen/model.json
draw() { # NAME ARGUMENTS…; text without white space
    name=$1
    shift
    "$JINGWEI" draw "$@" -q -o "$tmp/$name.pdf" 2>"$tmp/$name.err"
    status=$?
    [ $status -eq 0 ] && pdftotext -raw "$tmp/$name.pdf" - | tr -d ' \n\f' >"$tmp/$name.txt"
    return $status
}
has() { # NAME TEXT…
    file=$tmp/$1.txt
    shift
    for text; do grep -qF "$text" "$file" || { echo "# no $text"; return 1; }; done
}

longest() { # the longer side of the page, in points
    pdfinfo "$tmp/$1.pdf" | awk '/Page size/ { side = ($3 > $5) ? $3 : $5; print int(side + 0.5) }'
}

draw block $longhua --view block-福城
ok $? "a view is drawn"
has block 块·福城街道 福城园区党总支 福城精密机械商会
ok $? "under its name, with its units"
! has block 观湖街道 >/dev/null
ok $? "and no others"
is 842 "$(longest block)" "on its paper"
draw block3 $longhua --view block-福城 --page A3 --lang en
is 1191 "$(longest block3)" "an option wins over the view"
pdfinfo "$tmp/block3.pdf" | grep -q 'Title:.*Block: Fucheng'
ok $? "the document is called after the view, in its language"
pdfinfo "$tmp/block3.pdf" | grep -q 'Keywords:.*Block: Fucheng, block, general branch, association, chamber'
ok $? "its keywords are the view and the kinds shown"

# Every view of both models, in one document each, in both languages.
for lang in zh en; do
    draw all $longhua --view all --lang $lang
    ok $? "every view of Longhua ($lang)"
    is 22 "$(pdfinfo "$tmp/all.pdf" | awk '/^Pages/ { print $2 }')" "contents, and a page each"
done
page_of() { pdftotext -raw -f "$2" -l "$2" "$tmp/$1.pdf" - | tr -d ' \n\f'; }
page_of all 1 | grep -q 'Contents.*Page1of22Overview272Block:Guanhu103.*Stripsbyblocks22$'
ok $? "contents tell each view, how many units it draws, and its page"
page_of all 22 | grep -q 'Page22of22$'
ok $? "pages are numbered through"
draw all $shenzhen --view all
ok $? "every view of Shenzhen"
page_of all 3 | grep -q '见第4页.*第3页，共19页$'
ok $? "a stub names the page of the document"
page_of all 15 | grep -q '目录.*第15页，共19页深圳市两新组织党工委[0-9]*16'
ok $? "so do contents within"
has all 联学联建 服务网络 产业链上下游 责任不清
ok $? "each under its name"
draw none $longhua --view nowhere
is 2 $? "an unknown view is a mistake of usage"

# What is collapsed is counted: the counts and the boxes make the whole.
draw few $longhua --collapse role=target --links none
has few '行业协会15（全覆盖3/10）'
ok $? "units are counted at their lead, with their coverage"
targets=$(pdftotext -raw "$tmp/few.pdf" - | tr -d ' ' | tr '\n' ' ' | LC_ALL=C.UTF-8 perl -CS -Mutf8 -ne '
    my $n = 0; $n += $1 while /(?:行业协会|商会)(\d+)(?=\s*(?:（|\*|$|\s))/g; print $n')
is 96 "$targets" "and none is lost"
draw bad $longhua --collapse 'kid=x'
is 2 $? "a selector that does not fit is a mistake of usage"

draw named $longhua --page A3 --label short,kind,members --links none
! has named '块·9·块' >/dev/null && ! has named '核心·核心' >/dev/null
ok $? "a head tells its kind once"
has named 观湖皮具行业商会商会·党员人数2 '块·9'
ok $? "a row tells its kind where that is asked for"
draw colour $longhua --colour street
has colour 街道： '大浪（13）' '福城（17）' '未填（15）'
ok $? "an attribute gives classes with their counts"
draw industry $shenzhen --colour industry --view districts
has industry 其他
ok $? "more than eight values: the rest is one class"
draw measure $longhua --colour criticality
has measure '关键度[]：' '0（98）' '7–89（4）' '核心·114[89]'
ok $? "a measure gives five classes, and its number beside each name"
! has measure '[0]' >/dev/null
ok $? "but for noughts, which are most"
draw scores $longhua --colour criticality --label name,score
has scores '[0]'
ok $? "which are there where scores are asked for"
for theme in mono screen; do
    draw $theme $longhua --colour betweenness --theme $theme
    ok $? "in the theme $theme"
done
draw kind $longhua --colour kind --lang en
! has kind 'organizationandwork' >/dev/null
ok $? "by kind there are no statuses"

draw label $longhua --label short,members,second --root block-福城
has label 党员人数
ok $? "labels hold what is asked for"
draw order $longhua --label members,id --root block-福城
has order LH008
ok $? "ids too"

draw focus $longhua --focus LH008
has focus 福城精密机械商会 福城园区党总支 福城街道社会组织促进会 龙华区社会组织党委 本图焦点
ok $? "a focus shows every chain above it"
draw alone $longhua --focus LH008 --up 0 --down 0 --links none
has alone 福城精密机械商会 && ! has alone 福城园区党总支 >/dev/null
ok $? "or the unit alone"
draw path $longhua --path LH020,LH008
has path '观澜书画行业协会→福城精密机械商会' 观澜文化产业党总支 链条的两端
ok $? "a path shows what lies between"
"$JINGWEI" draw $longhua -q -o "$tmp/path2.pdf" --path LH020 LH008
ok $? "its ends may be two words"
draw nopath $longhua --path LH020,LH008 --links pairs
is 1 $? "no path: the answer is no"

# A kind whose units have none below them was shown in the legend as a line of a list, though it stood in boxes.
"$JINGWEI" draw $shenzhen -q --focus social --down 1 --page A3 -o "$tmp/kinds.svg"
boxes=$(sed -n 's/.*[（、]联合党委 \([0-9]*\).*/\1/p' "$tmp/kinds.svg")
is $((boxes + 1)) "$(grep -c 'fill="#5b4b8a"' "$tmp/kinds.svg")" "the legend shows kinds as they are drawn"
"$JINGWEI" draw $longhua -q --focus lh --page A4 -o "$tmp/rows.svg"
is 0 "$(grep -v '<text' "$tmp/rows.svg" | grep -c 'fill="#1f4e79"')" "and as outlines where they are but rows of a list"

"$JINGWEI" draw $shenzhen -q --view pairs -o "$tmp/pairs.svg"
grep -q '<title>.*联学联建</title>' "$tmp/pairs.svg" && grep -q '<desc>.*画出 3[0-9] 个单位（.*共建单位 13.*资料来源' "$tmp/pairs.svg"
ok $? "an SVG says what it shows"
"$JINGWEI" draw $shenzhen -q --view services -o "$tmp/1.pdf" && "$JINGWEI" draw $shenzhen -q --view services -o "$tmp/2.pdf" &&
    cmp -s "$tmp/1.pdf" "$tmp/2.pdf"
ok $? "the same bytes twice"
# What a chart cannot show is refused by its name, never passed over.
change="--diff --scenario models/longhua/scenarios/d7-complete.json"
refused() { # OPTION LANGUAGE-FREE-CODE ARGUMENTS…
    option=$1 code=$2
    shift 2
    rm -f "$tmp/refused.pdf"
    "$JINGWEI" draw $longhua -q --lang en -o "$tmp/refused.pdf" "$@" 2>"$tmp/refused.err"
    is 2 $? "refused: $*"
    grep -q "^error: $option.*\[$code\]" "$tmp/refused.err" && [ ! -e "$tmp/refused.pdf" ]
    ok $? "naming $option"
}
for option in '--depth 1' '--links pairs' '--break level:1' '--break field:street' '--leaves card' '--label id' \
    '--colour kind' '--collapse role=target'; do
    refused "${option%% *}" option-unfit --layout matrix $option
done
for layout in layered force; do
    for option in '--break level:1' '--leaves card' '--min-type 6' '--rows kind'; do
        refused "${option%% *}" option-unfit --layout $layout $option
    done
done
for option in '--leaves card' '--rows kind'; do
    refused "${option%% *}" option-unfit --layout radial $option
done
for option in '--layout force' '--root lh' '--depth 1' '--break level:1' '--collapse role=target'; do
    refused "${option%% *}" option-unfit --path lh,block-民治 $option
done
refused --rate option-unfit --layout org --rate full
refused --up needs-focus --up 1
refused --down needs-focus --down 0
refused --colour option-unfit $change --colour kind
for option in '--layout force' '--layout layered' '--layout matrix' '--path lh,block-民治' '--rows kind'; do
    refused 'a chart of changes needs the layout org' diff-layout $change $option
done
# A view is kept for several kinds of chart: its key is told and passed over.
"$JINGWEI" draw $longhua $change --view overview --lang en -o "$tmp/told.pdf" 2>"$tmp/told.err"
is 0 $? "a view with a colour, as a chart of changes"
grep -q 'warning: views "overview".colour: .*--diff \[option-unfit\]' "$tmp/told.err"
ok $? "its colour is told to mean nothing"
"$JINGWEI" draw $longhua --view overview --layout matrix --lang en -o "$tmp/told.pdf" 2>"$tmp/told.err"
is 0 $? "the same view as a matrix"
grep -q 'warning: views "overview".collapse: .*matrix \[option-unfit\]' "$tmp/told.err"
ok $? "what it collapses is counted all the same, and told"
"$JINGWEI" draw $longhua --view all --lang en -o "$tmp/told.pdf" 2>"$tmp/told.err"
! grep -q option-unfit "$tmp/told.err"
ok $? "the views of the model are all fit for their charts"
"$JINGWEI" draw $longhua --view all --links pairs --lang en -o "$tmp/told.pdf" 2>"$tmp/told.err"
is 0 $? "an option that one of all views has no use for"
grep -q 'warning: --links: .*matrix \[option-unfit\]' "$tmp/told.err"
ok $? "is told there"
"$JINGWEI" draw $longhua -q --dpi 90 -o "$tmp/refused.pdf" 2>"$tmp/refused.err"
is 2 $? "a resolution of a PDF is refused"
# Links beside the tree that would hide it are counted in the legend, in layered charts too.
"$GEN_REGISTER" 700 "$tmp/many" >/dev/null
"$JINGWEI" draw "$tmp/many/model.json" -q --page A3 --layout layered -f dot -o "$tmp/thin.dot"
"$JINGWEI" draw "$tmp/many/model.json" -q --page A3 --layout layered --links guides -f dot -o "$tmp/thick.dot"
grep -q '[0-9] 条未画' "$tmp/thin.dot" && ! grep -q '条未画' "$tmp/thick.dot" &&
    [ $(($(grep -c -e '->' "$tmp/thick.dot") - $(grep -c -e '->' "$tmp/thin.dot"))) -gt 40 ]
ok $? "a layered chart leaves out and counts what is too much, unless it is asked for"
# But not the links of the unit in focus.
awk 'BEGIN { print "{ \"jingwei\": 1, \"units\": [{ \"id\": \"f\", \"kind\": \"core\" }"
    for (i = 0; i < 46; i++) printf ", { \"id\": \"a%d\", \"kind\": \"association\", \"under\": \"f\" }\n", i
    print "], \"links\": [{ \"kind\": \"pairs\", \"from\": \"f\", \"to\": \"a5\" }"
    for (i = 0; i < 45; i++) printf ", { \"kind\": \"pairs\", \"from\": \"a%d\", \"to\": \"a%d\" }\n", i, i + 1
    print "] }" }' >"$tmp/pairs.json"
for layout in org layered; do
    "$JINGWEI" draw "$tmp/pairs.json" -q --layout $layout --focus f -f dot -o "$tmp/pairs.dot"
    is 3 "$(grep -c 'color="#00796b"' "$tmp/pairs.dot")" "$layout: the link of the unit in focus, and two swatches"
done
for size in slide 300x200mm; do
    draw turned $longhua --page $size --portrait --links none
    pdfinfo "$tmp/turned.pdf" | awk '/Page size/ { exit !($3 < $5) }'
    ok $? "$size turned as asked"
done
echo "1..$count"
