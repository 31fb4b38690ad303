#!/bin/sh
# jingwei-render alone: what it refuses, what it draws, and that a page is exactly as large as it was told.
. tests/cli/tap.sh
RENDER=${JINGWEI_RENDER:-$(dirname "$JINGWEI")/jingwei-render}
family='Noto Sans CJK SC,Microsoft YaHei,PingFang SC,sans-serif'

# A request of one page of 300 x 200 points with this graph (as JSON text) and further members.
request() { # FORMAT GRAPH [MORE] [PAGE-MORE]
    printf '{"jingwei-render":1,"task":"render","format":"%s","family":"%s","language":"zh-cn"%s,' "$1" "$family" "$3"
    printf '"pages":[{"width":300,"height":200,"scale":3,"graph":"%s"%s}]}' "$2" "$4"
}
graph() { # NODE-ATTRIBUTES: a node in the middle
    printf 'digraph { graph [pad=0 notranslate=true] node [shape=box fixedsize=shape width=3 height=1 label=\\"\\"] '
    printf 'a [pos=\\"450,300\\" %s] }' "$1"
}

# It ends with 1, nothing on standard output, and one JSON line with this code.
refuses() { # NAME CODE; the request is in $tmp/in
    "$RENDER" <"$tmp/in" >"$tmp/out" 2>"$tmp/err"
    status=$?
    [ $status -eq 1 ] && [ ! -s "$tmp/out" ] && [ "$(wc -l <"$tmp/err")" -eq 1 ] && grep -q "^{\"code\":\"$2\"" "$tmp/err"
    code=$?
    [ $code -eq 0 ] || sed 's/^/# /' "$tmp/err"
    ok $code "refuses $1"
}
while IFS='|' read -r name attributes; do
    request pdf "$(graph "$attributes")" >"$tmp/in"
    refuses "$name" bad-request
done <<'ROWS'
an HTML label|label=<b>
a label with an entity|label=\"&lt;\"
a label with a number entity|label=\"&#20250;\"
a label with \G|label=\"\\G\"
an image|image=\"/etc/passwd\"
a shape file|shapefile=\"/etc/passwd\"
a record|shape=record
a huge font|fontsize=1e7
a font size that is no number|fontsize=nan
a javascript link|URL=\"javascript:x\"
a file link|URL=\"file:///etc/passwd\"
a link that cairo would abort on|URL=\"http://a'b\"
an unknown attribute|postaction=\"x\"
a name with markup|]; \"<x>\" [pos=\"1,1\"
ROWS
request pdf 'digraph { a [label' >"$tmp/in"; refuses 'half a graph' bad-request
request pdf '' >"$tmp/in"; refuses 'no graph' bad-request
request pdf 'digraph { a [label=\"x\"] }' >"$tmp/in"; refuses 'a node without a place' layout-failed
request pdf "$(graph 'label=\"͸\"')" >"$tmp/in"; refuses 'a character without a glyph' missing-glyph
request gif "$(graph '')" >"$tmp/in"; refuses 'an unknown format' bad-request
request pdf "$(graph '')" ',"extra":1' >"$tmp/in"; refuses 'an unknown key' bad-request
request pdf "$(graph '')" ',"dpi":"150"' >"$tmp/in"; refuses 'a wrong type' bad-request
request pdf "$(graph '')" | sed 's/"width":300/"width":1e9/' >"$tmp/in"; refuses 'a huge page' bad-request
request pdf "$(graph '')" ',"meta":{"date":"2023-13-01"}' >"$tmp/in"; refuses 'a day that does not exist' bad-request
printf '' >"$tmp/in"; refuses 'nothing' bad-request
printf '{}' >"$tmp/in"; refuses 'an empty object' bad-request
printf '{"jingwei-render":1} x' >"$tmp/in"; refuses 'text after the request' bad-request
printf '\377' >"$tmp/in"; refuses 'bytes that are not UTF-8' bad-request
request png "$(graph '')" ',"dpi":2400' '' | sed 's/"width":300/"width":14000/' >"$tmp/in"; refuses 'too many pixels' limit

