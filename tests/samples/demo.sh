#!/bin/sh
# `make demo`: a small office in one go: its patients, a morning's post, the charts, a search.
# usage: tests/samples/demo.sh PROGRAM FOLDER
set -eu
program=$1
office=$2/office
samples=$(dirname "$0")

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }

rm -rf "$2"
mkdir -p "$2"
say "An office, its patients, and what the scanner, the fax and the doctors' dictation brought"
"$program" init "$office" >/dev/null
"$program" roster --office "$office" import "$samples/roster.csv"
cp "$samples"/inbox/* "$samples"/bad/* "$office/inbox/"
printf '%s files lie in %s/inbox\n' "$(find "$office/inbox" -type f | wc -l)" "$office"

say "chartward run"
"$program" run --now --office "$office" || [ $? -eq 1 ]

say "A patient's chart is one indexed, searchable PDF"
find "$office/charts" -name 'Chart 1.pdf' | sort | head -n 3
echo "(open one with any PDF reader)"

say "chartward search '\"blood pressure\" OR metoprolol'"
"$program" search --office "$office" --limit 4 '"blood pressure" OR metoprolol'

say "Look around"
cat <<TEXT
  $program list --office $office
  $program show D000001 --office $office
  $program search --office $office 'type:lab-report date:2026'
TEXT
