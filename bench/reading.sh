#!/bin/sh
# What reading is worth, by level and format, and with each of its steps left out: over every Nth scanned
# page of a corpus, with the corpus's own scorer.
# usage: EVERY=N bench/reading.sh BENCH-PROGRAMS CORPUS WORK-FOLDER
set -eu
benches=$1
corpus=$2
work=$3
every=${EVERY:-8}
jobs=${JOBS:-$(nproc)}
[ -d "$corpus/inbox" ] || {
    echo "There is no corpus in '$corpus'. Name one with CORPUS=DIR (it holds inbox/, truth.jsonl)." >&2
    exit 1
}
scorer=$(dirname "$corpus")/score.py
rm -rf "$work"
mkdir -p "$work"
"$benches/damage" dict

export OMP_THREAD_LIMIT=1
seq 0 $((jobs - 1)) | xargs -P "$jobs" -I '{}' "$benches/reading" "$corpus" dict "$every" "{}/$jobs" "$work"

score() { # listing
    cat "$work/$1".[0-9]* >"$work/$1.jsonl"
    python3 "$scorer" "$work/truth.jsonl" "$work/$1.jsonl" >"$work/$1.txt"
}
# Of a row of the scorer's table: percent of characters and words wrong (all pages, prose), words lost, false words.
row() { # listing group name
    awk -v group="$2" -v name="$3" '$1 == group && $6 != "" {
        printf "%-16s %7s %7s %8s %8s %8.2f %8.2f\n", name, $2, $3, $4, $5, 100 - $6, 100 - $7; exit }' "$work/$1.txt"
}
lost() { # listing group
    awk -v group="$2" '$1 == group { printf "%.2f", 100 - $6; exit }' "$work/$1.txt"
}
false_words() { awk '$1 == "all-scanned" { printf "%.2f", 100 - $7; exit }' "$work/$1.txt"; }

cat "$work"/truth.[0-9]* >"$work/truth.jsonl"
pages=$(wc -l <"$work/truth.jsonl")
score all
echo "== $pages scanned pages of $corpus, every ${every}th =="
printf '%-16s %7s %7s %8s %8s %8s %8s\n' percent CER WER 'prose CER' WER 'lost' 'false'
for level in clean light medium heavy all; do row all $level-scanned $level; done
row all linear-scanned prose
row all form-scanned forms
sed -n 's/^fmt:\([^ ]*\) .*/\1/p' "$work/all.txt" | while read -r format; do row all "fmt:$format" "$format"; done
sed -n '/^SPELLING/,/^ *$/p' "$work/all.txt"
sed -n '/^ROTATION/p' "$work/all.txt"
echo '== CPU seconds a page, by stage =='
cat "$work"/cpu.[0-9]* | awk '
    { spent[$2, $1] += $3; met[$2, $1]++; spent[$2, "all"] += $3; met[$2, "all"]++; sum += $3
      if (!($2 in seen)) { seen[$2] = 1; order[++count] = $2 } }
    END { levels = split("clean light medium heavy all", level)
          printf "%-16s", ""; for (i = 1; i <= levels; i++) printf " %7s", level[i]; printf " %7s\n", "share"
          for (s = 1; s <= count; s++) { stage = order[s]; printf "%-16s", stage
              for (i = 1; i <= levels; i++) { n = met[stage, level[i]]
                  printf " %7.3f", n ? spent[stage, level[i]] / n : 0 }
              printf " %5.1f %%\n", 100 * spent[stage, "all"] / sum } }'

echo '== what a word says of its being right, and how often it is =='
printf '%-12s %7s %7s %7s\n' confidence words stated right
cat "$work"/sure.[0-9]* | awk '
    { bin = $1 >= 1 ? 9 : int(10 * $1); words[bin]++; stated[bin] += $1; right[bin] += $2; all++ }
    END { for (bin = 0; bin < 10; bin++) if (words[bin]) {
              printf "%.1f to %.1f   %7d %7.2f %7.2f\n", bin / 10, (bin + 1) / 10, words[bin], \
                  stated[bin] / words[bin], right[bin] / words[bin]
              off = stated[bin] - right[bin]; sum += off < 0 ? -off : off }
          printf "off by %.3f on average\n", all ? sum / all : 0 }'

echo '== each step left out: percent of words lost, by level; false words; pages that it changes =='
printf '%-16s %7s %7s %7s %7s %7s %7s %7s\n' without clean light medium heavy all false pages
line() { # listing name pages
    printf '%-16s %7s %7s %7s %7s %7s %7s %7s\n' "$2" "$(lost "$1" clean-scanned)" "$(lost "$1" light-scanned)" \
        "$(lost "$1" medium-scanned)" "$(lost "$1" heavy-scanned)" "$(lost "$1" all-scanned)" "$(false_words "$1")" "$3"
}
line all nothing ''
cat "$work"/done.[0-9]* | awk '{ if (!($1 in pages)) order[++count] = $1; pages[$1] += $2 }
    END { for (i = 1; i <= count; i++) print order[i], pages[order[i]] }' >"$work/steps.txt"
while read -r step changed; do
    score "$step"
    line "$step" "$step" "$changed"
done <"$work/steps.txt"