# A page may stand behind the line that says how long it is, where pages follow the request; not in one with them.
follow() { # MORE PAGE GRAPH
    printf '{"jingwei-render":1,"task":"render","format":"pdf","family":"%s","language":"zh-cn","follow":1%s}\n' "$family" "$1"
    printf '{"width":300,"height":200,"scale":3%s}\n%s' "$2" "$3"
}
behind=$(graph 'label=\"龙华\"' | sed 's/\\"/"/g')
bytes=$(printf '%s' "$behind" | wc -c)
follow '' ",\"graph_bytes\":$bytes" "$behind" | "$RENDER" >"$tmp/out"; ok $? 'draws a page behind its line'
follow '' ",\"graph_bytes\":$((bytes + 1))" "$behind" >"$tmp/in"; refuses 'a page that is shorter than its line says' bad-request
follow '' ",\"graph_bytes\":$((bytes - 1))" "$behind" >"$tmp/in"; refuses 'half of a page' bad-request
follow '' ",\"graph_bytes\":$bytes,\"graph\":\"digraph {}\"" "$behind" >"$tmp/in"; refuses 'a page told twice' bad-request
follow '' ',"graph_bytes":1e99' "$behind" >"$tmp/in"; refuses 'a page without end' bad-request
follow '' ',"graph_bytes":9' "$(printf 'digraph\001')" >"$tmp/in"; refuses 'control characters behind a line' bad-request
request pdf "$(graph '')" '' ',"graph_bytes":2' >"$tmp/in"; refuses 'a page that cannot be behind its line' bad-request

# Fonts are cut down to the characters that the request names; one that it forgot, or a whole request that names none, is
# drawn all the same.
if command -v pdffonts >/dev/null; then
    pdf_of() { # MORE
        follow "$1" ",\"graph_bytes\":$bytes" "$behind" | "$RENDER" | tail -n +3 >"$tmp/$2.pdf"
        pdffonts "$tmp/$2.pdf" | tail -n +3 | wc -l | tr -d ' '
    }
    is 1 "$(pdf_of ',"characters":"华龙","bold_characters":""' named)" 'one font for the characters named'
    is 1 "$(pdf_of ',"characters":"龙"' half)" 'the whole font for a text with a character that was forgotten'
    is 1 "$(pdf_of '' none)" 'the whole font where none is named'
    for name in named half none; do
        is 龙华 "$(pdftotext -raw "$tmp/$name.pdf" - | head -n 1)" "$name: the text can be taken out"
        pdftoppm -r 100 "$tmp/$name.pdf" >"$tmp/$name.ppm"
    done
    cmp -s "$tmp/none.ppm" "$tmp/named.ppm"; ok $? 'named: looks as with the whole font'
    cmp -s "$tmp/none.ppm" "$tmp/half.ppm"; ok $? 'half: looks as with the whole font'
fi

