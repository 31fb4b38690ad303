#!/bin/sh
# Every row of the source's facts, A1–A10 (structures) and B1–B14 (rules), is in the models: a row is a test that fails if
# the models lose it. Figures are asked of the program by models of one file that include a shipped one and state facts.
. tests/cli/tap.sh
register=models/shenzhen/associations.csv

# facts MODEL NAME: standard input has a fact a line, "VALUE FIGURE". All must hold in models/MODEL/model.json; and each must
# fail if it is one more, or nobody looked.
facts() {
    cat >"$tmp/list"
    for more in 0 1; do
        awk -v more="$more" -v model="$1" '
            BEGIN { printf "{\"jingwei\":1,\"include\":[\"jingwei:%s/model.json\"],\"facts\":[", model }
            { value = $1 + more; sub(/^[^ ]* /, ""); printf "%s{\"figure\":\"%s\",\"value\":%.6g}", (NR > 1 ? "," : ""), $0, value }
            END { print "]}" }' "$tmp/list" >"$tmp/model.json"
        "$JINGWEI" check "$tmp/model.json" --format json >"$tmp/check.$more" 2>&1
    done
    ! grep -q '"code": *"fact-fails"\|"code": *"unknown' "$tmp/check.0" && grep -q '"errors": *\[\]' "$tmp/check.0"
    ok $? "$2"
    grep -o '"path": *"[^"]*", *"message": *"[^"]*"' "$tmp/check.0" | grep -v "path\": *null" | head -5 | sed "s/^/# /"
    [ "$(grep -o '"code": *"fact-fails"' "$tmp/check.1" | wc -l)" -eq "$(wc -l <"$tmp/list")" ]
    ok $? "$2: and each is verified"
}

# --- A. Structures

facts longhua "A1: Longhua's 1 + 6 + 12 + N, each under the core, and the face backstopped" <<'END2'
1 units.core
6 units.block[under=lh]
12 units.strip[under=lh]
12 units.strip[illustrative=true]
1 units.block[street=观湖]
1 units.block[street=民治]
1 units.block[street=龙华]
1 units.block[street=大浪]
1 units.block[street=福城]
1 units.block[street=观澜]
96 population.all
0 gaps.no-lead
15 population.all[depth=1]
15 links.backstops[id=lh]
4 links.interlocks[kind=general-branch]
4 units.general-branch[interlocks=1]
END2

facts shenzhen "A2: 22 joint committees, one of them named, 40 first secretaries, more than 60 organizers" <<'END2'
22 units.joint-committee[under=social]
21 units.joint-committee[illustrative=true]
1 units.joint-committee[name=新兴战略产业类行业协会联合党委]
40 links.sends.count[id=secretaries]
22 units.joint-committee[instructors=1]
60 links.sends.count[id=organizers]
40 capacity.total[id=secretaries]
60 capacity.total[id=organizers]
END2

facts shenzhen "A3: committees of out-of-town chambers, and the joint one that backstops the others" <<'END2'
1 units.chamber-committee[name=深圳市福建商会党委 illustrative!=true]
1 units.chamber-committee[name=深圳市湖南商会党委 illustrative!=true]
1 units.chamber-committee[name=深圳市山东商会党委 illustrative!=true]
1 units.chamber-committee[name=异地商会联合党委 illustrative!=true]
6 units.out-of-town-chamber[under=cc-福建]
6 units.out-of-town-chamber[under=cc-湖南]
6 units.out-of-town-chamber[under=cc-山东]
12 links.backstops[id=cc-异地]
30 units.out-of-town-chamber[superiors=1]
END2

facts shenzhen "A4: committees of four trades, and their member units as one counted unit" <<'END2'
1 units.industry-committee[industry=燃气 illustrative!=true]
1 units.industry-committee[industry=工程监理 illustrative!=true]
1 units.industry-committee[industry=物业 illustrative!=true]
1 units.industry-committee[industry=装饰 illustrative!=true]
1 units.enterprise
100000 count.enterprise
4 links.reaches[kind=industry-committee]
END2

