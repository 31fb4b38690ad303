#!/bin/sh
# Charts of changes: before, after and overlay are one layout; what the overlay tells is what compare tells.
. tests/cli/tap.sh

# Page, id, place and size of every unit's box.
places() { # NAME
    for file in "$tmp/$1".dot "$tmp/$1"-*.dot; do
        [ -f "$file" ] && perl -0777 -n -e 'BEGIN { $page = shift } for (split /;\n/) {
            next unless /\bid=(u\d+)/; my $id = $1;
            my ($pos) = /pos="([^"]*)"/; my ($w) = /\bwidth=([\d.]+)/; my ($h) = /\bheight=([\d.]+)/;
            print "$page $id $pos $w $h\n" }' -- "${file##*/"$1"}" "$file"
    done | sort
}
draw() { # NAME MODEL SCENARIO OPTIONS…
    name=$1 model=$2 scenario=$3; shift 3
    rm -f "$tmp/$name".dot "$tmp/$name"-*.dot
    "$JINGWEI" draw "$model" --scenario "$scenario" --diff -q "$@" -o "$tmp/$name.dot"
}
units() { "$JINGWEI" check "$@" -q --format json | sed -n 's/.*"units": \([0-9]*\).*/\1/p'; }

for scenario in models/*/scenarios/*.json; do
    model=${scenario%/scenarios/*}/model.json
    case $scenario in *longhua* | *d7*) hows='--changes-only --all' ;; *) hows=--changes-only ;; esac
    for how in $hows; do
        draw overlay "$model" "$scenario" $how && draw before "$model" "$scenario" $how --phase before &&
            draw after "$model" "$scenario" $how --phase after
        ok $? "$scenario $how: drawn"
        for phase in overlay before after; do places $phase >"$tmp/$phase"; done
        sort -u "$tmp/before" "$tmp/after" >"$tmp/both"
        sort -u "$tmp/overlay" >"$tmp/all"
        [ -s "$tmp/before" ] && [ -s "$tmp/after" ] && cmp -s "$tmp/both" "$tmp/all"
        ok $? "$scenario $how: before and after are the overlay, each unit at its place"
    done
    draw before "$model" "$scenario" --all --phase before --break none --page A0
    [ "$(places before | wc -l)" -eq "$(units "$model")" ]
    ok $? "$scenario: what is drawn as before is the model"
    draw after "$model" "$scenario" --all --phase after --break none --page A0
    [ "$(places after | wc -l)" -eq "$(units "$model" --scenario "$scenario")" ]
    ok $? "$scenario: what is drawn as after is the model with the scenario"

    # What the legend counts is what compare lists.
    draw overlay "$model" "$scenario" --break none --page A0 --lang en
    "$JINGWEI" compare "$model" "$scenario" -q --format json >"$tmp/compare"
    told=$(sed -n 's/.*label="[a-z -]* → [a-z -]* \([0-9]*\)[\\"].*/\1/p' "$tmp/overlay.dot" | awk '{ n += $1 } END { print n + 0 }')
    flips=$(sed -n '/"flips"/,$p' "$tmp/compare" | grep -c '"to":')
    [ "$told" -eq "$flips" ]
    ok $? "$scenario: $flips targets change their status"
    told=$(sed -n 's/.*label="added \([0-9]*\).*/\1/p' "$tmp/overlay.dot")
    [ "${told:-0}" -eq "$(grep -c '"change": "add", "what": "unit"' "$tmp/compare")" ]
    ok $? "$scenario: ${told:-no} units are new"
done

# One of everything.
cat >"$tmp/model.json" <<'EOF'
{ "jingwei": 1, "name": "m", "lang": "en", "units": [
  { "id": "r", "kind": "core", "name": "root" },
  { "id": "a", "kind": "block", "name": "alpha", "under": "r" }, { "id": "b", "kind": "block", "name": "beta", "under": "r" },
  { "id": "p", "kind": "pool", "name": "pool", "under": "r", "capacity": 1 },
  { "id": "x", "kind": "association", "name": "mover", "under": "a", "members": 3 },
  { "id": "y", "kind": "association", "name": "goner", "under": "a" },
  { "id": "z", "kind": "association", "name": "former", "under": "b", "members": 4 },
  { "id": "loose", "kind": "association", "name": "stray" } ] }
