# What the tests of the program share, read with ". tests/cli/tap.sh" from the folder of the project, where prove runs
# them: the program, a folder of their own that goes with them, and a line of TAP a check. End with: echo "1..$count"
# Bytes are bytes, here as on a machine without any locale: there a dot is not a Chinese character.
LC_ALL=C
export LC_ALL
JINGWEI=${JINGWEI:-build/jingwei}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
count=0
ok() { # STATUS NAME
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; fi
}
is() { # WANTED FOUND NAME
    [ "$1" = "$2" ]
    ok $? "$3"
    [ "$1" = "$2" ] || echo "# wanted $1, found $2"
}
same() { # EXPECTED-FILE FOUND-FILE NAME; nothing found is never what was expected
    : >"$tmp/diff"
    [ -s "$2" ] && diff "$1" "$2" >"$tmp/diff"
    ok $? "$3"
    sed 's/^/# /' "$tmp/diff"
}