facts shenzhen "A5: committee, general branch, branch along the chain; 1+5; three in one; who supplies whom" <<'END2'
1 units[id=jc-新兴战略产业 system=“1+5”工作体系]
1 units[id=jc-新兴战略产业 system=“三建一体”组织体系]
1 units[id=jc-新兴战略产业 system=“三责一体”责任体系]
1 units[id=jc-新兴战略产业 system=“三共一体”发展体系]
1 units[duty=党委 kind=joint-committee]
5 units[duty=党总支 kind=general-branch under=jc-新兴战略产业]
10 units[duty=党支部 kind=branch under=jc-新兴战略产业]
5 links.leads[id=jc-新兴战略产业]
10 links.leads[kind=general-branch]
35 links.guides[kind=branch]
30 links.supplies[industry=新兴战略产业]
30 links.supplies
END2

facts shenzhen "A6: 731, 511 and 220, 502, 277, 6.96 %" <<'END2'
731 population.all
511 population.all[level=municipal]
220 population.all[level=district]
502 population.known
277 population.known[covered=full,organization-only]
6.96 share.total[id=city]
END2

facts shenzhen "A7: 25 municipal pilots of cross-appointment" <<'END2'
25 population.all[interlocked=true]
25 population.all[interlocked=true level=municipal]
END2

facts shenzhen "A8: the pair of the source, illustrative ones, and instructors sent by state-owned enterprises" <<'END2'
1 units.partner[name=中联部办公厅联合党支部 illustrative!=true]
1 links.pairs[id=cpc-international]
1 units[id=SZ003 name=深圳市政府采购协会 aliases=深圳市政府采购协会党支部 organization=branch partners=1]
12 units.partner[illustrative=true]
24 links.pairs[kind=partner illustrative=true]
20 links.sends[kind=partner illustrative=true]
END2
tr -d ' \n' <models/shenzhen/model.json | grep -o '{"kind":"pairs"[^}]*}' >"$tmp/pair"
for word in '"from":"cpc-international"' '"to":"SZ003"' '"since":"2022-07-07"' 基层组织联抓 活动阵地联建 组织生活联过 \
    发展思路联谋 志愿服务联动; do
    grep -q "$word" "$tmp/pair"
    ok $? "A8: the pair says $word"
done

facts shenzhen "A9: 30 showcase points, 10 mediation rooms, 130 stations, whom they serve, what they did" <<'END2'
30 count.showcase-point
30 links.serves[id=showcase]
10 count.mediation-room
10 links.serves[id=mediation]
130 count.ip-station
130 links.serves[id=ip]
3 months.total
23 disputes.total
360 risks.total
120000 enterprises.total
100000 visits.total
1 units[id=services system=“20+8”产业集群]
1 units[id=SZ001 name=深圳市人工智能产业协会 services=1..]
1 units[id=SZ002 name=深圳市平板显示行业协会 services=2..]
END2

facts shenzhen "A10: who leads, up to the working committee; departments, two of which nobody leads" <<'END2'
1 units.core
1 units[id=social name=深圳市社会组织党委 under=city]
22 units.joint-committee[under=city]
10 units.district-committee[under=social]
1 units.district-committee[name=龙华区社会组织党委 illustrative!=true]
6 units.department
4 units.department[under=city]
12 population.all[superiors=2..]
END2
"$JINGWEI" cover models/shenzhen/model.json --format json 2>/dev/null | tr -d ' \n' >"$tmp/cover"
for cause in no-lead broken-chain can-form too-few no-members members-unknown; do
    grep -q "\"causes\":\[[^]]*\"$cause\"" "$tmp/cover"
    ok $? "A10: some are not covered because of $cause"
done
grep -q '"break":"dep-' "$tmp/cover"
ok $? "A10: a chain that breaks at a department is named"

