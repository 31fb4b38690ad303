#!/bin/sh
# models/shenzhen: the figures of the source (facts A6), recomputed from the register by awk, which knows nothing of the
# program, and compared with what `cover` says; and that the register is what its generator makes.
. tests/cli/tap.sh
model=models/shenzhen/model.json
register=models/shenzhen/associations.csv

# --- the register
sh models/shenzhen/make-register.sh >"$tmp/made"
cmp "$tmp/made" $register >&2
ok $? "make-register.sh makes the register that is shipped, byte for byte"
for awk in gawk original-awk 'busybox awk'; do
    command -v "${awk%% *}" >/dev/null || continue
    mkdir -p "$tmp/bin"
    printf '#!/bin/sh\nexec %s "$@"\n' "$awk" >"$tmp/bin/awk"
    chmod +x "$tmp/bin/awk"
    PATH=$tmp/bin:$PATH sh models/shenzhen/make-register.sh | cmp - $register >&2
    ok $? "so does $awk"
done

# Columns by name, so that a column more or less moves nothing.
columns='NR == 1 { sub(/^\357\273\277/, ""); for (i = 1; i <= NF; i++) at[$i] = i; next }'
LC_ALL=C awk -F, "$columns"'
    { split($at["服务站点"], hosts, "、"); row = $at["编号"] " " $at["名称"] " " $at["示意"] }
    $at["示意"] != "是" { printf "%s", row; for (i = 1; i in hosts; i++) printf " %s", hosts[i]; print "" }' $register >"$tmp/found"
cat >"$tmp/expected" <<'END2'
SZ001 深圳市人工智能产业协会 部分 交流服务展示点
SZ002 深圳市平板显示行业协会 部分 交流服务展示点 矛盾纠纷调解室
SZ003 深圳市政府采购协会 部分
END2
same "$tmp/expected" "$tmp/found" "three rows have real names, all others say that they are illustrative"

# --- what the source says, from the register: counts and rates, for all and by level
LC_ALL=C awk -F, "$columns"'
    {
        level = $at["登记层级"] == "市级" ? "municipal" : "district"
        has = $at["党组织"] != "" && $at["党组织"] != "无"
        for (k = 1; k <= 2; k++) {
            group = k == 1 ? "all" : level
            all[group]++
            if ($at["报送年报"] == "是") { known[group]++; if (has) organized[group]++ }
        }
        if ($at["示意"] == "是") illustrative++
    }
    function tell(group) {
        printf "%s %d %d %d %.4f\n", group, all[group], known[group], organized[group], organized[group] / known[group]
    }
    END {
        tell("all"); tell("district"); tell("municipal")
        printf "bounds %.4f %.4f\n", organized["all"] / all["all"], (organized["all"] + all["all"] - known["all"]) / all["all"]
        printf "reported %.2f\n", known["all"] / all["all"]
        printf "illustrative %d\n", illustrative
    }' $register >"$tmp/recomputed"
cat >"$tmp/expected" <<'END2'
all 731 502 277 0.5518
bounds 0.3789 0.6922
reported 0.69
illustrative 728
END2
grep -v '^district\|^municipal' "$tmp/recomputed" >"$tmp/found"
same "$tmp/expected" "$tmp/found" "731, 502, 277, 55.18 %, 37.89–69.22 %, about 69 % reported, recomputed from the register"
cut -d' ' -f1,2 "$tmp/recomputed" | grep '^district\|^municipal' >"$tmp/found"
printf 'district 220\nmunicipal 511\n' >"$tmp/expected"
same "$tmp/expected" "$tmp/found" "511 municipal and 220 district, recomputed from the register"

# --- the program says the same
"$JINGWEI" cover $model --by level --format json >"$tmp/cover" 2>"$tmp/errors"
ok $? "cover $model --by level exits 0"
tr -d ' \n' <"$tmp/cover" | sed 's/"gaps":/\n&/; s/{"value":/\n&/g; s/\]}\],/\n&/g' >"$tmp/flat"
awk '
    function number(line, key) {
        return match(line, "\"" key "\":[0-9.]+") ? substr(line, RSTART + length(key) + 3, RLENGTH - length(key) - 3) : "none"
    }
    function tell(group, line,    status, rate) {
        status = line; rate = line
        sub(/.*"status":/, "", status); sub(/.*"rate":/, "", rate)
        printf "%s %s %s %d %.4f\n", group, number(line, "all"), number(line, "known"),
               number(status, "full") + number(status, "organization-only"), number(rate, "organization")
    }
    NR == 1 {
        tell("all", $0)
        match($0, /"bounds":\{"organization":\[[0-9.,]*/)
        split(substr($0, RSTART + 26, RLENGTH - 26), bounds, ",")
        reported = number($0, "known") / number($0, "all")
    }
    /^\{"value":"/ { split($0, word, "\""); tell(word[4], $0) }
    END { printf "bounds %.4f %.4f\nreported %.2f\n", bounds[1], bounds[2], reported }' "$tmp/flat" >"$tmp/told"
grep -v '^illustrative' "$tmp/recomputed" >"$tmp/expected"
same "$tmp/expected" "$tmp/told" "cover says what awk found, for all and by level"
"$JINGWEI" cover $model --format json 2>/dev/null | tr -d ' \n' | grep -q '"illustrative":728}*'
ok $? "cover counts 728 illustrative"
"$JINGWEI" cover $model --by level --lang en 2>/dev/null >"$tmp/table"
grep -q '^district.*220$' "$tmp/table" && grep -q '^municipal.*508$' "$tmp/table" && grep -q '55.18 %.*37.89–69.22 %' "$tmp/table"
ok $? "the table marks the breakdown by level as illustrative"

# --- what hangs on it
"$JINGWEI" check $model --format json >"$tmp/check" 2>&1
ok $? "check finds no error: every fact holds"
"$JINGWEI" cover $model --require organization=0.55 -q >/dev/null 2>&1
ok $? "--require organization=0.55 is met"
"$JINGWEI" cover $model --require organization=0.5518 -q >/dev/null 2>&1
[ $? -eq 1 ]
ok $? "--require organization=0.5518 is not: 277 of 502 is a little less"

# --- responsibility (problem 2): nobody, several, a chain that breaks
for code in no-lead several-leads broken-chain; do
    grep -q "\"code\": \"$code\"" "$tmp/check"
    ok $? "check finds $code"
done
grep -q 'dep-交通' "$tmp/check" && grep -q 'jb-跨行业' "$tmp/check"
ok $? "check names where chains break"

# --- the same rows in another order
case $JINGWEI in /*) program=$JINGWEI ;; *) program=$PWD/$JINGWEI ;; esac
mkdir -p "$tmp/shuffled/models"
cp -R models/shenzhen models/policy "$tmp/shuffled/models"
{ head -n 1 $register; tail -n +2 $register | sort -t, -k2; } >"$tmp/shuffled/$register"
(cd "$tmp/shuffled" && "$program" cover $model --by level --format json 2>/dev/null) >"$tmp/found"
same "$tmp/cover" "$tmp/found" "rows in another order give the same bytes"

echo "1..$count"
