#!/bin/sh
# The desk in real Chromium: a doubtful document by keyboard, undo, search, a fax dropped and filed, a misfile recalled, an
# ended session, no scripts, roles, paper, small screens, accessibility. What is done stands in tests/browser/desk.mjs.
. "$(dirname "$0")/tap.sh"
browser=${BROWSER:-$here/../../build/browser}

office_make
sed -i 's/^# office-name = .*/office-name = Prairie Family Medicine/' "$office/chartward.conf"
cp "$samples/inbox/scan-wrong-mrn.tif" "$samples/inbox/transcript-history-and-physical.txt" "$office/inbox/"
run run --now --office "$office"
echo 'correct horse' | chartward user --office "$office" add anna >/dev/null
echo 'battery staple' | chartward user --office "$office" add carol --role clinician >/dev/null
echo 'long enough words' | chartward user --office "$office" add rosa --role administrator >/dev/null
G_DEBUG=fatal-criticals "$CHARTWARD" serve --office "$office" --port 0 >"$scratch/serve" 2>"$scratch/serve-err" &
server=$!
trap 'kill $server 2>/dev/null; chmod -R u+w "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
for _ in $(seq 100); do grep -q open "$scratch/serve" && break; sleep 0.1; done
cp "$here/../browser/desk.mjs" "$browser/"
CHARTWARD=$CHARTWARD node "$browser/desk.mjs" "$(sed -n 's/The desk is open at \(.*\)\//\1/p' "$scratch/serve")" \
    "$office" "$samples/inbox/fax-refill-request.tif"