# --- B. Rules: each is there, applies to somebody in the city, and finds who an awk script finds in the register
"$JINGWEI" audit models/shenzhen/model.json --format json >"$tmp/audit" 2>"$tmp/errors"
ok $? "audit models/shenzhen exits 0"
"$JINGWEI" audit models/longhua/model.json --format json >"$tmp/longhua" 2>/dev/null
"$JINGWEI" audit models/template/model.json --format json >"$tmp/template" 2>/dev/null
rule() { # ID STAGE SEVERITY
    line=$(grep "\"id\": *\"$1\"" "$tmp/audit")
    echo "$line" | grep -q "\"stage\": *\"$2\", *\"severity\": *\"$3\", *\"applies\": *[1-9]"
    ok $? "$1: a rule of $2, $3, that applies to somebody"
    echo "$line" | grep -q '"source": *"《深圳行业协会党建工作创新与发展》第.*部分'
    ok $? "$1 says where it is from"
    grep -q "\"id\": *\"$1\"" "$tmp/longhua" && grep -q "\"id\": *\"$1\"" "$tmp/template"
    ok $? "$1 is in the other models too"
}
rule B1-members registration must
rule B1-organization registration must
rule B1-charter registration must
rule B2 inspection must
rule B3 rating veto
rule B4 term must
rule B5 procurement prefer
rule B6 awards prefer
rule B7-own coverage must
rule B7-joint coverage must
rule B8 coverage must
rule B9 assessment veto
rule B10 rating must
rule B14-meetings integration prefer
rule B14-consultation integration prefer
rule C2-chain responsibility prefer
rule C2-one-lead responsibility prefer
rule C3 vitality prefer
rule C4 integration prefer
rule C5 resources prefer
for id in B7-own B7-joint B8 B9 B10 B14-meetings B14-consultation; do
    grep "\"id\": *\"$id\"" "$tmp/audit" | grep -q 建议
    ok $? "$id says that the source proposes it"
done

# By the register alone. B8, C2 and C5 need reach and links: of them below.
LC_ALL=C awk -F, '
    NR == 1 { sub(/^\357\273\277/, ""); for (i = 1; i <= NF; i++) at[$i] = i; next }
    function breaks(rule) { print rule, $at["编号"] }
    {
        known = $at["报送年报"] == "是"
        form = $at["党组织"]; has = form != "" && form != "无"
        works = has && $at["开展活动"] != "否"
        members = $at["党员人数"]; rating = $at["评估等级"]; charter = $at["章程载明党建"]; inspected = $at["年检党建事项"]
        if ($at["换届党建考评"] == "否") breaks("B4")
        if (charter == "否") breaks("B1-charter")
        if (inspected == "不合格") breaks("B2")
        if (!known) next
        if (members == "") breaks("B1-members")
        if ($at["成立日期"] >= "2018-07-01" && !has) breaks("B1-organization")
        if (rating == "5A" && !has) breaks("B3")
        if ($at["承接职能或服务"] == "是" && !works) breaks("B5")
        if ($at["评先评优"] == "是" && !works) breaks("B6")
        if (members != "" && members + 0 >= 3 && form !~ /^(党支部|党总支|党委)$/) breaks("B7-own")
        if (members != "" && members + 0 >= 1 && members + 0 <= 2 && !has) breaks("B7-joint")
        if (!works) breaks("B9")
        if (rating ~ /^[45]A$/ && !(works && charter != "否" && inspected != "不合格")) breaks("B10")
        if (has && $at["书记列席会议"] == "否") breaks("B14-meetings")
        if (has && $at["沟通协商"] == "否") breaks("B14-consultation")
        if (has && !works) breaks("C3")
        if (has && $at["交叉任职"] == "否") breaks("C4")
        if ($at["共建单位"] $at["派驻力量"] $at["服务站点"] == "" && $at["编号"] != "SZ003") breaks("C5")
    }' $register | sort >"$tmp/expected"
