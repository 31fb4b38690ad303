#!/bin/sh
# What a person at a terminal is shown: names as they stand in cells, words instead of codes, and hints that help.
. tests/cli/tap.sh

# Names hold what people typed: a line break in a cell (Alt+Enter) is a space in a table, and an escape sequence or a
# mark that turns the text round shows itself instead of steering the terminal.
esc=$(printf '\033')
printf '编号,名称\n1,"跨境电商\r\n协会"\n2,甲%s[31m乙\n3,\342\200\256丙\n' "$esc" >"$tmp/steer.csv"
"$JINGWEI" rank "$tmp/steer.csv" -q --by degree >"$tmp/table" 2>&1
grep -q '跨境电商 协会' "$tmp/table"; ok $? 'a line break in a name is a space in a table'
"$JINGWEI" check "$tmp/steer.csv" >"$tmp/found" 2>&1
grep -q '甲\\x1b\[31m乙' "$tmp/found"; ok $? 'an escape sequence in a name is shown as its code'
! grep -q "$esc" "$tmp/found" "$tmp/table"; ok $? 'and is sent to no terminal'
grep -q '\\u202e丙' "$tmp/found"; ok $? 'as are marks that turn the text round'

# A value of a built-in set stands in the reader's words, and a unit without one is not taken for the value "none".
cat >"$tmp/words.json" <<'J'
{ "jingwei": 1, "lang": "zh", "units": [{ "id": "r", "kind": "core" },
    { "id": "a", "kind": "association", "under": "r", "organization": "general-branch", "reported": true },
    { "id": "b", "kind": "association", "under": "r", "organization": "none", "state": "vacant" },
    { "id": "c", "kind": "association", "under": "r" }] }
J
"$JINGWEI" cover "$tmp/words.json" -q --by organization,reported,state >"$tmp/table"
for word in 党总支 无 （未填） 是 空缺; do
    grep -q "^$word " "$tmp/table"; ok $? "cover --by says $word"
done
! grep -q 'general-branch\|true\|vacant' "$tmp/table"; ok $? 'and no code'
"$JINGWEI" draw "$tmp/words.json" -q --colour organization --label name,organization -f svg -o "$tmp/words.svg"
grep -q '党总支' "$tmp/words.svg"; ok $? 'a chart says 党总支'
! grep -q 'general\(-\|&#45;\)branch' "$tmp/words.svg"; ok $? 'and no code'

# A unit may be asked for by its name; where several bear it, their ids are told, and never the same name as a hint.
cat >"$tmp/called.json" <<'J'
{ "jingwei": 1, "lang": "zh", "units": [{ "id": "r", "kind": "core", "name": "区党委" },
    { "id": "a", "kind": "association", "under": "r", "name": "书画协会", "aliases": ["书协"] },
    { "id": "b", "kind": "association", "under": "r", "name": "棋类协会" },
    { "id": "c", "kind": "association", "under": "r", "name": "棋类协会" }] }
J
draw() { "$JINGWEI" draw "$tmp/called.json" -q "$@" >"$tmp/out" 2>"$tmp/err"; }
draw --focus a -o "$tmp/id.svg"; draw --focus 书画协会 -o "$tmp/name.svg"; ok $? '--focus by name'
cmp -s "$tmp/id.svg" "$tmp/name.svg"; ok $? 'draws what its id does'
draw --path 书协,r -o "$tmp/path.svg"; ok $? '--path by alias'
draw --root 区党委 -o "$tmp/root.svg"; ok $? '--root by name'
draw --focus 棋类协会 -o "$tmp/none.svg"; is 2 $? 'a name that two bear'
grep -q 'b | c' "$tmp/err"; ok $? 'is answered by their ids'
draw --focus 书画会 -o "$tmp/none.svg"; is 2 $? 'a name that none bears'
grep -q '是不是“书画协会”' "$tmp/err"; ok $? 'is answered by the nearest'

# Why a file could not be written is said in the reader's language, and is the reason.
if [ -w /dev/full ]; then
    "$JINGWEI" draw models/longhua/model.json -q --format pdf -o /dev/full 2>"$tmp/err"; is 4 $? 'a chart onto a full disk'
    grep -q '磁盘已满' "$tmp/err"; ok $? 'says that the disk is full'
fi
"$JINGWEI" cover models/longhua/model.json -q -o "$tmp/none/x.csv" 2>"$tmp/err"; is 4 $? 'a folder that is not there'
grep -q '没有这个文件或文件夹' "$tmp/err"; ok $? 'is said in Chinese'

