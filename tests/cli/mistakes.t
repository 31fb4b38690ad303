#!/bin/bash
# Kinds of mistake: each gets one clear message with its place and exit 3 (check lists it and exits 1), in bounded time
# and memory.
JINGWEI=${JINGWEI:-build/jingwei}
case $JINGWEI in /*) ;; *) JINGWEI=$PWD/$JINGWEI ;; esac
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
count=0
# Sanitizers reserve address space without end; elsewhere a runaway allocation must fail the test.
[ -n "${SANITIZE:-}" ] || ulimit -v 2000000

ok() { # STATUS NAME
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then echo "ok $count - $2"; else echo "not ok $count - $2"; sed 's/^/# /' err out 2>/dev/null | head -20; fi
}

# NAME CODE PLACE WORDS: model.json is the mistake. PLACE begins the message; WORDS (may be empty) stand in it.
mistake() {
    local name=$1 code=$2 place=$3 words=$4 status=0
    timeout 20 "$JINGWEI" cover "${model:-model.json}" --lang en >out 2>err </dev/null; local exit=$?
    [ $exit -eq 3 ] || { status=1; echo "# exit $exit" >>err; }
    [ -s out ] && status=1
    [ "$(grep -c ': error: ' err)" -eq 1 ] || status=1
    grep -qF -- "$place: error: " err || status=1
    grep -qF -- "[$code]" err || status=1
    grep -qF -- "$words" err || status=1
    timeout 20 "$JINGWEI" check "${model:-model.json}" --format json >out 2>>err </dev/null
    [ $? -eq 1 ] || status=1
    grep -q "\"code\": \"$code\"" out || status=1
    ok $status "$name"
}

# The lines of a model's middle: units from standard input.
units() { { printf '{ "jingwei": 1,\n  "units": [\n'; cat; printf '] }\n'; } >model.json; }
whole() { cat >model.json; }
# A model with a register of these rows behind the header id,name,members,kind.
register() {
    { printf 'id,name,members,kind\n'; cat; } >r.csv
    whole <<'J'
{ "jingwei": 1,
  "units": [{ "id": "lh", "kind": "core" }],
  "registers": [{ "file": "r.csv", "id": "id", "name": "name", "kind": { "column": "kind", "map": { "协会": "association" } },
    "attributes": { "members": "members" }, "links": [] }] }
J
}

units <<'J'
{ "id": "a", "kind": "assocation" }
J
mistake 'unknown kind' unknown-kind 'model.json:3:22' 'association'
units <<'J'
{ "id": "lh", "kind": "core" }, { "id": "b", "kind": "block", "under": "lj" }
J
mistake 'missing parent' unknown-unit 'model.json:3:72' 'lj'
units <<'J'
{ "id": "a", "kind": "block" },
{ "id": "a", "kind": "block" }
J
mistake 'duplicate id' duplicate-id 'model.json:4:9' 'model.json:3'
units <<'J'
{ "id": "a", "kind": "block", "under": "a" }
J
mistake 'a unit under itself' self-link 'model.json:3:40' ''
units <<'J'
{ "id": "a", "kind": "block", "id": "b" }
J
mistake 'duplicate key' json-duplicate-key 'model.json:3:31' '“id”'
units <<'J'
{ "id": "a", "kind": "association", "members": 1e999 }
J
mistake '1e999' json-number-range 'model.json:3:48' '1e999'
units <<'J'
{ "id": "a", "kind": "association", "members": 2.5 }
J
mistake 'half a member' not-an-integer 'model.json:3:48' '2.5'
units <<'J'
{ "id": "a", "kind": "association", "members": -1 }
J
mistake 'fewer than no members' out-of-range 'model.json:3:48' '≥ 0'
units <<'J'
{ "id": "a", "kind": "association", "organization": "brunch" }
J
mistake 'a form that is none' bad-value 'model.json:3:53' 'branch'
units <<'J'
{ "id": "a", "kind": "association", "memebers": 3 }
J
mistake 'unknown attribute' unknown-attribute 'model.json:3:37' 'members'
units <<'J'
{ "id": 7, "kind": "association" }
J
mistake 'an id that is a number' wrong-type 'model.json:3:9' ''
units <<'J'
{ "kind": "association" }
J
mistake 'no id' missing-key 'model.json:3:1' 'id'
units <<'J'
{ "id": "a", "kind": "block" },
J
mistake 'a comma too many' json-syntax 'model.json:4:1' ']'
units <<'J'
{ “id”: "a" }
J
mistake 'quotation marks of a word processor' json-syntax 'model.json:3:3' '“'
whole <<'J'
{ "jingwei": 2 }
J
mistake 'another version' unsupported-version 'model.json:1:14' 'only 1'
whole <<'J'
{ "jingwei": 1, "unit": [] }
J
mistake 'unknown key' json-unknown-key 'model.json:1:17' 'units'
whole <<'J'
{ "jingwei": 1 } {}
J
mistake 'text after the end' json-trailing-text 'model.json:1:18' '{'
whole <<'J'
{ "jingwei": 1, "units": [{ "id": "a\u0000b", "kind": "block" }] }
J
mistake 'NUL' json-nul 'model.json:1:37' ''
whole <<'J'
{ "jingwei": 1, "name": "\ud83d" }
J
mistake 'half a surrogate pair' json-surrogate 'model.json:1:26' ''
printf '{ "jingwei": 1,\n "name": "\xb9\xdb\xba" }' >model.json
mistake 'GBK bytes in JSON' json-utf8 'model.json:2:11' 'UTF-8'
whole <<'J'
{ "jingwei": 1, "units": [{ "id": "a", "kind": "block" }, { "id": "b", "kind": "block" }],
  "links": [{ "kind": "lead", "from": "a", "to": "b" }] }
J
mistake 'unknown kind of link' unknown-link-kind 'model.json:2:23' 'leads'
whole <<'J'
{ "jingwei": 1, "units": [{ "id": "a", "kind": "block" }],
  "links": [{ "kind": "leads", "from": "a", "to": "a" }] }
J
mistake 'a link to itself' self-link 'model.json:2:13' ''
whole <<'J'
{ "jingwei": 1, "attach": [{ "to": { "knd": "core" }, "link": "backstops" }] }
J
mistake 'unknown key of a selector' unknown-key 'model.json:1:45' 'kind'
whole <<'J'
{ "jingwei": 1, "facts": [{ "figure": "population.knwn", "value": 5 }] }
J
"$JINGWEI" check model.json --lang en >out 2>err
[ $? -eq 1 ] && grep -q 'population.known' out; ok $? 'a fact about an unknown figure'

printf '{ "jingwei": 1, "x": %s' "$(head -c 5000 /dev/zero | tr '\0' '[')" >model.json
mistake '5,000 levels of nesting' json-depth 'model.json:1:85' '64'

register <<'C'
A1,甲协会,3,协会
A2,乙协会,4,协会
A3,丙协会,5,协会
A4,丁协会,6,协会
A5,戊协会,7,协会
A6,己协会,12人,协会
C
mistake 'a bad number in row 7' not-an-integer 'r.csv:7' '12人'
register <<'C'
A1,甲协会,3,商会
C
mistake 'a value missing from a map' missing-from-map 'r.csv:2' '商会'
register <<'C'
A1,甲协会,3,协会
A1,乙协会,3,协会
C
mistake 'an id twice in a register' duplicate-id 'r.csv:3' 'A1'
register <<'C'
A1,甲协会,3
C
mistake 'a short row' short-row 'r.csv:2' '3'
register <<'C'
A1,"甲协会,3,协会
C
mistake 'a quotation mark that is not closed' unclosed-quote 'r.csv:2' ''
register <<'C'
A1,甲协会,3,协会
C
sed -i 's/"id": "id"/"id": "编号"/' model.json
mistake 'an absent column' absent-column 'model.json:3:42' '编号'
printf 'id,name,members,kind\nA1,\xbc\xd7\xd0,3,\xd0\xad\xbb\xe1\n' >r.csv
sed -i 's/"id": "编号"/"id": "id"/' model.json
mistake 'GBK bytes cut in half' bad-encoding 'r.csv:2:5' 'GB18030'
rm r.csv
mistake 'no such register' named-file-missing 'model.json:3:27' 'r.csv'
mkfifo r.csv
mistake 'a FIFO instead of a register' file-not-regular 'r.csv' ''
rm r.csv

whole <<'J'
{ "jingwei": 1, "include": ["model.json"] }
J
mistake 'an include of itself' include-loop 'model.json:1:29' 'model.json'
echo '{ "jingwei": 1, "include": ["model.json"] }' >b.json
echo '{ "jingwei": 1, "include": ["b.json"] }' >model.json
mistake 'an include loop' include-loop 'b.json:1:29' 'b.json'
echo '{ "jingwei": 1, "include": ["../../etc/passwd"] }' >model.json
mistake 'a file outside' outside-directory 'model.json:1:29' '../../etc/passwd'
ln -s /etc/passwd inside.json
echo '{ "jingwei": 1, "include": ["inside.json"] }' >model.json
mistake 'a link to outside' outside-directory 'model.json:1:29' 'inside.json'
model=.
mistake 'a directory instead of a file' file-not-regular '.' 'directory'
model=fifo
mkfifo fifo
mistake 'a FIFO instead of a file' file-not-regular 'fifo' 'pipe'
model=nowhere.json
mistake 'no such file' file-missing 'nowhere.json' ''
model=spaces.json
truncate -s 3G spaces.json # NULs, sparse: size is refused before a byte is read
mistake '3 GB' file-too-large 'spaces.json' ''
yes ' ' | tr -d '\n' | head -c 104857600 >spaces.json
mistake '100 MB of spaces' json-syntax 'spaces.json:1:104857601' 'end of the file'
model=model.json
: >model.json
mistake 'an empty file' json-syntax 'model.json:1:1' ''

# A street that matches no block is a warning with the nearest name; the model loads.
whole <<'J'
{ "jingwei": 1, "units": [{ "id": "lh", "kind": "core" }, { "id": "g", "kind": "block", "under": "lh", "street": "观湖" },
    { "id": "a", "kind": "association", "street": "观湖街道" }],
  "attach": [{ "to": { "kind": "block" }, "by": "street", "link": "guides" }] }
J
"$JINGWEI" check model.json --lang en >out 2>err
[ $? -eq 0 ] && grep -q '观湖街道.*观湖' out && grep -q 'unmatched-by' out; ok $? 'a street that matches no block is a warning'
echo "1..$count"
