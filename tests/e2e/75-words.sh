#!/bin/sh
# The office's own words, what was corrected and why, and a correction taken back for good.
. "$(dirname "$0")/tap.sh"

run init "$office"
run word --office "$office" list
test_that "an office begins without words of its own" is "$(wc -l <"$out")" 0
run word --office "$office" add Maumee telehealthy
test_that "words are added" status_is 0
run word --office "$office" add Maumee
test_that "a word is added once" says 'already'
run word --office "$office" list
test_that "and listed" is "$(sort "$out" | tr '\n' ' ')" 'Maumee telehealthy '
test_that "dictionary.txt keeps its comment" grep -q '^# Words' "$office/dictionary.txt"
run word --office "$office" add 'two words'
test_that "two words in one are refused: 1" status_is 1
test_that "with a sentence" plain "$err"
run word --office "$office" remove telehealthy
test_that "a word is taken out" says 'no word of this office any more'
run word --office "$office" remove telehealthy
test_that "what is not there cannot be taken out: 1" status_is 1
run word --office "$office" frobnicate
test_that "an unknown verb: 2" status_is 2

run roster --office "$office" import "$samples/roster.csv"
cp "$samples/inbox/fax-poor-line.tif" "$office/inbox/"
run run --office "$office"
document=$(chartward list --office "$office" --json | sed 's/.*"document" *: *"\(D[0-9]*\)".*/\1/')
run show --changes --office "$office" "$document"
test_that "show --changes tells what was read, what is meant and why" \
    says 'corrected: [^ ]* -> [^ ]* (.*is no word.*% sure)'
test_that "and how to take it back" says 'chartward word keep'
read=$(sed -n 's/^ *corrected: \([^ ]*\) -> .*/\1/p' "$out" | head -n 1)

run word --office "$office" keep "$read"
test_that "a word that is kept is read again" tells '1 file to read again'
run show --changes --office "$office" "$document"
test_that "and is corrected no more" not says "corrected: $read "
run show --office "$office" "$document"
test_that "but stands as it was read" says "$read"
run word --office "$office" list
test_that "and is a word of the office" says '^Maumee$'
test_that "with the others" is "$(wc -l <"$out")" 2

run verify --office "$office"
test_that "nothing is wrong with the office in the end" status_is 0

test_end
