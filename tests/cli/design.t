#!/bin/sh
# The design's examples, each as a file in tests/data/design, load as they are and make what they should.
. tests/cli/tap.sh
folder=tests/data/design
found=$tmp/found

# Units and links counted by hand. patterns: 1 + 22 + 2 + 2 · 3 units, 22 + 2 under, 2 interlocks, 6 guides.
# core-block-strip-face: 1 + 2 + 2 and 3 associations, 4 under, 3 attached. register: 3 units above 4 rows, 2 under,
# guides 1 + 0 + 2 + 0, joins 1. attach: 6 units, 2 under, 3 attached. model: lh guanhu fenhui a b c1 c2 u1;
# 3 under, 1 pair, and b c1 c2 u1 attached.
while read -r file units links; do
    "$JINGWEI" check $folder/"$file" --format json >"$found" 2>&1
    ok $? "check $file finds no error"
    tr -d ' \n' <"$found" | grep -q "\"units\":$units,\"links\":${links}[,}]"
    ok $? "$file makes $units units and $links links"
done <<END
model.json 8 8
policy.json 0 0
patterns.json 31 32
core-block-strip-face.json 8 7
register.json 7 6
attach.json 6 5
selector.json 3 1
shenzhen/model.json 11 7
END

"$JINGWEI" check $folder/attach.json --lang en >"$found" 2>&1
grep '观湖街道' "$found" | grep -q '观湖[^街]'
ok $? "attach.json: a street that matches no block is a warning with the nearest"
"$JINGWEI" cover $folder/register.json --format json | tr -d ' \n' |
    grep -q '"id":"004".*"causes":\["members-unknown","no-lead"\]'
ok $? "register.json: empty members are unknown, a none word is no link"
"$JINGWEI" rank $folder/register.json --by span --format json | tr -d ' \n' |
    grep -q '"rank":1,"id":"guanhu","name":"[^"]*","kind":"block","score":3}'
ok $? "register.json: one cell names two units, by id and by name"
"$JINGWEI" cover $folder/selector.json --format json | tr -d ' \n' | grep -q '"population":{"all":1,'
ok $? "selector.json: the population is the one association that every key takes"

echo "1..$count"
