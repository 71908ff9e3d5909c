#!/bin/sh
# The set-up's faults: nothing moves, one sentence says what is missing, the repaired set-up does the work.
. "$(dirname "$0")/tap.sh"

office_make
printf 'PROGRESS NOTE\n\nPatient: Someone Else\n\nA quiet visit.\n' >"$office/inbox/note.txt"

echo 'language = qqq' >"$office/chartward.conf"
run run --office "$office"
test_that "a missing language: 4" status_is 4
test_that "a missing language: names the package" tells 'tesseract-ocr-qqq'
test_that "a missing language: a plain sentence" plain "$err"
echo 'language = eng' >"$office/chartward.conf"
run run --office "$office"
test_that "with the language the work is done" status_is 0
test_that "and nothing was lost" is "$(listing | wc -l)" 1

printf 'name of the sick,when born\nx,y\n' >"$scratch/wrong.csv"
run roster --office "$office" import "$scratch/wrong.csv"
test_that "a roster without names and numbers: 1" status_is 1
test_that "a roster without names and numbers: a plain sentence" plain "$err"
run roster --office "$office" import "$scratch/not-there.csv"
test_that "a roster that is not there: 1" status_is 1

printf 'Chart #,Last Name,First,DOB,Favourite colour\n00991,Quill,Ada,3/4/1950,blue\n,Nobody,,,\n' >"$office/roster.csv"
run run --office "$office"
test_that "a changed roster.csv is read again; a bad line is told" says 'Line 3'
run search --office "$office" --patient Quill
test_that "its good lines are kept" says 'Quill, Ada'

mkdir "$scratch/held"
(
    exec 9>>"$office/.lock"
    flock 9
    run run --office "$office"
    echo "$status" >"$scratch/held/status"
    cp "$err" "$scratch/held/err"
)
test_that "an office at work: 3" is "$(cat "$scratch/held/status")" 3
test_that "an office at work: says so" grep -q 'Another Chartward' "$scratch/held/err"

printf 'not a database' >"$office/catalogue.db"
rm -f "$office"/catalogue.db-*
run run --office "$office"
test_that "a damaged catalogue: 4" status_is 4
test_that "a damaged catalogue: a plain sentence" plain "$err"

test_end
