#!/bin/sh
# Coverage of models/longhua, with and without the backstop rule, against a recomputation from the register alone:
# an awk script that knows the design's definitions, the structure in no-backstop.json, and nothing of the program.
. tests/cli/tap.sh
register=models/longhua/associations.csv

# Prints population, status, reach, attach and one line a gap. $1: 1 with the backstop rule, 0 without.
# In no-backstop.json two leads hang from nowhere: gb-4 (观澜文化产业党总支) and jb-5 (福城商贸联合党支部).
recompute() {
    LC_ALL=C awk -F, -v backstop="$1" '
        BEGIN { loose["观澜文化产业党总支"] = "gb-4"; loose["福城商贸联合党支部"] = "jb-5"; threshold = 3 }
        NR == 1 { next }
        {
            id = $1; street = $4; industry = $5; lead = $6; members = $7; form = $8; joint = $9; sent = $10
            if (lead == "无") lead = ""

            # which leads: named ones, else by the attach rules (a strip for every industry, a block for every street)
            n = split(lead, leads, "、"); sound = 0; broken = ""
            for (i = 1; i <= n; i++) if (leads[i] in loose) broken = loose[leads[i]]; else sound++
            caught = 0
            if (n == 0 && joint == "") {
                if (industry != "") { sound++; took["strip"]++ }
                else if (street != "") { sound++; took["block"]++ }
                else if (backstop) { caught = 1; took["core"]++ }
            }
            if (n > 1) several++
            if (joint in loose) broken = loose[joint]

            has = (form != "" && form != "无") || joint != ""
            if (sound) reach = "led"
            else if (joint != "" && !(joint in loose)) reach = "joined"
            else if (sent != "") reach = "supported"
            else if (caught) reach = "backstop-only"
            else reach = ""

            all++
            if ($11 == "否") { unknown++; next }
            known++
            state = has ? (reach ? "full" : "organization-only") : (reach ? "work-only" : "none")
            states[state]++
            if (reach) reaches[reach]++
            if (state == "full") next
            causes = ""
            if (!has) causes = members == "" ? "members-unknown" : members >= threshold ? "can-form" : \
                               members > 0 ? "too-few" : "no-members"
            if (!reach) causes = causes (causes ? "," : "") (broken ? "broken-chain" : "no-lead")
            gaps[++n_gaps] = "gap " id " " state " " causes " " (reach || !broken ? "null" : broken)
        }
        END {
            printf "population %d %d %d\n", all, known, unknown
            printf "status %d %d %d %d %d\n", states["full"], states["organization-only"], states["work-only"],
                   states["none"], unknown
            printf "reach %d %d %d %d\n", reaches["led"], reaches["joined"], reaches["supported"],
                   reaches["backstop-only"]
            printf "attach %d %d %d\n", took["strip"], took["block"], took["core"]
            printf "several-leads %d\n", several
            for (i = 1; i <= n_gaps; i++) print gaps[i]
        }' "$register"
}
recompute 0 >"$tmp/without"
recompute 1 >"$tmp/with"

# --- the recomputation gives what the model was made to show
figures() { grep -v '^gap' "$1"; grep -o 'can-form\|too-few\|no-members\|members-unknown\|no-lead\|broken-chain' "$1" |
    sort | uniq -c | awk '{ print $2, $1 }'; }
cat >"$tmp/expected" <<'END'
population 96 76 20
status 42 7 21 6 20
reach 51 8 4 0
attach 28 19 0
several-leads 4
broken-chain 6
can-form 8
members-unknown 4
no-lead 7
no-members 5
too-few 10
END
figures "$tmp/without" >"$tmp/found"
same "$tmp/expected" "$tmp/found" "figures without the backstop rule, recomputed"
cat >"$tmp/expected" <<'END'
population 96 76 20
status 45 4 25 2 20
reach 51 8 4 7
attach 28 19 15
several-leads 4
broken-chain 6
can-form 8
members-unknown 4
no-members 5
too-few 10
END
figures "$tmp/with" >"$tmp/found"
same "$tmp/expected" "$tmp/found" "figures with the backstop rule, recomputed"

