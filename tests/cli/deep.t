#!/bin/sh
# Organizations as deep as they are large: each unit leads one other. What is asked of them ends, and is right where the
# answer has a formula.
. tests/cli/tap.sh
chain() { # N
    mkdir "$tmp/$1"
    awk -v n="$1" 'BEGIN { print "id,lead"; for (i = 1; i <= n; i++) printf "u%06d,%s\n", i, (i > 1 ? sprintf("u%06d", i - 1) : "") }' \
        >"$tmp/$1/units.csv"
    cat >"$tmp/$1/model.json" <<'END'
{ "jingwei": 1, "name": "chain", "lang": "en", "roots": ["u000001"], "registers": [
  { "file": "units.csv", "kind": "association", "id": "id", "name": "id", "links": [{ "kind": "leads", "from": "lead" }] } ] }
END
}
rank() { # N OPTIONS…: as CSV
    model=$tmp/$1/model.json
    shift
    "$JINGWEI" rank "$model" -q --format csv "$@"
}
score() { # N MEASURE ID
    rank "$1" --by "$2" --where "id=$3" | awk -F, -v id="$3" '$2 == id { print $NF }'
}

n=50001 end=u000001 middle=u025001
chain $n
is 25000 "$(score $n depth $middle)" 'depth of the middle'
is 25000 "$(score $n criticality $middle)" 'its criticality'
is 625000000 "$(score $n betweenness $middle)" 'its betweenness'
is "$(awk 'BEGIN { printf "%.10g", 1 / (25000 * 25001) }')" "$(score $n closeness $middle)" 'its closeness'
is "$(awk 'BEGIN { for (d = 50000; d > 0; d--) s += 1 / d; printf "%.10g", s }')" "$(score $n harmonic $end)" 'harmonic of the end'
is 1 "$(score $n eigenvector $middle)" 'eigenvector of the middle'
is 1 "$(score $n superiors $middle)" 'its direct leads'
is 25000 "$(score $n articulation $middle)" 'whom its loss cuts off'

directed() { # MEASURE ID
    rank $n --by "$1" --directed --where "id=$2" | awk -F, -v id="$2" '$2 == id { print $NF }'
}
is 625000000 "$(directed betweenness $middle)" 'betweenness along the arcs'
is "$(awk 'BEGIN { printf "%.10g", 2 / (25000 * 25001) }')" "$(directed closeness $middle)" 'closeness to those below'
is "$(score $n harmonic $end)" "$(directed harmonic $end)" 'harmonic of the top: all are below'
is '' "$(directed closeness u050001)" 'the bottom is close to nobody'

n=7000
chain $n
rank $n --by criticality --show-lost >"$tmp/out" 2>"$tmp/err"
is 2 $? '--show-lost of 24 million units is refused'
is '' "$(cat "$tmp/out")" 'nothing is written then'
grep -q 'too-many-lost' "$tmp/err"; ok $? 'it says why'
is 6 "$(rank $n --by criticality --show-lost --top 5 | wc -l | tr -d ' ')" 'the first five are listed'
"$JINGWEI" rank "$tmp/$n/model.json" -q --by criticality --show-lost | grep -q 'and 6996 more'; ok $? 'a table names a few of each'
echo "1..$count"
