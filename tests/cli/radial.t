#!/bin/sh
# The layout radial as users see it, from 10 units to 731: every name is there, all on the page, none under the
# least type; what does not fit is on pages of its own; the same whatever the order of the rows.
. tests/cli/tap.sh

pages() { pdfinfo "$1" | awk '/^Pages:/ { print $2 }'; }

# The smallest type of names of associations: a word of n Chinese characters that is n times its type wide.
smallest() { # PDF
    pdftotext -bbox "$1" - | LC_ALL=C.UTF-8 perl -CS -ne '
        use utf8; next unless /xMin="([\d.]+)".*xMax="([\d.]+)".*?>(\p{Han}{2,}(?:协|商|联合|促进|研究)会)</;
        my $size = ($2 - $1) / length $3;
        $least = $size if !defined $least || $size < $least;
        END { printf "%.2f\n", $least // 0 }'
}
at_least() { awk -v found="$1" -v wanted="$2" 'BEGIN { exit !(found >= wanted) }'; }

# Every name, white space left out.
has_names() { # PDF
    pdftotext -raw "$1" - | tr -d ' \n\f' >"$tmp/text"
    while read -r unit; do grep -qF "$unit" "$tmp/text" || echo "$unit"; done <"$tmp/names" >"$tmp/missing"
    sed 's/^/# missing: /' "$tmp/missing"
    [ -s "$tmp/names" ] && [ ! -s "$tmp/missing" ]
}
on_page() { # PDF
    pdftotext -bbox "$1" - | awk -F'"' '
        /<page/ { width = $2; height = $4 }
        /<word/ { words++; if ($2 < 0 || $4 < 0 || $6 > width || $8 > height) beyond++ }
        END { exit !(words > 20 && !beyond) }'
}

check() { # NAME PAGES-AT-MOST OPTIONS
    name=$1
    "$JINGWEI" draw "$model" -q --layout radial $3 -o "$tmp/chart.pdf" 2>"$tmp/errors"; ok $? "$name: drawn"
    sed 's/^/# /' "$tmp/errors"
    made=$(pages "$tmp/chart.pdf")
    [ "$made" -le "$2" ]; ok $? "$name: $made pages, $2 at most"
    has_names "$tmp/chart.pdf"; ok $? "$name: every name"
    on_page "$tmp/chart.pdf"; ok $? "$name: nothing beyond the page"
    size=$(smallest "$tmp/chart.pdf")
    at_least "$size" 6.99; ok $? "$name: type of $size points"
}

for size in 10:1 100:1 300:5 731:10; do
    n=${size%:*} most=${size#*:}
    "$GEN_REGISTER" "$n" "$tmp/g$n" >/dev/null
    model=$tmp/g$n/model.json
    awk -F, 'FNR > 1 { print $3 }' "$tmp/g$n/associations.csv" "$tmp/g$n/units.csv" | sort -u >"$tmp/names"
    check "$n on A4" "$most"
    check "$n on A3, in English and black" "$most" '--page A3 --lang en --theme mono'
    "$GEN_REGISTER" "$n" "$tmp/s$n" --shuffle >/dev/null
    "$JINGWEI" draw "$tmp/s$n/model.json" -q --layout radial --page A3 --lang en --theme mono -o "$tmp/shuffled.pdf"
    ! cmp -s "$tmp/g$n/associations.csv" "$tmp/s$n/associations.csv" && cmp -s "$tmp/chart.pdf" "$tmp/shuffled.pdf"
    ok $? "$n: the same chart of shuffled rows"
done

# The last of these, cut as asked.
"$JINGWEI" draw "$model" -q --layout radial -o "$tmp/chart.pdf"
pdftotext -raw -l 1 "$tmp/chart.pdf" - | grep -q '目录'; ok $? 'contents come first'
pdftotext -raw -f 2 -l 2 "$tmp/chart.pdf" - | tr -d ' \n\f' | grep -q '见第[0-9]*页'; ok $? 'stubs name their pages'
"$JINGWEI" draw "$model" -q --layout radial --break none --page A3 -o "$tmp/one.pdf"
[ "$(pages "$tmp/one.pdf")" = 1 ]; ok $? '--break none keeps it on one page'
has_names "$tmp/one.pdf"; ok $? 'with every name'
"$JINGWEI" draw "$model" -q --layout radial --min-type 9 -o "$tmp/nine.pdf"
at_least "$(smallest "$tmp/nine.pdf")" 8.99 && [ "$(pages "$tmp/nine.pdf")" -gt "$(pages "$tmp/chart.pdf")" ]
ok $? '--min-type 9 takes more pages'
"$JINGWEI" draw "$model" -q --layout radial --break level:1 -o "$tmp/level.pdf"
[ "$(pages "$tmp/level.pdf")" -gt 20 ]; ok $? '--break level:1 gives each unit below the root a page'

longhua=models/longhua/model.json
"$JINGWEI" draw $longhua -q --layout radial -o "$tmp/longhua.pdf" && [ "$(pages "$tmp/longhua.pdf")" = 1 ]
ok $? 'Longhua is one page of A4'
"$JINGWEI" draw $longhua -q --layout radial --focus block-民治 -o "$tmp/focus.pdf" &&
    [ "$(pages "$tmp/focus.pdf")" = 1 ]
ok $? 'round a focus it is a net'
"$JINGWEI" draw $longhua -q --layout radial --collapse role=target --lang en -o "$tmp/counts.pdf"
pdftotext -raw "$tmp/counts.pdf" - | tr -d ' \n' | grep -q 'association:15'; ok $? 'counts stand for units'
echo "1..$count"