# --- the program finds the same
# The figures of a cover result in the form of `recompute`; attach and several-leads stand elsewhere.
told() {
    tr -d ' \n' <"$1" | sed 's/"gaps":/\n&/; s/"by":/\n&/' >"$1.flat"
    pick() { sed -n "1s/.*\"$1\":{$2}.*/$3/p" "$json.flat"; }
    json=$1
    n='\([0-9]*\)'
    pick population "\"all\":$n,\"known\":$n,\"unknown\":$n" 'population \1 \2 \3'
    pick status "\"full\":$n,\"organization-only\":$n,\"work-only\":$n,\"none\":$n,\"unknown\":$n" 'status \1 \2 \3 \4 \5'
    pick reach "\"led\":$n,\"joined\":$n,\"supported\":$n,\"backstop-only\":$n" 'reach \1 \2 \3 \4'
    grep -o '{"id":"[^"]*","name":"[^"]*","status":"[^"]*","causes":\[[^]]*\],"break":[^,]*,' "$1.flat" |
        sed 's/{"id":"\([^"]*\)".*"status":"\([^"]*\)","causes":\[\(.*\)\],"break":\(.*\),/gap \1 \2 \3 \4/; s/"//g'
}
for variant in with without; do
    model=models/longhua/model.json
    [ $variant = without ] && model=models/longhua/no-backstop.json
    "$JINGWEI" cover $model --format json >"$tmp/$variant.json" 2>"$tmp/errors"
    ok $? "cover $model exits 0"
    sed 's/^/# /' "$tmp/errors"
    grep -v '^attach\|^several' "$tmp/$variant" >"$tmp/expected"
    told "$tmp/$variant.json" >"$tmp/found"
    same "$tmp/expected" "$tmp/found" "cover $model: population, status, reach and every gap"
done

# Rates as the shortest decimals, by hand from the status lines above: 49/76, 70/76 and 45/76 with the rule,
# 49/76, 63/76 and 42/76 without; bounds: covered/96 and (covered + 20)/96. Every row is illustrative.
cat >"$tmp/expected" <<'END'
"rate":{"organization":0.6447368421052632,"work":0.9210526315789473,"full":0.5921052631578947}
"bounds":{"organization":[0.5104166666666666,0.71875],"work":[0.7291666666666666,0.9375],"full":[0.46875,0.6770833333333334]}
"illustrative":96
"rate":{"organization":0.6447368421052632,"work":0.8289473684210527,"full":0.5526315789473685}
"bounds":{"organization":[0.5104166666666666,0.71875],"work":[0.65625,0.8645833333333334],"full":[0.4375,0.6458333333333334]}
"illustrative":96
END
for variant in with without; do
    tr -d ' \n' <"$tmp/$variant.json" | grep -o '"rate":{[^}]*}\|"bounds":{[^}]*}\|"illustrative":[0-9]*' |
        awk '!seen[substr($0, 1, 6)]++'
done >"$tmp/found"
same "$tmp/expected" "$tmp/found" "rates, bounds and the illustrative count"

for model in models/longhua/model.json models/longhua/no-backstop.json; do
    "$JINGWEI" check $model >"$tmp/found" 2>&1
    ok $? "check $model finds no error"
    grep -q 'gb-4\|观澜文化产业党总支' "$tmp/found"
    ok $? "check $model names the lead that hangs from nowhere"
done

# --- the same rows in another encoding
twin=tests/data/longhua-gb18030
iconv -f GB18030 -t UTF-8 $twin/associations.csv >"$tmp/twin.csv"
tail -c +4 $register >"$tmp/expected" # without the byte order mark
same "$tmp/expected" "$tmp/twin.csv" "the GB18030 twin holds the same rows"
"$JINGWEI" cover $twin/model.json --format json 2>/dev/null | tr -d ' \n' |
    grep -o '"organization":0[0-9.]*\|"name":"手工艺传承促进会"' >"$tmp/found"
printf '"organization":0.6447368421052632\n"name":"手工艺传承促进会"\n' >"$tmp/expected"
same "$tmp/expected" "$tmp/found" "the GB18030 twin reads as it should"

echo "1..$count"
