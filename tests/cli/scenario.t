#!/bin/sh
# Scenarios from the command line: those that ship, what compare says against cover and rank, and files that go wrong.
. tests/cli/tap.sh
# The lines of cover that speak of the model and not of how it was attached.
facts_of() { sed -n '/"attached"/,$!p' "$1"; }

for scenario in models/*/scenarios/*.json; do
    model=${scenario%/scenarios/*}/model.json
    grep -q '"note"' "$scenario" && grep -q '"source"' "$scenario"
    ok $? "$scenario says what it stands for"
    "$JINGWEI" cover "$model" --scenario "$scenario" -q --format json >"$tmp/cover"
    ok $? "$scenario applies"
    "$JINGWEI" convert "$model" "$tmp/after.json" --scenario "$scenario" -q &&
        "$JINGWEI" cover "$tmp/after.json" -q --format json >"$tmp/converted"
    facts_of "$tmp/cover" >"$tmp/a" && facts_of "$tmp/converted" >"$tmp/b" && cmp -s "$tmp/a" "$tmp/b"
    ok $? "$scenario: cover of what convert writes is cover --scenario"
    "$JINGWEI" compare "$model" "$scenario" -q --format json >"$tmp/compare"
    organization=$(sed -n 's/.*"rate": {"organization": \([^,]*\),.*/\1/p' "$tmp/converted" | head -n 1)
    [ -n "$organization" ] && grep -q "\"rate.organization\": $organization," "$tmp/compare"
    ok $? "$scenario: compare has the organization rate of cover"
    span=$("$JINGWEI" rank "$tmp/after.json" -q --by span --top 1 --format json | sed -n 's/.*"score": \(.*\)}.*/\1/p')
    [ -n "$span" ] && grep -q "\"span.max\": $span," "$tmp/compare"
    ok $? "$scenario: compare has the largest span of rank"
    "$JINGWEI" compare "$tmp/after.json" "$model" -q --format json --save-scenario "$tmp/back.json" >"$tmp/out" &&
        "$JINGWEI" compare "$model" "$tmp/after.json" -q --save-scenario "$tmp/there.json" --format json >"$tmp/out" &&
        "$JINGWEI" compare "$tmp/after.json" "$model" --scenario "$tmp/back.json" -q --format json >"$tmp/out"
    sed -n '/"changes"/,$p' "$tmp/out" | grep -q '"changes": \[\],*$'
    ok $? "$scenario: undone by the differences, nothing is left"
    "$JINGWEI" convert "$model" "$tmp/again.json" --scenario "$tmp/there.json" -q &&
        "$JINGWEI" compare "$tmp/after.json" "$tmp/again.json" -q --format json >"$tmp/out"
    tr -d ' \n' <"$tmp/out" | grep -q '"changes":\[\],"flips":\[\]'
    ok $? "$scenario: done again by the differences, it is the same"
    "$JINGWEI" convert "$model" "$tmp/there" --scenario "$tmp/there.json" -q 2>"$tmp/err"
    [ $? -eq 2 ] # the ending
    ok $? "convert wants an ending"
done

city=models/shenzhen
"$JINGWEI" cover $city/model.json -q --where 'members=1.. ' --require organization=1 >/dev/null
[ $? -eq 1 ]
ok $? 'in the city not all with members have an organization'
"$JINGWEI" cover $city/model.json --scenario $city/scenarios/d2-own-or-joint.json -q --where 'members=1..' \
    --require organization=1 >/dev/null
ok $? 'own or joint: all with members have one'
"$JINGWEI" cover $city/model.json --scenario $city/scenarios/d2-own-or-joint.json -q --format json |
    sed -n 's/.*"causes": \[\([^]]*\)\].*/\1/p' | tr ',' '\n' | tr -d ' "' | sort -u | tr '\n' ' ' >"$tmp/causes"
[ "$(cat "$tmp/causes")" = 'broken-chain members-unknown no-lead no-members ' ]
ok $? 'and who has not is told with the reason'

# Exactly: 428 of the 502 known have members, 277 an organization; after it these 428. Who is left is who the register
# says has none (42) or does not say (32).
d2="--scenario $city/scenarios/d2-own-or-joint.json"
"$JINGWEI" cover $city/model.json -q --format json >"$tmp/before"
"$JINGWEI" cover $city/model.json $d2 -q --format json >"$tmp/after"
with() { sed -n 's/.*"status": {"full": \([0-9]*\), "organization-only": \([0-9]*\),.*/\1 \2/p' "$1" | awk '{ print $1 + $2 }'; }
[ "$(with "$tmp/before")" -eq 277 ] && [ "$(with "$tmp/after")" -eq 428 ]
ok $? 'own or joint: 277 organizations become 428'
"$JINGWEI" cover $city/model.json $d2 -q --where 'members=1..' --format json |
    grep -q '"rate": {"organization": 1,'