# What is drawn later lies above, though boxes of one look are drawn together where nothing is between them: red, blue over
# it, red over the blue, with red, blue and red again beside them.
if command -v pdftoppm >/dev/null; then
    box='style=filled color=\"#ff0000\" fillcolor=\"#ff0000\"'
    over='style=filled color=\"#0000ff\" fillcolor=\"#0000ff\"'
    request pdf "digraph { graph [pad=0 notranslate=true] node [shape=box fixedsize=shape width=1 height=1 label=\\\"\\\"]
        a [pos=\\\"100,300\\\" $box] b [pos=\\\"130,300\\\" $over] c [pos=\\\"160,300\\\" $box]
        d [pos=\\\"400,300\\\" $box] e [pos=\\\"430,300\\\" $over] f [pos=\\\"460,300\\\" $box] }" | tr '\n' ' ' |
        "$RENDER" | tail -n +3 >"$tmp/over.pdf"
    colour() { # X in units: at the middle of the page
        pdftoppm -r 216 -x "$1" -y 300 -W 1 -H 1 "$tmp/over.pdf" | tail -c 3 | od -An -tx1 | tr -d ' '
    }
    is 'ff0000 0000ff ff0000' "$(colour 70) $(colour 110) $(colour 160)" 'later boxes lie above'
    is 'ff0000 0000ff ff0000' "$(colour 370) $(colour 410) $(colour 460)" 'and so do those beside them'
    is ff0000 "$(colour 140)" 'where three lie over each other, the last'
fi

# A text has the size and weight of the one before, unless it tells others.
printf '{"jingwei-render":1,"task":"measure","family":"%s","language":"zh-cn","texts":[%s]}\n' "$family" \
    '{"text":"会","size":20},{"text":"会"},{"text":"A","bold":true},{"text":"A"},{"text":"A","size":10,"bold":false}' |
    "$RENDER" >"$tmp/out"
is '{"texts":[[20.00,22.00],[20.00,22.00],[12.82,22.00],[12.82,22.00],[6.08,11.00]]}' "$(cat "$tmp/out")" 'measures by the look before'
printf '{"jingwei-render":1,"task":"measure","family":"%s","language":"zh-cn","texts":[{"text":"会"}]}\n' "$family" >"$tmp/in"
refuses 'a first text without a size' bad-request

# What a name says of a style is read here if its last family is a generic one, else by Pango: to the same effect.
for style in '' ' Bold'; do
    for family_list in "Noto Sans CJK SC,sans-serif" "Noto Sans CJK SC,sans-serif,Noto Sans CJK SC"; do
        printf '{"jingwei-render":1,"task":"measure","family":"%s","language":"zh-cn","texts":[%s]}\n' "$family_list$style" \
            '{"text":"会Wi1","size":20},{"text":"会Wi1","bold":true}' | "$RENDER"
    done >"$tmp/out"
    [ "$(wc -l <"$tmp/out")" -eq 2 ] && [ "$(sort -u "$tmp/out" | wc -l)" -eq 1 ]; ok $? "a name read both ways$style"
done

# With a font for Latin only, Chinese is refused with the package to install, and Latin is drawn.
latin=$(find /usr/share/fonts -name 'DejaVuSans.ttf' 2>/dev/null | head -n 1)
if [ -n "$latin" ]; then
    mkdir "$tmp/fonts" && cp "$latin" "$tmp/fonts"
    printf '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>' \
        "$tmp/fonts" "$tmp/cache" >"$tmp/fonts.conf"
    export FONTCONFIG_FILE="$tmp/fonts.conf"
    request pdf "$(graph 'label=\"、会\"')" >"$tmp/in"; refuses 'Chinese without a Chinese font' missing-font
    grep -q '"expected":"fonts-noto-cjk"' "$tmp/err"; ok $? 'and names the package'
    request pdf "$(graph 'label=\"abc\"')" | "$RENDER" >"$tmp/out" 2>/dev/null; ok $? 'draws Latin without one'
    unset FONTCONFIG_FILE
fi

# Two pages in every format: how many documents, and how large.
draw() { # FORMAT
    request "$1" "$(graph 'label=\"龙华 &amp; A\"')" ',"dpi":144,"meta":{"title":"图 <1>","date":"2023-06-30"}' \
        ',"label":"图一","bookmarks":[{"title":"第一页","level":1}]' |
        sed 's/"pages":\[\(.*\)\]}$/"pages":[\1,\1]}/' | "$RENDER" >"$tmp/answer"
}
documents() { head -n 1 "$tmp/answer"; }
first() { # the first document
    size=$(sed -n 2p "$tmp/answer")
    tail -n +3 "$tmp/answer" | head -c "$size"
}
draw pdf; ok $? 'draws PDF'
[ "$(documents)" = 'jingwei-render 1' ]; ok $? 'one PDF for all pages'
first >"$tmp/a.pdf"
if command -v pdfinfo >/dev/null; then
    pdfinfo "$tmp/a.pdf" >"$tmp/info"
    grep -q '^Pages: *2$' "$tmp/info"; ok $? 'two pages'
    grep -q '^Page size: *300 x 200 pts' "$tmp/info"; ok $? 'of 300 x 200 points'
    grep -q '^Title: *图 <1>$' "$tmp/info"; ok $? 'with its title'
    TZ=UTC pdfinfo "$tmp/a.pdf" | grep -q 'CreationDate: *Fri Jun 30 00:00:00 2023'; ok $? 'and the date that was given'
    [ "$(pdftotext -raw "$tmp/a.pdf" - | head -n 1)" = '龙华 & A' ]; ok $? 'text can be taken out'
    ! pdffonts "$tmp/a.pdf" | tail -n +3 | awk '{ if ($(NF-4) != "yes") exit 1 }'; [ $? -eq 1 ]; ok $? 'fonts are embedded'
fi
draw svg; ok $? 'draws SVG'
[ "$(documents)" = 'jingwei-render 2' ]; ok $? 'one SVG a page'
first >"$tmp/a.svg"
grep -q 'width="300.00pt" height="200.00pt" viewBox="[-0-9.]* [-0-9.]* 900.00 600.00"' "$tmp/a.svg"; ok $? 'of the right size'
grep -q '<title>图 &lt;1&gt;</title>' "$tmp/a.svg"; ok $? 'with a title'
grep -q '>龙华 &amp; A</text>' "$tmp/a.svg"; ok $? 'and its text as text'
[ "$(grep -c '<title>' "$tmp/a.svg")" -eq 1 ]; ok $? 'no names of nodes'
if command -v xmllint >/dev/null; then xmllint --noout "$tmp/a.svg"; ok $? 'well-formed'; fi
draw png; ok $? 'draws PNG'
first | od -An -tx1 -j16 -N8 | tr -d ' \n' | grep -q '^0000025800000190$'; ok $? 'of 600 x 400 pixels at 144 dpi'
draw dot; ok $? 'draws DOT'
first | grep -q 'label="龙华 &amp; A"'; ok $? 'with the label as it was written'
for format in pdf svg png dot; do
    draw $format; cp "$tmp/answer" "$tmp/one"
    LC_ALL=tr_TR.UTF-8 LANGUAGE=ja TZ=Asia/Shanghai GVBINDIR=/nonexistent HOME=/nonexistent draw $format
    cmp -s "$tmp/one" "$tmp/answer"; ok $? "the same $format in another environment"
done
# A page as the library writes it is read by plain.c; with one more space behind "digraph" by Graphviz's grammar: the same
# bytes in every format. The requests are those of charts of our own, taken down on their way to the renderer.
printf '#!/bin/sh\ntee "%s" | "%s"\n' "$tmp/request" "$RENDER" >"$tmp/scribe"; chmod +x "$tmp/scribe"
both_ways() { # NAME ARGUMENT…
    name=$1; shift
    JINGWEI_RENDER=$tmp/scribe "$JINGWEI" draw "$@" -q -o /dev/null --format pdf 2>"$tmp/err"; ok $? "$name: is drawn"
    sed -n '/"task":"render"/,$p' "$tmp/request" >"$tmp/plain"
    awk 'match($0, /"graph_bytes":[0-9]+/) {
            bytes = substr($0, RSTART + 14, RLENGTH - 14) + 1
            $0 = substr($0, 1, RSTART + 13) bytes substr($0, RSTART + RLENGTH)
        }
        { sub(/^digraph page \{/, "digraph  page {"); print }' "$tmp/plain" >"$tmp/other"
    ! cmp -s "$tmp/plain" "$tmp/other"; ok $? "$name: has plain pages"
    for format in pdf svg; do
        sed "s/\"format\":\"[a-z]*\"/\"format\":\"$format\"/" "$tmp/plain" | "$RENDER" >"$tmp/one" 2>"$tmp/err"
        sed "s/\"format\":\"[a-z]*\"/\"format\":\"$format\"/" "$tmp/other" | "$RENDER" >"$tmp/two" 2>"$tmp/err"
        [ -s "$tmp/one" ] && cmp -s "$tmp/one" "$tmp/two"; ok $? "$name: the same $format read both ways"
    done
}
both_ways longhua models/longhua/model.json
both_ways matrix models/longhua/model.json --layout matrix
both_ways radial models/longhua/model.json --layout radial
for seed in 1 2 3; do
    "$GEN_REGISTER" 300 "$tmp/g" --seed $seed >/dev/null
    both_ways "register $seed" "$tmp/g/model.json" --page A3
    rm -r "$tmp/g"
done

# Pango is opened late: only text that the first font lacks has need of it.
mkdir "$tmp/hollow"; : >"$tmp/hollow/$(grep -ao 'libpangocairo-[0-9.]*so[.0-9]*' "$RENDER" | head -n 1)"
printf 'id,name\na,龙华\nb,Alpha\n' >"$tmp/plain.csv"
LD_LIBRARY_PATH=$tmp/hollow "$JINGWEI" draw "$tmp/plain.csv" -q -o "$tmp/plain.pdf" 2>"$tmp/err"; ok $? 'no Pango, and no need of it'
printf 'id,name\na,مرحبا\n' >"$tmp/other.csv"
LD_LIBRARY_PATH=$tmp/hollow "$JINGWEI" draw "$tmp/other.csv" -q -o "$tmp/other.pdf" --lang en 2>"$tmp/err"
[ $? -eq 4 ] && grep -q '^error: the renderer lacks a part (.*libpangocairo.*); install libpangocairo' "$tmp/err"; ok $? 'no Pango to draw it with'

"$RENDER" --version | grep -q '^jingwei-render [0-9.]* (Graphviz [0-9.]*, cairo [0-9.]*, Pango [0-9.]*)$'; ok $? 'tells its version'
echo "1..$count"
