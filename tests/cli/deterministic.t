#!/bin/sh
# The same input, the same bytes: in any locale, with the register's rows in any order, run after run.
. tests/cli/tap.sh
cp -R models/longhua "$tmp/plain"
cp -R models/longhua "$tmp/shuffled"
# the rows in the order of a digest of their text; the header stays
{ head -n 1 "$tmp/plain/associations.csv"
  tail -n +2 "$tmp/plain/associations.csv" | while IFS= read -r row; do
      printf '%s\t%s\n' "$(printf %s "$row" | cksum)" "$row"
  done | sort | cut -f 2-; } >"$tmp/shuffled/associations.csv"
cmp -s "$tmp/plain/associations.csv" "$tmp/shuffled/associations.csv"
[ $? -eq 1 ]; ok $? 'the rows are shuffled'

# All results of a folder's model, into FOLDER.NAME/; what check says names places in the register, and is apart.
results() { # FOLDER NAME
    out=$tmp/$1.$2
    mkdir "$out"
    (cd "$tmp/$1" && for format in table json csv; do
        "$JINGWEI" cover model.json -q --by street --format $format
        "$JINGWEI" cover model.json -q --format $format --lang en
        for measure in degree betweenness closeness harmonic eigenvector pagerank core hub authority span depth superiors loops inversions criticality; do
            "$JINGWEI" rank model.json -q --by $measure --format $format --top 0
        done
    done) >"$out/words" 2>&1
    (cd "$tmp/$1" && for format in table json csv; do "$JINGWEI" check model.json --format $format; done) >"$out/check" 2>&1
    for ending in pdf svg png dot; do
        (cd "$tmp/$1" && "$JINGWEI" draw model.json -q --page A3 -o "$out/chart.$ending") || echo "failed" >>"$out/words"
    done
}
case $JINGWEI in /*) ;; *) JINGWEI=$PWD/$JINGWEI ;; esac
LC_ALL=C results plain c
LC_ALL=zh_CN.UTF-8 LANG=zh_CN.UTF-8 results plain zh
LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 TZ=Asia/Shanghai results plain tr
results shuffled c
for other in zh tr; do
    diff -r "$tmp/plain.c" "$tmp/plain.$other" >"$tmp/diff" 2>&1; ok $? "locale $other"
done
for file in chart.pdf chart.svg chart.png chart.dot; do
    [ -s "$tmp/plain.c/$file" ] && cmp -s "$tmp/plain.c/$file" "$tmp/shuffled.c/$file"; ok $? "shuffled rows: $file"
done
[ "$(wc -l <"$tmp/plain.c/words")" -gt 1000 ] && cmp "$tmp/plain.c/words" "$tmp/shuffled.c/words"
ok $? 'shuffled rows: cover and rank'
# The place of a row: "associations.csv:12" in messages, "line": 12 in JSON, a column of its own in CSV.
places() { sed -E 's/associations\.csv:[0-9]+ */associations.csv/g; s/"line": [0-9]+/"line": n/g;
    s/associations\.csv,[0-9]+,/associations.csv,n,/g' "$1"; }
places "$tmp/plain.c/check" >"$tmp/a"
places "$tmp/shuffled.c/check" >"$tmp/b"
[ -s "$tmp/a" ] && cmp "$tmp/a" "$tmp/b"; ok $? 'shuffled rows: check, but for places'

# The register alone: the units that are made of its columns must not stand in the order in which its rows name them.
alone() { # FOLDER
    (cd "$tmp/$1" && sed 's/,[^,]*$//' associations.csv | cut -d , -f 1-4,7-8 >register.csv &&
        "$JINGWEI" draw register.csv -q -o alone.svg && "$JINGWEI" new made --from register.csv -q >made.out)
}
alone plain && alone shuffled; ok $? 'the register alone'
cmp -s "$tmp/plain/alone.svg" "$tmp/shuffled/alone.svg"; ok $? 'shuffled rows: its chart'
cmp "$tmp/plain/made/model.json" "$tmp/shuffled/made/model.json"; ok $? 'shuffled rows: the model that new makes'
grep -q failed "$tmp"/*/words; [ $? -eq 1 ]; ok $? 'every chart was drawn'
echo "1..$count"