ok $? 'which is 100 % of those with members'
gaps() { # CAUSE
    tr -d '\n' <"$tmp/after" | sed 's/{ *"id"/\n{"id"/g' | grep "\"causes\": \[[^]]*\"$1\"" | sed 's/.*"id": "\([^"]*\)".*/\1/' | sort
}
column() { # NAME: its number in the register
    head -n 1 $city/associations.csv | tr ',' '\n' | grep -n "^$1" | head -n 1 | cut -d: -f1
}
without() { # MEMBERS: who reported, and that many, and has no organization
    awk -F, -v m="$(column 党员人数)" -v o="$(column '党组织')" -v r="$(column 报送年报)" -v n="$1" \
        'NR > 1 && $r == "是" && $m == n && ($o == "" || $o == "无") { print $1 }' $city/associations.csv | sort
}
gaps no-members >"$tmp/a" && without 0 >"$tmp/b" && [ "$(wc -l <"$tmp/a")" -eq 42 ] && cmp -s "$tmp/a" "$tmp/b"
ok $? 'the 42 that have no members cannot have one'
gaps members-unknown >"$tmp/a" && without '' >"$tmp/b" && [ "$(wc -l <"$tmp/a")" -eq 32 ] && cmp -s "$tmp/a" "$tmp/b"
ok $? 'nor the 32 of which the register does not say'
[ -z "$(gaps can-form)$(gaps too-few)" ]
ok $? 'and nobody else'

# A register of another day is read as the model reads its own.
longhua=models/longhua
sed '5d' $longhua/associations.csv >"$tmp/last-year.csv"
gone=$(sed -n 5p $longhua/associations.csv | cut -d, -f1)
"$JINGWEI" compare $longhua/model.json "$tmp/last-year.csv" -q --format json >"$tmp/out"
[ "$(grep -c '"what": "unit"' "$tmp/out")" -eq 1 ] && grep -q "\"change\": \"delete\", \"what\": \"unit\", \"id\": \"$gone\"" "$tmp/out"
ok $? 'a register beside a model with another register'
mkdir "$tmp/last" && cp -r $longhua/*.json "$tmp/last" && cp "$tmp/last-year.csv" "$tmp/last/associations.csv"
"$JINGWEI" compare $longhua/model.json "$tmp/last/model.json" -q --format json >"$tmp/out2"
[ "$(sed -n '/"changes"/,$p' "$tmp/out")" = "$(sed -n '/"changes"/,$p' "$tmp/out2")" ]
ok $? 'is as good as a model that names it'
"$JINGWEI" compare tests/data/design/shenzhen/model.json "$tmp/last-year.csv" -q --lang en >"$tmp/out" 2>"$tmp/err"
[ $? -eq 3 ] && grep -q not-one-register "$tmp/err"
ok $? 'a register beside a model that has none'
printf '{"jingwei":1,"scenario":"x","changes":[{"set":{"rating":"4A"},"where":{"street":"nowhere"}}]}' >"$tmp/none-such.json"
"$JINGWEI" cover $longhua/model.json --scenario "$tmp/none-such.json" --lang en 2>"$tmp/err" >/dev/null
[ $? -eq 0 ] && grep -q 'warning: changes\[0\].*nothing-selected' "$tmp/err"
ok $? 'a selector that matches nothing warns'

# A scenario on another one, a model that it was not written for, a loop, a file that is none.
small=tests/data/design/shenzhen/model.json
printf '{"jingwei":1,"scenario":"one","base":"model.json","changes":[{"remove":"x"}]}' >"$tmp/one.json"
printf '{"jingwei":1,"scenario":"two","base":"one.json","changes":[{"add":{"id":"x","kind":"branch"}}]}' >"$tmp/two.json"
cp $small "$tmp/model.json"
"$JINGWEI" cover "$tmp/model.json" --scenario "$tmp/two.json" --lang en >/dev/null 2>"$tmp/err" && [ ! -s "$tmp/err" ]
ok $? 'a scenario on a scenario on the model'
"$JINGWEI" cover $small --scenario "$tmp/two.json" --lang en 2>&1 >/dev/null | grep -q 'one.json:1:.*other-base'
ok $? 'MODEL takes the place of the base, with a warning'
printf '{"jingwei":1,"scenario":"three","base":"four.json","changes":[]}' >"$tmp/three.json"
printf '{"jingwei":1,"scenario":"four","base":"three.json","changes":[]}' >"$tmp/four.json"
"$JINGWEI" cover $small --scenario "$tmp/three.json" >/dev/null 2>"$tmp/err"
[ $? -eq 3 ] && grep -q base-loop "$tmp/err"
ok $? 'scenarios based on each other'
"$JINGWEI" cover $small --scenario $small >/dev/null 2>"$tmp/err"
[ $? -eq 3 ] && grep -q not-a-scenario "$tmp/err"
ok $? 'a model is no scenario'
"$JINGWEI" cover $small --scenario "$tmp/none.json" >/dev/null 2>"$tmp/err"
[ $? -eq 3 ] && grep -q file-missing "$tmp/err"
ok $? 'a scenario that is not there'

# The design's example of every change.
for scenario in tests/data/design/scenario/*.json; do
    "$JINGWEI" check $small --scenario "$scenario" -q >/dev/null
    ok $? "$scenario applies"
done

# Another year's model is compared by id, and nothing beside itself.
"$JINGWEI" compare $small $small -q --format json | tr -d ' \n' | grep -q '"changes":\[\],"flips":\[\]'
ok $? 'a model beside itself has no differences'
"$JINGWEI" compare $small $small -q --format json | sed -n '/"delta"/,/}/p' | grep '"' | grep -v delta |
    grep -qv ': \(0\|null\),*$'
[ $? -eq 1 ]
ok $? 'and no delta'
echo "1..$count"
