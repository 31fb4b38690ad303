#!/bin/sh
# A renderer that fails in the middle of a chart: exit 4, one message, no file, no leftovers, nothing still running.
. tests/cli/tap.sh
model=tests/data/audit/model.json
RENDER=${JINGWEI_RENDER:-$(dirname "$JINGWEI")/jingwei-render}
case $RENDER in /*) ;; *) RENDER=$PWD/$RENDER ;; esac
mkdir "$tmp/out"

# The renderer is a script; the file that was there before stays.
fails() { # NAME CODE BODY
    printf '#!/bin/sh\n%s\n' "$3" >"$tmp/renderer"
    chmod +x "$tmp/renderer"
    echo old >"$tmp/out/kept.pdf"
    for file in chart.pdf chart.svg kept.pdf; do
        JINGWEI_RENDER=$tmp/renderer timeout 60 "$JINGWEI" draw $model -q --lang en -o "$tmp/out/$file" >"$tmp/said" 2>"$tmp/err"
        is 4 $? "$1: $file ends with 4"
        is 1 "$(wc -l <"$tmp/err" | tr -d ' ')" "$1: one message"
        grep -qF "[$2]" "$tmp/err"; ok $? "$1: $2"
        [ ! -s "$tmp/said" ]; ok $? "$1: nothing on standard output"
    done
    is kept.pdf "$(ls -A "$tmp/out")" "$1: no file"
    is old "$(cat "$tmp/out/kept.pdf")" "$1: the old file as it was"
}
# The first two requests, `start` and `measure`, go to the real renderer, which is then told no more.
measures="{ read -r a; read -r b; printf '%s\\n%s\\n' \"\$a\" \"\$b\"; } | '$RENDER'; "
fails 'dies at once' renderer-crashed 'exit 3'
fails 'dies when asked' renderer-crashed 'read -r a; read -r b; kill -SEGV $$'
fails 'garbage for sizes' renderer-answer 'read -r a; read -r b; echo garbage'
fails 'half an answer' renderer-answer "read -r a; read -r b; printf '{\"texts\":[[1'"
fails 'dies between' renderer-crashed "${measures}kill -ABRT \$\$"
fails 'ends between' renderer-answer "${measures}exit 0"
fails 'dies while drawing' renderer-crashed "${measures}read -r c; printf 'jingwei-render 1\\n99999\\n%%PDF-1.7'; kill -SEGV \$\$"
fails 'stops while drawing' renderer-answer "${measures}cat >/dev/null; printf 'jingwei-render 1\\n99999\\n%%PDF-1.7'"
fails 'garbage for a chart' renderer-answer "${measures}cat >/dev/null; echo garbage"
fails 'an empty chart' renderer-answer "${measures}cat >/dev/null; printf 'jingwei-render 0\\n'"

# The renderer is started before the model is read; where that cannot be read, it ends.
printf '#!/bin/sh\necho $$ >"%s"\nexec sleep 60\n' "$tmp/pid" >"$tmp/renderer"
timeout 20 env JINGWEI_RENDER="$tmp/renderer" "$JINGWEI" draw "$tmp/no-such.json" -q -o "$tmp/out/chart.pdf" 2>"$tmp/err"
is 3 $? 'no model: ends with 3, not when the renderer does'
[ ! -s "$tmp/pid" ] || ! kill -0 "$(cat "$tmp/pid")" 2>/dev/null; ok $? 'no model: the renderer is gone'
echo "1..$count"
