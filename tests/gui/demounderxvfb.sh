#!/bin/sh
# demounderxvfb.sh XVFB-RUN REJOIN PICTURE: the demo on a real X server, refreshed, connected, with its jobs, saved as
# a picture that holds more than an empty window.
set -eu
xvfb=$1 rejoin=$2 picture=$3
rm -f "$picture"
"$xvfb" -a -s "-screen 0 1400x1000x24" "$rejoin" --demo --locale en_US --picture "$picture"

signature=$(head -c 8 "$picture" | od -An -tx1 | tr -d ' \n')
[ "$signature" = 89504e470d0a1a0a ] || { echo "no PNG: $signature"; exit 1; }
# An empty window of this size compresses to about 10 kB.
size=$(wc -c <"$picture")
[ "$size" -gt 25000 ] || { echo "the picture has only $size bytes"; exit 1; }
echo "picture of $size bytes"