# Links of a kind that is in the tree and beside it, and looks the same there, stand in the legend once.
"$JINGWEI" draw models/shenzhen/model.json -q --layout force --focus organizers -o "$tmp/once.svg"
is 1 "$(grep -c '>选派<' "$tmp/once.svg")" 'the legend names a look once'
"$JINGWEI" draw models/longhua/model.json -q -o "$tmp/twice.svg"
grep -q '>指导<' "$tmp/twice.svg" && grep -q '>指导（另一上级）<' "$tmp/twice.svg"; ok $? 'and two looks each'

# What a chart cannot show is told by the unit, in one language.
"$JINGWEI" draw "$tmp/steer.csv" -q -o "$tmp/none.svg" 2>"$tmp/err"; is 3 $? 'a name that no chart can show'
grep -q 'steer.csv:4: 错误：2：文字中有图上无法安全显示的字符 U+001B，请删去' "$tmp/err"; ok $? 'is told in Chinese'

# A workbook of old Excel, and the text that Excel saves, are taken for what they are.
printf '\320\317\021\340\241\261\032\341' >"$tmp/old.xls"; dd if=/dev/zero bs=512 count=8 >>"$tmp/old.xls" 2>/dev/null
for lang in zh en; do
    "$JINGWEI" cover "$tmp/old.xls" --lang $lang 2>"$tmp/err"; is 3 $? "a workbook of old Excel ($lang)"
    grep -q '（.xls、.et）.*另存为 .xlsx\|(.xls, .et).* save it as .xlsx' "$tmp/err"; ok $? "or WPS is to be saved as .xlsx ($lang)"
done
printf '编号\t名称\t街道\r\n1\t甲协会\t观湖\r\n' | iconv -f UTF-8 -t UTF-16 >"$tmp/unicode.txt"
"$JINGWEI" cover "$tmp/unicode.txt" -q >"$tmp/table" && grep -q '甲协会' "$tmp/table"; ok $? 'Unicode text of Excel is a register'

# However many links the unit in focus has, they are what the chart is about.
"$JINGWEI" draw models/shenzhen/model.json -q --focus organizers --page A3 -o "$tmp/focus.svg"
! grep -q '未画' "$tmp/focus.svg"; ok $? 'no link of the unit in focus is left out'
is 1 "$(grep -c '>选派<' "$tmp/focus.svg")" 'and the legend names them'

# A double in the ids of a short register is a slip that is named; a column that cannot be the ids says why.
printf '编号,名称\n1,甲协会\n1,乙协会\n2,丙协会\n' >"$tmp/double.csv"
"$JINGWEI" check "$tmp/double.csv" >"$tmp/found" 2>&1; is 1 $? 'an id that stands twice'
grep -q 'double.csv:3: 错误：.*编号' "$tmp/found"; ok $? 'is an error of its row'
printf '编号,名称\n1,甲协会\n1,乙协会\n1,丙协会\n' >"$tmp/same.csv"
"$JINGWEI" check "$tmp/same.csv" 2>/dev/null | grep -q '编号：不读（列名像编号，但有空缺或重复）'; ok $? 'ids that are no ids say so'

# A resolution that the renderer does not take is a slip of usage, and the range is told.
for dpi in 9 5000 1e9 nan; do
    "$JINGWEI" draw models/template/model.json -q --lang en --dpi $dpi -o "$tmp/none.png" 2>"$tmp/err"; is 2 $? "--dpi $dpi"
    grep -q 'from 10 to 2400' "$tmp/err"; ok $? 'is told the range'
done

# Who types what stands in a table is told the name that the program takes; a measure is known by its words.
hint() { # WANTED NAME ARGUMENTS
    wanted=$1; name=$2; shift 2
    "$JINGWEI" "$@" 2>"$tmp/err" >/dev/null; is 2 $? "$name"
    grep -q "“$wanted”" "$tmp/err"; ok $? "is told $wanted"
}
model=models/longhua/model.json
hint street 'cover --by 街道' cover $model -q --by 街道
hint kind 'cover --by 种类' cover $model -q --by 种类
hint street 'a selector with 街道' cover $model -q --where 街道=观湖
hint association 'a kind by its word' cover $model -q --where kind=行业协会
hint guides 'rank --links 指导' rank $model -q --by degree --links 指导
hint guides 'draw --links 指导' draw $model -q --links 指导 -o "$tmp/none.svg"
hint street 'draw --colour 街道' draw $model -q --colour 街道 -o "$tmp/none.svg"
"$JINGWEI" rank $model -q --by 中介中心性 --top 3 >"$tmp/words"; ok $? 'rank --by 中介中心性'
"$JINGWEI" rank $model -q --by betweenness --top 3 | cmp -s - "$tmp/words"; ok $? 'is betweenness'

