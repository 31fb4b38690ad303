#!/bin/sh
# Scenarios from the command line: those that ship, what compare says against cover and rank, and files that go wrong.
JINGWEI=${JINGWEI:-build/jingwei}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
count=0
ok() { # STATUS NAME
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}
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
