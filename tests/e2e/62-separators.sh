#!/bin/sh
# Separator sheets: printed, laid between documents, read, and what a patient's sheet speaks for and against.
. "$(dirname "$0")/tap.sh"

run separator "$scratch/sheet.pdf"
test_that "a sheet needs no office" status_is 0
test_that "it is a sound PDF" qpdf --check "$scratch/sheet.pdf"
test_that "it says what it is" sh -c "pdftotext -q '$scratch/sheet.pdf' - | grep -q 'Separator sheet'"

office_make
run separator --office "$office" --patient 00804679 "$scratch/thompson.pdf"
test_that "a patient's sheet is made" status_is 0
test_that "for its owner only" is "$(stat -c %a "$scratch/thompson.pdf")" 600
test_that "it names the patient" sh -c "pdftotext -q '$scratch/thompson.pdf' - | grep -q 'Thompson, Latoya'"
run log --office "$office"
test_that "that a patient's data was taken out is recorded" says 'separator sheet'
run separator --office "$office" --patient 4711 "$scratch/nobody.pdf"
test_that "an MRN that nobody has: 1" status_is 1
test_that "and a sentence" tells "No patient on the roster has the MRN '4711'"
test_that "and no file" not test -e "$scratch/nobody.pdf"
run separator --office "$office" --patient 00229508 "$scratch/novak.pdf"

# As a scanner would make them of a stack: the sheets are drawn to pixels by others.
sheets() { # FILE...: each as a page without text
    for sheet in "$@"; do
        pdftoppm -q -r 150 -gray -jpeg -singlefile "$scratch/$sheet.pdf" "$scratch/$sheet"
    done
}
sheets sheet
cp "$scratch/sheet.jpg" "$office/inbox/only-a-sheet.jpg"
qpdf --empty --pages "$samples/inbox/scan-pathology.pdf" "$scratch/thompson.pdf" \
    "$samples/inbox/scan-turned-by-flag.pdf" -- "$office/inbox/stack.pdf"
qpdf --empty --pages "$scratch/novak.pdf" "$samples/inbox/scan-turned-by-flag.pdf" -- "$office/inbox/wrong-sheet.pdf"
run run --office "$office"
test_that "the run ends well" status_is 0
listing >"$scratch/listing"
documents() { grep "\"source\":\"$1\"" "$scratch/listing"; }

test_that "a stack is parted" is "$(documents stack.pdf | wc -l)" 2
test_that "its sheet is a cover of what follows" sh -c "grep '\"source\":\"stack.pdf\"' '$scratch/listing' |
    grep '\"mrn\":\"00804679\"' | grep -q '\"kind\":\"cover\"'"
test_that "what follows is filed" sh -c "grep '\"source\":\"stack.pdf\"' '$scratch/listing' |
    grep '\"mrn\":\"00804679\"' | grep -q '\"status\":\"filed\"'"
test_that "another patient's sheet holds it" sh -c "grep '\"source\":\"wrong-sheet.pdf\"' '$scratch/listing' |
    grep -q '\"status\":\"review\"'"
test_that "and files it to nobody" not sh -c "grep '\"source\":\"wrong-sheet.pdf\"' '$scratch/listing' |
    grep -q '\"status\":\"filed\"'"
wrong=$(documents wrong-sheet.pdf | sed -n 's/.*"document":"\(D[0-9]*\)".*/\1/p')
run show --office "$office" "$wrong"
test_that "whose number the bars tell is told" says 'MRN 00229508'
test_that "and what the bars say" says 'Code 128: CHARTWARD NEXT 00229508'
test_that "a sheet alone is a cover" sh -c "grep '\"source\":\"only-a-sheet.jpg\"' '$scratch/listing' |
    grep -q '\"kind\":\"cover\"'"
test_that "and nothing of it is filed" not sh -c "grep '\"source\":\"only-a-sheet.jpg\"' '$scratch/listing' |
    grep -q '\"status\":\"filed\"'"

run verify --office "$office"
test_that "nothing is wrong with the office in the end" status_is 0

test_end
