#!/bin/sh
# Draws the pages of this folder anew: sh docs/gallery/draw.sh, from the root of the repository, after make.
set -e
jingwei=${JINGWEI:-build/jingwei}
out=docs/gallery
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
draw() { # NAME MODEL OPTIONS…: one page
    name=$1 model=$2; shift 2
    "$jingwei" draw "models/$model" -q --dpi 60 "$@" -o "$out/$name.png"
}
pick() { # PAGE NAME: of the set that was drawn last
    cp "$tmp/set-$1.png" "$out/$2.png"
}
"$jingwei" draw models/longhua/model.json -q --page A4 --landscape --dpi 110 -o docs/longhua.png
draw longhua-portrait longhua/model.json --page A4 --portrait --links none --dpi 50
draw longhua-slide longhua/model.json --page slide --theme screen --dpi 50
draw longhua-mono longhua/model.json --page A4 --landscape --theme mono --links none
draw longhua-upright longhua/model.json --view face --leaves vertical
draw longhua-layered longhua/model.json --page A4 --layout layered
draw longhua-matrix longhua/model.json --page A4 --layout matrix
"$jingwei" compare models/longhua/model.json models/longhua/scenarios/d7-complete.json --stress 10 -q --dpi 90 \
    -o "$out/longhua-stress.png"
draw longhua-overview longhua/model.json --view overview
draw longhua-criticality longhua/model.json --colour criticality --links none
draw longhua-force longhua/model.json --layout force --page A3 --dpi 45
draw longhua-radial longhua/model.json --layout radial --page A3 --landscape --dpi 45
draw longhua-radial-counts longhua/model.json --layout radial --collapse role=target --page A4
draw template template/model.json --page A4
draw longhua-diff longhua/model.json --page A4 --diff --scenario models/longhua/scenarios/d7-complete.json
draw shenzhen-diff shenzhen/model.json --page A3 --theme mono --dpi 45 --diff \
    --scenario models/shenzhen/scenarios/d7-whole-city.json
"$jingwei" draw models/shenzhen/model.json -q --dpi 60 -o "$tmp/set.png"
pick 1 shenzhen-contents 2>/dev/null || pick 01 shenzhen-contents
pick 02 shenzhen-whole
pick 03 shenzhen-stubs
pick 04 shenzhen-committees
"$jingwei" draw models/shenzhen/model.json -q --layout radial --dpi 50 -o "$tmp/set.png"
pick 06 shenzhen-radial
