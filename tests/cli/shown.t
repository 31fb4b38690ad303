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
echo "1..$count"
