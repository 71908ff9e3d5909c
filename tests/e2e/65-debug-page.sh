#!/bin/sh
# How a page is read, step by step, as pictures: for whoever wonders why a page was read as it was.
. "$(dirname "$0")/tap.sh"

run init "$office"
find "$office" -type f ! -name 'catalogue.db-*' -exec sha256sum {} + | sort >"$scratch/before"

run debug-page --office "$office" "$samples/inbox/fax-poor-line.tif" 1 "$scratch/fax"
test_that "a poor fax is shown" status_is 0
test_that "with what became of it" says '^Page 1: content, turned by 0 degrees, 1728 x'
test_that "and its notes" says 'clean: [0-9]* specks were taken away'
test_that "every file is named" is "$(sed -n 's/^  \([0-9][0-9]-.*\)/\1/p' "$out")" "$(ls "$scratch/fax")"
for step in load orient clean rules lines words; do
    test_that "$step has its picture" is "$(head -c 4 "$scratch"/fax/*-$step.png | tail -c 3)" PNG
done
# A picture's width and height stand in bytes 16 to 24 of a PNG.
size() { head -c 24 "$scratch"/fax/*-"$1".png | tail -c 8 | od -An -tx1; }
test_that "the words are drawn over the page as it came" is "$(size words)" "$(size load)"
test_that "specks are gone from the page that had them" \
    [ "$(wc -c <"$(ls "$scratch"/fax/*-specks.png)")" -lt "$(wc -c <"$(ls "$scratch"/fax/*-ink.png)")" ]
words=$(ls "$scratch"/fax/*-words.tsv)
test_that "words.tsv has a line for each word" \
    is "$(sed -n 's/.*; \([0-9]*\) words.*/\1/p' "$out")" "$(($(wc -l <"$words") - 1))"
test_that "and what was put right, and why" grep -q 'is no word.*% sure' "$words"
test_that "files are for their owner only" is "$(stat -c %a "$scratch"/fax/* | sort -u)" 600
find "$office" -type f ! -name 'catalogue.db-*' -exec sha256sum {} + | sort >"$scratch/after"
test_that "the office is as it was (but for what SQLite keeps beside an open file)" cmp "$scratch/before" "$scratch/after"

run debug-page --office "$office" "$samples/inbox/scan-sideways-lab.tif" 1 "$scratch/sideways"
test_that "a page that lies on its side is turned" says 'turned by \(90\|270\) degrees'

run debug-page --office "$office" "$samples/inbox/transcript-two-patients.txt" 1 "$scratch/text"
test_that "a transcript has words and no pictures" is "$(ls "$scratch/text")" 01-words.tsv

run debug-page --office "$office" "$samples/inbox/fax-poor-line.tif" 9 "$scratch/none"
test_that "a page that is not there: 1" status_is 1
test_that "is told, with how many there are" tells 'has no page 9: it has 1 page\.'
test_that "and nothing is written" [ ! -e "$scratch/none" ]
run debug-page --office "$office" "$samples/inbox/fax-poor-line.tif" 0 "$scratch/none"
test_that "page 0: 2" status_is 2
run debug-page --office "$office" "$samples/bad/encrypted.pdf" 1 "$scratch/none"
test_that "what cannot be opened: 1" status_is 1
test_that "with a sentence" plain "$err"
run debug-page --office "$office" "$samples/inbox/fax-poor-line.tif" 1 "$scratch/fax"
test_that "a folder with files in it is left alone: 1" status_is 1
test_that "and another is asked for" tells 'is not empty; name a new one'
run debug-page --office "$office" "$samples/inbox/fax-poor-line.tif" 1 "$scratch/no/such"
test_that "a folder that cannot be made is told" tells 'cannot be made'

test_end
