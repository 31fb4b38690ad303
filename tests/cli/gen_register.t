#!/bin/sh
# The generator of benchmark registers: same bytes for same arguments, as many rows as asked, a model that loads.
. tests/cli/tap.sh
gen="$tmp/gen_register"
${CC:-cc} -O1 -o "$gen" tests/bench/gen_register.c || { echo "Bail out!  cannot compile tests/bench/gen_register.c"; exit 1; }

for n in 0 1 731 6000; do
    "$gen" $n "$tmp/a" >"$tmp/counts" && "$gen" $n "$tmp/b" >/dev/null && diff -r "$tmp/a" "$tmp/b"
    ok $? "$n: same arguments, same bytes"
    "$gen" $n "$tmp/b" --shuffle >/dev/null
    sort "$tmp/a/associations.csv" >"$tmp/a.sorted"
    sort "$tmp/b/associations.csv" | cmp - "$tmp/a.sorted" && cmp "$tmp/a/units.csv" "$tmp/b/units.csv"
    ok $? "$n: shuffled rows are the same rows"
    # every lead exists, names are of 6 to 12 characters (3 bytes each), the printed counts are those of the files
    LC_ALL=C awk -F, -v n=$n -v counts="$(cat "$tmp/counts")" '
        FNR == 1 { file++; next }
        { unit[$1]++; units++; lead[units] = $NF }
        file == 2 { rows++; if (length($3) < 18 || length($3) > 36 || name[$3]++) bad++ }
        END {
            for (u = 1; u <= units; u++)
                for (i = split(lead[u], cell, "、"); i > 0; i--) { links++; if (unit[cell[i]] != 1) bad++ }
            exit !(rows == n && !bad && counts == "units " units " links " links + 0)
        }' "$tmp/a/units.csv" "$tmp/a/associations.csv"
    ok $? "$n: every lead exists, every name is its own and of 6 to 12 characters"
    "$JINGWEI" cover "$tmp/a/model.json" --format json 2>"$tmp/errors" | tr -d ' \n' | grep -q "\"all\":$n,"
    ok $? "$n: the program loads it"
    sed 's/^/# /' "$tmp/errors"
done
"$gen" 731 "$tmp/a" --seed 1 >/dev/null && ! cmp -s "$tmp/a/associations.csv" "$tmp/b/associations.csv"
ok $? "another seed, another register"
"$gen" 731 "$tmp/a" --cross 0 >/dev/null && ! grep -q '、' "$tmp/a/associations.csv"
ok $? "--cross 0: nobody has two leads"
for arguments in "" "5" "-1 $tmp/a" "5 $tmp/a --cross 101" "5 $tmp/a --seed" "5 $tmp/a --what"; do
    # shellcheck disable=SC2086 # split on purpose
    "$gen" $arguments >/dev/null 2>&1
    test $? -eq 2
    ok $? "gen_register $(echo "$arguments" | sed "s|$tmp/||") is refused"
done
echo "1..$count"
