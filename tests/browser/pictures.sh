#!/bin/sh
# Takes the pictures of the desk that README and documentation show, of an office that holds the samples.
# usage: pictures.sh PROGRAM BROWSER FOLDER; what `make pictures` calls. Leptonica brings them down to a few colours.
set -eu
program=$1 browser=$2 folder=$3
here=$(cd "$(dirname "$0")" && pwd)
samples=$here/../samples
scratch=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
office=$scratch/office
"$program" init "$office" >/dev/null
sed -i 's/^# office-name = .*/office-name = Prairie Family Medicine/' "$office/chartward.conf"
"$program" roster --office "$office" import "$samples/roster.csv" >/dev/null
cp "$samples"/inbox/* "$samples"/bad/* "$office/inbox/"
"$program" run --now --office "$office" >/dev/null 2>&1 || [ $? -eq 1 ] # some are rejected
echo 'correct horse' | "$program" user --office "$office" add anna >/dev/null
"$program" serve --office "$office" --port 0 >"$scratch/serve" &
server=$!
for _ in $(seq 100); do grep -q open "$scratch/serve" && break; sleep 0.1; done
cp "$here/pictures.mjs" "$browser/"
node "$browser/pictures.mjs" "$(sed -n 's/The desk is open at \(.*\)\//\1/p' "$scratch/serve")" "$scratch" \
    "$("$program" list --office "$office" | sed -n 's/^\(D[0-9]*\).*scan-wrong-mrn.*/\1/p')"
for picture in "$scratch"/desk-*.png; do
    python3 - "$picture" "$folder/${picture##*/}" <<'PYTHON'
import ctypes, sys
leptonica = ctypes.CDLL('liblept.so.5')
leptonica.pixRead.restype = leptonica.pixOctreeColorQuant.restype = ctypes.c_void_p
whole = ctypes.c_void_p(leptonica.pixRead(sys.argv[1].encode()))
few = ctypes.c_void_p(leptonica.pixOctreeColorQuant(whole, 240, 0))
sys.exit(leptonica.pixWrite(sys.argv[2].encode(), few, 3))  # IFF_PNG
PYTHON
done
