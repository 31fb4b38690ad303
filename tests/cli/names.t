#!/bin/sh
# Every name of random trees is found in the text of the PDF, white space left out: deep chains, stars, one leaf a
# level, bushes; names of 1 to 60 characters in Chinese, Latin, both with digits, and Hebrew; lists, boxes, upright.
. tests/cli/tap.sh

# SEED: the model to standard output, its names to standard error.
tree() {
    LC_ALL=C.UTF-8 perl -CSDA -Mutf8 -e '
        my $seed = shift; srand($seed);
        my @alphabets = map { [split //] } "深圳市观湖电子行业协会商会联合党支部促进", "ABCDEFGHabcdefghijklmnop",
            "深圳（）、0123456789·协会Science", "שלוםארגון";
        my ($shape, @units) = ($seed % 6);
        my $n = (60, 300, 50, 120, 200, 1)[$shape];
        for my $i (0 .. $n) {
            my $letters = $alphabets[int rand @alphabets];
            my $length = rand() < 0.15 ? 1 + int rand 60 : 4 + int rand 9;
            my $name = join "", map { $letters->[rand @$letters] } 1 .. $length;
            $name =~ s/(.{5,9})(?=[A-Za-z]{3})/$1 /g if $name =~ /^[A-Za-z]+$/; # words of a length that names have
            my $above = $shape == 0 ? $i - 1 : $shape == 1 ? 0 : $shape == 2 ? ($i % 2 ? $i - 1 : $i > 1 ? $i - 2 : 0)
                : $shape == 3 ? int rand $i : $i < 9 ? 0 : 1 + int rand 8;
            my $kind = $i == 0 ? "core" : $i < 9 ? "block" : "association";
            push @units, sprintf q({"id":"u%d","kind":"%s","name":"%s"%s}), $i, $kind, $name,
                $i ? qq(,"under":"u$above") : "";
            $name =~ s/\s//g;
            print STDERR "$name\n";
        }
        print "{\"jingwei\":1,\"name\":\"t\",\"units\":[", join(",", @units), "]}"' "$1"
}

for seed in $(seq 0 29); do
    tree "$seed" >"$tmp/model.json" 2>"$tmp/names"
    case $((seed / 6)) in
        0) how='' ;; 1) how='--leaves boxes --page A3' ;; 2) how='--leaves vertical' ;; 3) how='--page slide' ;;
        4) how='--break level:1 --page A5' ;;
    esac
    "$JINGWEI" draw "$tmp/model.json" -q $how -o "$tmp/chart.pdf" 2>"$tmp/errors" &&
        pdftotext -raw "$tmp/chart.pdf" - | LC_ALL=C.UTF-8 perl -CS -0pe 's/[\s\x{202a}-\x{202e}\x{200e}\x{200f}]//g' >"$tmp/text"
    [ $? -eq 0 ] && LC_ALL=C sort -u "$tmp/names" | while read -r name; do
        grep -qF -- "$name" "$tmp/text" || echo "# missing: $name"
    done >"$tmp/missing"
    cat "$tmp/errors" "$tmp/missing"
    [ ! -s "$tmp/missing" ] && [ ! -s "$tmp/errors" ] && [ -s "$tmp/names" ]
    ok $? "every name of tree $seed ($how)"
    rm -f "$tmp/missing" "$tmp/chart.pdf"
done
echo "1..$count"