EOF
cat >"$tmp/reform.json" <<'EOF'
{ "jingwei": 1, "scenario": "reform", "base": "model.json", "changes": [
  { "add": { "id": "n", "kind": "branch", "name": "newcomer", "under": "b" } }, { "remove": "y" },
  { "move": "x", "under": "b" }, { "form": "branch", "where": { "id": "z" } },
  { "set": { "members": 5 }, "where": { "id": "z" } },
  { "send": { "from": "p", "where": { "id": "loose" } } } ] }
EOF
has() { LC_ALL=C sed 's/\xc2\xa0/ /g' "$tmp/one.dot" | grep -qF -- "$1"; ok $? "says “$1”"; }
draw one "$tmp/model.json" "$tmp/reform.json"
ok $? 'one of everything'
for words in 'added 1' 'removed 1' 'moved here 2' 'was here 2' 'changed 1' 'work only → full 1' 'none → work only 1' \
    '→ beta' '← alpha' '← not attached' 'none→branch' 'members 4→5' '2→0' '1→3' \
    'organization rate 0.00 → 33.33 % ▲' 'branch +2' '2 moved'; do has "$words"; done
# What moves with what is below it has as many below it at either place.
sed 's/"id": "x", \(.*\) "under": "a"/"id": "x", \1 "under": "mid"/; s/{ "id": "p"/{ "id": "mid", "kind": "branch", "name": "mid", "under": "a" }, &/' \
    "$tmp/model.json" >"$tmp/deep.json"
sed 's/"move": "x"/"move": "mid"/' "$tmp/reform.json" >"$tmp/deep-reform.json"
draw one "$tmp/deep.json" "$tmp/deep-reform.json"
[ "$(LC_ALL=C sed 's/\xc2\xa0/ /g' "$tmp/one.dot" | grep -c 'branch · 1[^0-9→]')" -eq 2 ]
ok $? 'a unit that moves keeps its number'
draw one "$tmp/model.json" "$tmp/reform.json" --phase before
has 'before · organization rate 0.00 %'
grep -qE 'newcomer|→ |added' "$tmp/one.dot"
[ $? -eq 1 ]
ok $? 'before: nothing of what comes'
draw one "$tmp/model.json" "$tmp/reform.json" --phase after
grep -qE 'goner|→ |removed' "$tmp/one.dot"
[ $? -eq 1 ]
ok $? 'after: nothing of what went'
"$JINGWEI" draw "$tmp/model.json" --diff --against "$tmp/reform.json" -q -o "$tmp/one.dot"
has 'organization rate 33.33 → 0.00 % ▼'
has 'added 1'
"$JINGWEI" convert "$tmp/model.json" --scenario "$tmp/reform.json" "$tmp/then.json" -q
"$JINGWEI" draw "$tmp/then.json" --diff --against "$tmp/model.json" -q --title m -o "$tmp/two.dot"
"$JINGWEI" draw "$tmp/model.json" --scenario "$tmp/reform.json" --diff -q --title m -o "$tmp/one.dot"
cmp -s "$tmp/one.dot" "$tmp/two.dot"
ok $? 'another model is as good as a scenario'
"$JINGWEI" draw "$tmp/model.json" --diff --against "$tmp/model.json" -q -o "$tmp/one.dot"
has 'unchanged 8'

usage() { # CODE OPTIONS…
    code=$1; shift
    "$JINGWEI" draw "$tmp/model.json" -q "$@" -o "$tmp/none.dot" >/dev/null 2>&1
    [ $? -eq "$code" ] && [ ! -e "$tmp/none.dot" ]
    ok $? "exit $code: $*"
}
usage 2 --diff
usage 2 --phase after
usage 2 --against "$tmp/then.json"
usage 2 --diff --scenario "$tmp/reform.json" --phase never
usage 2 --diff --scenario "$tmp/reform.json" --all --changes-only
usage 2 --diff --scenario "$tmp/reform.json" --layout layered
usage 3 --diff --against "$tmp/none.json"
echo "1..$count"
