#!/bin/sh
# The architecture, as the sources and the objects show it: each folder of src/ uses only those before it, igraph stays
# behind its bridge, Graphviz in jingwei-render, GLib out of the public headers; the library neither prints nor exits.
. tests/cli/tap.sh
build=${JINGWEI_BUILD:-build}
nothing() { # NAME; $tmp/found lists what should not be there
    count=$((count + 1))
    if [ -s "$tmp/found" ]; then echo "not ok $count - $1"; sed 's/^/# /' "$tmp/found"; else echo "ok $count - $1"; fi
}

# FOLDER:WHAT IT MAY USE, in the order of the design; only render stands apart.
library='base model io measure reform draw report'
order="$library cli"
before=
for folder in $order render; do
    [ "$folder" = render ] && before=
    for file in src/"$folder"/*.[ch]; do
        [ -e "$file" ] || continue
        sed -n 's/^ *# *include "\([^"/]*\)\/.*/\1/p' "$file" | sort -u | while read -r used; do
            case " $before $folder jingwei " in *" $used "*) ;; *) echo "$file includes $used/" ;; esac
        done
    done >"$tmp/found"
    nothing "src/$folder includes nothing of a later folder"
    before="$before $folder"
done

# The same of the objects, which no declaration by hand can get around.
before=
: >"$tmp/known"
for folder in $order; do
    objects=$(find "$build/obj/src/$folder" -name '*.o' 2>/dev/null)
    [ -n "$objects" ] || continue
    # shellcheck disable=SC2086
    nm $objects | awk 'NF == 3 && $2 ~ /[TDBRVW]/ { print $3 }' >>"$tmp/known"
    # shellcheck disable=SC2086
    nm $objects | awk '$1 == "U" && $2 ~ /^jw_/ { print $2 }' | sort -u >"$tmp/used"
    sort -u "$tmp/known" | comm -13 - "$tmp/used" >"$tmp/found"
    nothing "src/$folder needs no symbol of a later folder"
done

sources() { for folder in $library; do find src/"$folder" -name '*.[ch]' 2>/dev/null; done; }

grep -l '^ *# *include <igraph' -r src include | grep -vx 'src/measure/bridge\.[ch]' >"$tmp/found"
nothing 'only the bridge includes igraph.h'
grep -nE '^ *# *include <(graphviz/|gvc|cgraph|cairo|pango)' -r src include | grep -v '^src/render/' >"$tmp/found"
nothing 'only jingwei-render includes Graphviz, cairo or Pango'
sources | xargs grep -nE '(^|[^_a-z"*>.])(printf|vprintf|puts|putchar|perror|exit|_exit|abort|g_print|g_printerr|g_message|g_warning)\(' |
    grep -vE ':[0-9]+: *(/?\*|//)' >"$tmp/found"
sources | xargs grep -nE '\b(stdout|stderr)\b' | grep -vE ':[0-9]+: *(/?\*|//)' | grep -v '^src/base/file\.' >>"$tmp/found"
nothing 'the library neither prints nor exits'
grep -nE '\bg(boolean|chararray|u?int(8|16|32|64)?|u?long|s?size|pointer|char|double)\b|\bG[A-Z][a-z]+[A-Za-z]*\b|<glib' -r include |
    grep -v 'GLib\|Graphviz' >"$tmp/found"
nothing 'public headers hold no GLib type'
sed -n 's/^#include "\(jingwei\/.*\)"$/\1/p' include/jingwei.h | sort >"$tmp/listed"
(cd include && ls jingwei/*.h) | sort | diff "$tmp/listed" - >"$tmp/found"
nothing 'jingwei.h includes every public header'
echo "1..$count"
