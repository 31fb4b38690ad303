#!/bin/bash
# From a spreadsheet to a first chart: `new` and verbs on a register itself, with files as offices make them.
. tests/cli/tap.sh
case $JINGWEI in /*) ;; *) JINGWEI=$PWD/$JINGWEI ;; esac
data=$PWD/tests/data
cd "$tmp" || exit 1
run() { "$JINGWEI" "$@" >out 2>err </dev/null; }
says() { grep -qF -- "$1" "${2:-err}"; }

# NAME FILE UNITS LINKS: new, check, cover and draw go through without an edit, and the register alone says the same.
chart() {
    local name=$1 file=$2
    run new "$name" --from "$file" --lang zh; ok $? "$name: new"
    says "jingwei check $name/model.json" out && says "jingwei cover $name/model.json" out &&
        says "jingwei draw $name/model.json -o $name/chart.pdf" out
    ok $? "$name: the next three commands are printed"
    sed -n 's/^  jingwei //p' out >next
    while read -r verb rest; do "$JINGWEI" $verb $rest >out 2>err </dev/null || break; done <next
    [ $? -eq 0 ] && [ -s "$name/chart.pdf" ] && head -c 5 "$name/chart.pdf" | grep -q '%PDF-'
    ok $? "$name: they run, and the chart is there"
    run check "$name/model.json" --format json
    grep -q "\"units\": $3," out && grep -q "\"links\": $4," out; ok $? "$name: $3 units, $4 links"
    "$JINGWEI" cover "$name/model.json" --format json -q >by-new 2>err
    "$JINGWEI" cover "$file" --format json --lang zh >on-the-fly 2>err
    cmp by-new on-the-fly >>err; ok $? "$name: cover of the register itself says the same"
    says '[guess]'; ok $? "$name: and what was assumed"
    run draw "$file" -q -o chart.svg && says '<svg' chart.svg; ok $? "$name: draw of the register itself"
}

# --- 1: CSV from Excel in China, GB18030, with a title line
printf '某区社会组织党建名册,,,,\r\n登记证号,社会组织名称,所属街道,党员人数,党组织情况\r\nS01,餐饮协会,观湖街道,5,党支部\r\nS02,烘焙商会,民治街道,,未组建\r\n' |
    iconv -f UTF-8 -t GB18030 >gb.csv
chart gb gb.csv 5 4
"$JINGWEI" cover gb.csv --format json 2>err | tr -d ' \n' | grep -q '"id":"S02","name":"烘焙商会","status":"work-only","causes":\["members-unknown"\]'
ok $? 'gb: the second has no organization'
says '民治街道|观湖街道'; ok $? 'gb: it says which units it made'

# --- 2: a workbook with a title, a header of two rows, merged streets, dates and a row of totals
chart office "$data/xlsx/office.xlsx" 9 8
run check office/model.json --lang en
says 'office.xlsx#协会:9: warning: 序号: the row “合  计” is a total' out; ok $? 'office: the row of totals is told'
run cover office/model.json --by street,founded --format json
tr -d ' \n' <out | grep -q '"value":"观湖","population":{"all":3,' && says '"value": "2014-05-13"' out
ok $? 'office: a merged street counts for each row, and a date is a date'

# --- 3: CSV with full-width digits, several leads in a cell, and what is none
printf '编号,名称,党员数,党组织形式,党建指导单位,联系电话\nA1,餐饮协会,１２,独立支部,观湖街道、餐饮行业,１３８\nA2,烘焙协会,０,无,观湖街道,139\nA3,软件协会,１，２３４,联合支部,无,137\n小计,,１２４６,,,\n' >wide.csv
chart wide wide.csv 6 5
run check wide/model.json
says '“餐饮协会 (A1)”的直接领导不止一个' out && says '小计' out && says '“软件协会 (A3)”没有领导' out
ok $? 'wide: two leads, none, and the sums'
grep -q '联系电话' wide/guesses.md && ! grep -q '联系电话' wide/model.json; ok $? 'wide: what is about persons is not read, and that is said'

# --- one edit that the message names
printf '编号,名称,党组织\nA1,甲协会,党支部\nA2,乙协会,党支部\nA3,丙协会,党支部\nA4,丁协会,无\nA5,戊协会,功能型\n' >edit.csv
run new edit --from edit.csv --lang en; [ $? -eq 3 ]; ok $? 'a word that is not known: exit 3'
says 'edit/edit.csv:6: error: 党组织: “功能型” is not in the map, which has: 党支部|无'; ok $? 'the message names the row, the word and the map'
sed -i 's/"无": "none"/"无": "none", "功能型": "branch"/' edit/model.json
run check edit/model.json; ok $? 'with that edit it loads'

# --- posts that report to posts
run new uk --from "$data/organogram/senior.csv" --from "$data/organogram/junior.csv" --lang en; ok $? 'organogram: new'
[ "$(wc -l <uk/model.json)" -lt 40 ]; ok $? 'organogram: a mapping of under 40 lines'
run check uk/model.json --format json && grep -q '"units": 11,' out && grep -q '"links": 10,' out && ! grep -q '"code": "no-root"' out
ok $? 'organogram: 11 posts, 10 links, no finding but notes'
run rank uk/model.json --by span --format csv --lang en; says '1,5,Deputy Director of Lamps,post,18.42' out
ok $? 'organogram: full-time equivalents count'
says '11,3,Director of Oil,post,' out; ok $? 'organogram: an eliminated post has no score'
run draw uk/model.json -o uk.svg && says 'vacant' uk.svg && says 'eliminated' uk.svg; ok $? 'organogram: vacant and eliminated are drawn so'
grep -q 'Person' uk.svg uk/model.json; [ $? -ne 0 ]; ok $? 'organogram: no name of a person is taken'
run check "$data/organogram/senior.csv" --lang en; ok $? 'organogram: senior posts alone'

# --- links between units
printf 'id,name\na,Alpha\nb,Beta\nc,Gamma\n' >nodes.csv
printf 'from,to,type\na,b,leads\na,c,leads\nb,c,pairs\n' >edges.csv
run new edges --from nodes.csv --from edges.csv && run check edges/model.json --format json && grep -q '"links": 3,' out
ok $? 'a table of links beside one of units'
printf 'id,name,reports to\na,Alpha,\nb,Beta,Alpha\nc,Gamma,b\n' >chain.csv
run rank chain.csv --by depth --format csv && says '3,c,Gamma,body,2' out; ok $? 'names and ids of who is above'

# --- what is there stays
echo mine >gb/model.json
run new gb --from gb.csv; [ $? -eq 4 ] && says 'gb/model.json' && [ "$(cat gb/model.json)" = mine ]; ok $? 'nothing is overwritten'
mkdir here && cp wide.csv here/ && run new here --from here/wide.csv && run check here/model.json; ok $? 'a register in the folder is taken where it is'
mkdir other && cp wide.csv other/ && run new two --from wide.csv --from other/wide.csv; [ $? -eq 4 ] && [ ! -e two ]; ok $? 'two registers of one name'
run new none --from nowhere.csv; [ $? -eq 3 ] && [ ! -e none ]; ok $? 'a register that is not there makes no folder'
run new; [ $? -eq 2 ]; ok $? 'new without a folder'
for lang in zh en; do
    run new start-$lang --lang $lang && run check start-$lang/model.json && run draw start-$lang/model.json -o start.svg
    ok $? "new without a register ($lang)"
done

# --- files that are no tables
printf '名册\n' >title.csv; run cover title.csv --lang en; [ $? -eq 3 ] && says '[no-table]'; ok $? 'a table without rows'
head -c 3000 "$data/xlsx/office.xlsx" >cut.xlsx; run cover cut.xlsx --lang en; [ $? -eq 3 ] && says '[bad-zip]'; ok $? 'a truncated workbook'
libzip=$(ldd "$JINGWEI_BUILD/tests/io/test_xlsx" | sed -n 's/^[[:space:]]*\(libzip[^ ]*\).*/\1/p')
mkdir broken; : >broken/"$libzip"
LD_LIBRARY_PATH=$PWD/broken run cover "$data/xlsx/office.xlsx" --lang en; [ $? -eq 3 ] && says '[no-libzip]'; ok $? 'no libzip to read it with'
mkdir hollow; printf '.globl zip_discard\n.set zip_discard, 0\n' | ${CC:-cc} -shared -nostdlib -x assembler - -o hollow/"$libzip"
LD_LIBRARY_PATH=$PWD/hollow run cover "$data/xlsx/office.xlsx" --lang en; [ $? -eq 3 ] && says '[no-libzip]'; ok $? 'a libzip without its calls'
printf '\320\317\021\340\241\261\032\341' >old.xlsx; run draw old.xlsx -o x.pdf --lang en; [ $? -eq 3 ] && says 'save it as .xlsx or CSV'
ok $? 'a file of old Excel'
printf '{"jingwei": 1, "registers": [{"file": "b.xlsx", "sheet": "协汇", "kind": "association", "id": "登记证号"}]}' >m.json
cp "$data/xlsx/office.xlsx" b.xlsx; run check m.json --lang en; [ $? -eq 1 ] && says 'there is no sheet “协汇” (there are: 代码表|协会)' out
ok $? 'a sheet that is not there'
echo "1..$count"
