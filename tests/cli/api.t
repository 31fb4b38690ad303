#!/bin/sh
# The library as a user meets it: installed, found by pkg-config, its sample program and each header compiled alone.
build=${JINGWEI_BUILD:-build}
CC=${CC:-cc}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
prefix=$tmp/prefix
count=0
ok() { # STATUS NAME
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        sed 's/^/# /' "$tmp/log"
    fi
}
skip() { # NAME REASON
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}
unset MAKEFLAGS MFLAGS MAKELEVEL # of the make that runs the tests
: >"$tmp/log"

make BUILD="$build" PREFIX="$prefix" install >"$tmp/log" 2>&1
ok $? "make install"
PKG_CONFIG_PATH=$prefix/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export PKG_CONFIG_PATH
flags="-std=c11 -Wall -Werror -pedantic ${SANITIZE:+-fsanitize=$SANITIZE}"
cflags=$(pkg-config --cflags jingwei 2>"$tmp/log") && libs=$(pkg-config --libs jingwei 2>"$tmp/log")
ok $? "pkg-config knows jingwei"
[ "$(pkg-config --modversion jingwei)" = "$("$prefix/bin/jingwei" --version | sed -n '1s/^jingwei //p')" ]
ok $? "pkg-config and --version agree"
case $cflags in *"$prefix"/include*) true ;; *) false ;; esac
ok $? "the headers are those installed here, whatever was installed before"

# The sample program stands in the comment that opens jingwei.h.
sed -n '/^ \* A whole program:/,/^ \* Conventions/s/^ \*     //p' "$prefix/include/jingwei.h" >"$tmp/sample.c"
grep -q 'int main' "$tmp/sample.c"
ok $? "jingwei.h shows a program"
for level in 0 2; do
    # The flags are lists of words.
    # shellcheck disable=SC2086
    $CC $flags -O$level $cflags "$tmp/sample.c" -o "$tmp/sample" $libs >"$tmp/log" 2>&1
    ok $? "the program compiles without a warning (-O$level)"
done
"$tmp/sample" tests/data/longhua-gb18030/model.json >"$tmp/printed" 2>"$tmp/log"
ok $? "it runs on the Longhua model"
"$prefix/bin/jingwei" cover tests/data/longhua-gb18030/model.json --format json 2>"$tmp/log" |
    sed -n 's/^ *{"id": "\([^"]*\)", "name": "[^"]*", "status": "\([^"]*\)".*/\1 \2/p' >"$tmp/expected"
[ -s "$tmp/expected" ] && diff "$tmp/expected" "$tmp/printed" >"$tmp/log"
ok $? "it prints the gaps that cover lists"
(cd "$tmp" && ./sample nothing.json) >"$tmp/printed" 2>"$tmp/log" && [ ! -s "$tmp/printed" ] && [ ! -s "$tmp/log" ]
ok $? "without a model it prints nothing: the library never does"

# Each header alone, twice, so that nothing rests on another having been included first.
cxx=$(command -v g++ || command -v clang++)
for header in "$prefix"/include/jingwei.h "$prefix"/include/jingwei/*.h; do
    name=${header#"$prefix"/include/}
    printf '#include <%s>\n#include <%s>\nint only_this;\n' "$name" "$name" >"$tmp/header.c"
    $CC -std=c11 -Wall -Wextra -Werror -pedantic -I"$prefix/include" -fsyntax-only "$tmp/header.c" >"$tmp/log" 2>&1
    ok $? "$name compiles alone as C11, without GLib"
    if [ -z "$cxx" ]; then
        skip "$name compiles alone as C++" "no C++ compiler"
        continue
    fi
    $cxx -x c++ -std=c++11 -Wall -Wextra -Werror -pedantic -I"$prefix/include" -fsyntax-only "$tmp/header.c" \
        >"$tmp/log" 2>&1
    ok $? "$name compiles alone as C++"
done

nm -g --defined-only "$prefix/lib/libjingwei.a" 2>/dev/null |
    awk '$2 ~ /[TDBRC]/ && $3 !~ /^(jw_|_)/ { print; bad = 1 } END { exit bad }' >"$tmp/log"
ok $? "every name that the library defines begins with jw_"

make BUILD="$build" PREFIX="$prefix" uninstall >"$tmp/log" 2>&1 && find "$prefix" ! -type d >"$tmp/log" && [ ! -s "$tmp/log" ]
ok $? "make uninstall leaves no file"
echo "1..$count"
