#!/bin/sh
# Whole process to PDF against dot, on the same tree: sh tests/bench/chart.sh [SIZE…], from the root of the
# repository after `make && make build/gen_register`. Medians of three; dot beyond its patience (120 s) is a dash.
jingwei=${JINGWEI:-build/jingwei}
generate=${GEN_REGISTER:-build/gen_register}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
[ $# -gt 0 ] || set -- 731 2000 5000

# Seconds of three runs, the middle one; "-" if it does not end well in time.
median() { # COMMAND…
    for run in 1 2 3; do
        start=$(date +%s.%N)
        timeout 120 "$@" >/dev/null 2>&1 || { echo -; return; }
        awk -v from="$start" -v to="$(date +%s.%N)" 'BEGIN { printf "%.2f\n", to - from }'
    done | sort -n | sed -n 2p
}

# The register as a graph for dot: each unit under the first of its leads.
graph() { # FOLDER
    echo 'digraph { node [shape=box fontname="Noto Sans CJK SC"]'
    awk -F, 'FNR > 1 { lead = $NF; sub(/、.*/, "", lead); printf "\"%s\" [label=\"%s\"]\n", $1, $3
                       if (lead != "") printf "\"%s\" -> \"%s\"\n", lead, $1 }' "$1/units.csv" "$1/associations.csv"
    echo '}'
}

printf '%8s %10s %10s %8s %6s\n' units jingwei dot faster pages
for n in "$@"; do
    "$generate" "$n" "$tmp/m" >/dev/null
    graph "$tmp/m" >"$tmp/graph.dot"
    ours=$(median "$jingwei" draw "$tmp/m/model.json" -q -o "$tmp/ours.pdf")
    theirs=$(median dot -Tpdf -o "$tmp/theirs.pdf" "$tmp/graph.dot")
    pages=$(pdfinfo "$tmp/ours.pdf" | awk '/^Pages:/ { print $2 }')
    ratio=$(awk -v a="$theirs" -v b="$ours" 'BEGIN { if (a + 0 > 0 && b + 0 > 0) printf "%.1f", a / b; else print "-" }')
    printf '%8s %10s %10s %8s %6s\n' "$n" "$ours" "$theirs" "$ratio" "$pages"
done
