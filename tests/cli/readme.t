#!/bin/sh
# The spreadsheet and the model that the READMEs show load, and give what the READMEs say of them.
. tests/cli/tap.sh
block() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" "$2" | sed '1d;$d'; } # LANGUAGE FILE

for readme in README.md README.zh-CN.md; do
    block csv $readme >"$tmp/register.csv"
    block json $readme >"$tmp/model.json"
    test -s "$tmp/register.csv" && test -s "$tmp/model.json"
    ok $? "$readme shows a register and a model"
    "$JINGWEI" check "$tmp/model.json" >"$tmp/found" 2>&1
    ok $? "$readme: the model is sound"
    grep -q '观澜' "$tmp/found"
    ok $? "$readme: check warns of the street without a block"
    "$JINGWEI" cover "$tmp/model.json" --format json | tr -d ' \n' |
        grep -q '"id":"003","name":"牛湖陶艺协会","status":"none","causes":\["members-unknown","no-lead"\],"break":null'
    ok $? "$readme: cover lists the third association with both causes"
done
block json README.md >"$tmp/en"
block json README.zh-CN.md >"$tmp/zh"
cmp "$tmp/en" "$tmp/zh"
ok $? "both READMEs show the same model"
for verb in $(block sh README.md | sed -n 's/^build\/jingwei \([a-z]*\).*/\1/p' | sort -u); do
    "$JINGWEI" help "$verb" >/dev/null 2>&1
    ok $? "jingwei help $verb"
done
block sh README.md | sed -n 's/^build\/jingwei \(.*output\/posts.*\)/\1/p' | sed "s|output/|$tmp/|g" >"$tmp/commands"
status=0
while read -r arguments; do "$JINGWEI" $arguments </dev/null >"$tmp/found" 2>&1 || status=1; done <"$tmp/commands"
test $status -eq 0 && test -s "$tmp/posts.pdf" && test "$(wc -l <"$tmp/posts/model.json")" -eq 37
ok $? "the second example runs, with a model of 37 lines"
echo "1..$count"
