#!/bin/sh
# Files a corpus through the real pipeline and prints the scorer's table.
# usage: bench/eval.sh PROGRAM CORPUS WORK-FOLDER
set -eu
program=$1
corpus=$2
work=$3
[ -d "$corpus/inbox" ] || {
    echo "There is no corpus in '$corpus'. Name one with CORPUS=DIR (it holds inbox/, roster.csv, truth.jsonl)." >&2
    exit 1
}
scorer=$(dirname "$corpus")/score.py
rm -rf "$work"
mkdir -p "$work"
"$program" init "$work/office" >/dev/null
cp "$corpus"/inbox/* "$work/office/inbox/"
"$program" roster --office "$work/office" import "$corpus/roster.csv"
"$program" run --now --office "$work/office" --times >"$work/run.txt" || [ $? -eq 1 ]
"$program" list --office "$work/office" --json >"$work/listing.jsonl"
tail -n 20 "$work/run.txt"
python3 "$scorer" "$corpus/truth.jsonl" "$work/listing.jsonl" --json "$work/score.json" --show 20