sed -n 's/.*{"rule": *"\([^"]*\)", *"id": *"\([^"]*\)".*/\1 \2/p' "$tmp/audit" | sort >"$tmp/broken"
for id in B1-members B1-organization B1-charter B2 B3 B4 B5 B6 B7-own B7-joint B9 B10 B14-meetings B14-consultation C3 C4 C5; do
    grep "^$id " "$tmp/expected" >"$tmp/a"
    grep "^$id " "$tmp/broken" >"$tmp/b"
    [ -s "$tmp/a" ] && cmp "$tmp/a" "$tmp/b" >&2
    ok $? "$id is broken by $(wc -l <"$tmp/a") associations, those that awk finds in the register"
done
tr '{' '\n' <"$tmp/cover" | sed -n 's/^"id":"\([^"]*\)","name".*"status".*/B8 \1/p' | sort >"$tmp/a"
grep '^B8 ' "$tmp/broken" >"$tmp/b"
[ -s "$tmp/a" ] && cmp "$tmp/a" "$tmp/b" >&2
ok $? "B8 is broken by the gaps of cover"
"$JINGWEI" cover models/shenzhen/model.json --require 1 -q >/dev/null 2>&1
[ $? -eq 1 ]
ok $? "B8: the target of 100 % is not met"
tr '{' '\n' <"$tmp/cover" | sed -n 's/^"id":"\([^"]*\)","name".*"status":"\(organization-only\|none\)".*/C2-chain \1/p' | sort >"$tmp/a"
grep '^C2-chain ' "$tmp/broken" >"$tmp/b"
[ -s "$tmp/a" ] && cmp "$tmp/a" "$tmp/b" >&2
ok $? "C2-chain is broken by whom cover does not reach"

# B11: everybody known is scored by one index of three, none by more than 100 points.
tr -d '\n' <"$tmp/audit" | sed 's/.*"scores"//' | tr '{' '\n' |
    sed -n 's/.*"id": *"\([^"]*\)".*"index": *"\([^"]*\)", *"score": *\([0-9]*\).*/\1 \2 \3/p' >"$tmp/scores"
awk '{ seen[$1]++; index_of[$2]++; if ($3 > most) most = $3 }
    END { for (id in seen) { n++; if (seen[id] > 1) bad++ } for (i in index_of) k++; print n, bad + 0, k, most }' "$tmp/scores" >"$tmp/a"
[ "$(cat "$tmp/a")" = "502 0 3 100" ]
ok $? "B11: 502 scored, each by one of three indices, 100 points at most"
sed 's/^/# /' "$tmp/a"
for index in association-small association-large chamber; do
    awk -v id="$index" '/"id": "/ { in_it = index($0, "\"" id "\"") } in_it && match($0, /"points": [0-9]+/) {
        sum += substr($0, RSTART + 10, RLENGTH - 10) } END { exit sum != 100 }' models/policy/party-work.json
    ok $? "B11: the points of $index make 100"
done

tr -d ' \n' <models/policy/party-work.json | grep -q '"budget":{"member_year":500,"secretary_month":400}'
ok $? "B12: 500 yuan a member and year, 400 yuan a secretary and month"

facts shenzhen "B13: 500 organizers recruited, which is no capacity" <<'END2'
500 recruited.total
100 capacity.total
END2

# --- the template, copied to where a new district would have it and edited in its three lines, runs
mkdir -p "$tmp/new" && cp models/template/model.json models/template/associations.csv "$tmp/new"
sed -e 's/某区社会组织党委/南城区社会组织党委/' -e 's/\["东街", "西街"\]/["东街", "西街", "北街"]/' \
    -e 's/\["商贸服务", "科技信息"\]/["商贸服务", "科技信息", "文体旅游"]/' "$tmp/new/model.json" >"$tmp/new/edited.json"
[ "$(diff "$tmp/new/model.json" "$tmp/new/edited.json" | grep -c '^>')" -eq 3 ] &&
    "$JINGWEI" check "$tmp/new/edited.json" --format json 2>/dev/null | tr -d ' \n' |
    grep -q '"errors":\[\].*"units":15,'
ok $? "the template, three lines edited, makes a district of 15 units without an error"

echo "1..$count"
