#!/bin/sh
# What the program prints, byte for byte. tests/golden/cases: a line a case, "name exit arguments"; tests/golden/NAME is
# standard output, then standard error. UPDATE=1 writes the files anew and keeps the old ones as NAME.old.
. tests/cli/tap.sh
while read -r name wanted arguments; do
    case $name in '' | '#'*) continue ;; esac
    count=$((count + 1))
    LC_ALL=C sh -c "exec \"\$0\" $arguments" "$JINGWEI" >"$tmp/out" 2>"$tmp/err" </dev/null
    status=$?
    { cat "$tmp/out"; [ ! -s "$tmp/err" ] || { echo '--- standard error'; cat "$tmp/err"; }; } >"$tmp/now"
    file=tests/golden/$name
    if [ -n "${UPDATE:-}" ] && ! cmp -s "$tmp/now" "$file"; then
        [ ! -e "$file" ] || mv "$file" "$file.old"
        cp "$tmp/now" "$file"
    fi
    if [ $status -eq "$wanted" ] && cmp -s "$tmp/now" "$file"; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        echo "# exit $status, expected $wanted"
        diff "$file" "$tmp/now" 2>&1 | head -20 | sed 's/^/# /'
    fi
done <tests/golden/cases
echo "1..$count"