# A condition that no unit meets is told, as its noughts look like a result.
"$JINGWEI" cover $model --where street=观湖街道 2>"$tmp/err" >/dev/null; is 0 $? 'a street that no unit has'
grep -q '警告：没有单位符合 --where' "$tmp/err"; ok $? 'is told'
"$JINGWEI" cover $model --where street=观湖 2>"$tmp/err" >/dev/null; ! grep -q 'where-nobody' "$tmp/err"; ok $? 'one that some have is not'

# An option that means nothing to a measure is told, and the result does not say that it counted.
ignores() { # MEASURE OPTION
    "$JINGWEI" rank $model --by "$1" "$2" --format json >"$tmp/out" 2>"$tmp/err"; is 0 $? "rank --by $1 $2"
    grep -q -- "$2 不影响 $1" "$tmp/err"; ok $? 'is told'
    ! grep -q '"normalized": true\|"directed": true' "$tmp/out"; ok $? 'and not claimed'
}
ignores community --directed; ignores community --normalized; ignores pagerank --normalized; ignores bridges --normalized
"$JINGWEI" rank $model --by degree --normalized --format json 2>"$tmp/err" | grep -q '"normalized": true'; ok $? 'degree normalizes'
! grep -q ignored-option "$tmp/err"; ok $? 'without a warning'

# A column that is called what it should hold, and does not, changes every figure: cover says so, not check alone. In a
# short register one slip is named.
printf '编号,名称,街道,党员人数\n1,甲协会,观湖,三人\n2,乙协会,民治,5人\n3,丙协会,民治,2\n' >"$tmp/unlike.csv"
"$JINGWEI" cover "$tmp/unlike.csv" 2>"$tmp/err" >/dev/null; is 0 $? 'members in words'
grep -q '警告：党员人数：不读（列名虽如此，所填内容却多半不是）' "$tmp/err"; ok $? 'are told by cover'
printf '编号,名称,街道,党员人数\n1,甲协会,观湖,3\n2,乙协会,民治,5人\n3,丙协会,民治,2\n' >"$tmp/slip.csv"
"$JINGWEI" cover "$tmp/slip.csv" 2>"$tmp/err" >/dev/null; is 3 $? 'one slip among three'
grep -q 'slip.csv:3: 错误：党员人数：“5人”不是整数' "$tmp/err"; ok $? 'is named'
printf '编号,名称,街道,党员人数\n1,甲协会,观湖,3\n2,乙协会,民治,5\n3,丙协会,民治,-2\n' >"$tmp/below.csv"
"$JINGWEI" cover "$tmp/below.csv" 2>"$tmp/err" >/dev/null; is 3 $? 'one number below nought'
grep -q 'below.csv:4: 错误：党员人数：' "$tmp/err"; ok $? 'is named, too'

# A trunk is drawn as what hangs from it, where that is all alike; else no line could be.
trunks() { # LINK: how many trunks of no kind there are, where the second of two blocks hangs by it
    printf '{ "jingwei": 1, "units": [{ "id": "r", "kind": "core" }, { "id": "a", "kind": "block", "under": "r" },
        { "id": "b", "kind": "block" }], "links": [{ "kind": "%s", "from": "r", "to": "b" }] }' "$1" >"$tmp/trunk.json"
    "$JINGWEI" draw "$tmp/trunk.json" -q --leaves boxes -o "$tmp/trunk.svg"
    grep -c 'stroke="#6b7a8d"' "$tmp/trunk.svg"
}
is 0 "$(trunks leads)" 'where all are led, so is the trunk'
[ "$(trunks guides)" -gt 0 ]; ok $? 'where one is guided, it is of neither kind'

"$JINGWEI" rank $model -q --by degree --links 'leads, guides' >"$tmp/spaced"; ok $? 'a space in a list of links'
"$JINGWEI" rank $model -q --by degree --links leads,guides | cmp -s - "$tmp/spaced"; ok $? 'means nothing, as in draw'

# A font that is not there is told, and which one is drawn with; names for whatever there is, styles and the case of
# letters make no other font.
"$JINGWEI" draw $model --font 'No Such Font' -o "$tmp/font.svg" 2>"$tmp/err"; is 0 $? 'a font that is not there'
grep -q '没有安装字体“No Such Font”，用“Noto Sans CJK SC”代替' "$tmp/err"; ok $? 'is told'
is 1 "$(grep -c font-replaced "$tmp/err")" 'once'
"$JINGWEI" draw $model --font 'No Such Font' --lang en -o "$tmp/font.svg" 2>&1 | grep -q 'font “No Such Font” is not installed'
ok $? 'in English, too'
for font in 'Noto Sans CJK SC' 'noto sans cjk sc Bold' 'Noto Sans CJK SC, No Such Font' serif; do
    ! "$JINGWEI" draw $model --font "$font" -o "$tmp/font.svg" 2>&1 | grep -q font-replaced; ok $? "not so $font"
done
echo "1..$count"
