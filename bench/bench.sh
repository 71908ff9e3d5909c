#!/bin/sh
# Speed and memory side by side in one run: bare recognition, the whole pipeline with one reader and with
# two, what else is installed, words, chart writing, search, patients, the desk. Ratios are what to read: machines are noisy.
# usage: CORPUS=DIR EVERY=N bench/bench.sh PROGRAM BENCH-PROGRAMS
set -eu
program=$1
benches=$2
corpus=${CORPUS:-tests/samples}
[ -d "$corpus/inbox" ] || corpus=tests/samples
every=${EVERY:-4} # every Nth file of the corpus
work=build/bench
rm -rf "$work"
mkdir -p "$work"

files=$(ls "$corpus/inbox" | awk -v every="$every" 'NR % every == 0')
count=$(echo "$files" | wc -w)
echo "== $count files of $corpus =="

# shellcheck disable=SC2086 # file names of a corpus have no spaces
bare=$(OMP_THREAD_LIMIT=1 "$benches/bare" "$corpus" $files 2>/dev/null)
bare_pages=$(echo "$bare" | tail -n 1 | cut -d' ' -f1)
bare_cpu=$(echo "$bare" | tail -n 1 | cut -d' ' -f2)
echo "$bare" | grep 'left out' || true
printf '%-34s %8s s CPU, %s scanned pages\n' 'bare TessBaseAPIRecognize' "$bare_cpu" "$bare_pages"

pipeline() { # jobs
    office=$work/office$1
    "$program" init "$office" >/dev/null
    "$program" roster --office "$office" import "$corpus/roster.csv" >/dev/null
    for file in $files; do cp "$corpus/inbox/$file" "$office/inbox/"; done
    "$program" run --now --office "$office" --jobs "$1" --times >"$work/run$1.txt" 2>/dev/null || [ $? -eq 1 ]
    figure() { sed -n "s/^$1 *\([0-9.]*\).*/\1/p" "$work/run$2.txt"; }
    cpu=$(figure 'whole CPU' "$1")
    wall=$(figure 'reading wall' "$1")
    printf '%-34s %8s s CPU = %.2f x bare; %s s wall reading; clerk %s MB, reader %s MB at most\n' \
        "chartward run --jobs $1" "$cpu" "$(echo "$cpu $bare_cpu" | awk '{print $1 / $2}')" "$wall" \
        "$(figure 'clerk peak' "$1")" "$(figure 'worker peak' "$1")"
}
pipeline 1
wall1=$wall
pipeline 2
echo "$wall1 $wall" | awk '{printf "%-34s %8.2f x the pages per second of one\n", "two readers", $1 / $2}'
sed -n '/ s CPU$/p' "$work/run1.txt"

absent() { # name reason
    printf '%-34s %s\n' "$1" "left out: $2"
}
other() { # name command...: CPU over the same pages, as images
    name=$1
    shift
    command -v "$1" >/dev/null || { absent "$name" 'it is not installed'; return; }
    /usr/bin/env bash -c 'TIMEFORMAT="%U %S"; time "$@" >"$0" 2>&1' "$work/other.txt" "$@" 2>"$work/time.txt" ||
        { absent "$name" "it failed, see $work/other.txt"; return; }
    awk -v name="$name" -v bare="$bare_cpu" \
        '{printf "%-34s %8.2f s CPU = %.2f x bare\n", name, $1 + $2, ($1 + $2) / bare}' "$work/time.txt"
}
find "$work/office1/pages" -type f | sort >"$work/pages.txt"
export OMP_THREAD_LIMIT=1
other 'tesseract (command)' tesseract "$work/pages.txt" "$work/tesseract"
# One run for all pages needs one PDF of them: made by the library that ocrmypdf brings along for itself.
# shellcheck disable=SC2046 # the interpreter that ocrmypdf names may be two words
if ! ocrmypdf=$(command -v ocrmypdf); then
    absent 'ocrmypdf --jobs 1' 'it is not installed'
elif ! xargs $(sed -n '1s/^#! *//p' "$ocrmypdf") -m img2pdf -o "$work/pages.pdf" <"$work/pages.txt" >"$work/other.txt" 2>&1; then
    absent 'ocrmypdf --jobs 1' "the pages cannot be put into a PDF, see $work/other.txt"
else
    other 'ocrmypdf --jobs 1' ocrmypdf --jobs 1 --output-type pdf "$work/pages.pdf" "$work/ocrmypdf.pdf"
fi

echo '== words =='
"$benches/lexicon" dict
echo '== charts =='
"$benches/chart"
echo '== search =='
"$benches/search"
echo '== patients =='
"$benches/match"
echo '== desk =='
sh bench/desk.sh "$program" "$benches"
