#!/bin/sh
# Typed transcripts from the inbox to a chart, without any OCR: filed, searchable, listed, shown.
. "$(dirname "$0")/tap.sh"

chartward init "$office" >/dev/null
cat >"$scratch/patients.csv" <<'CSV'
mrn,last_name,first_name,middle_name,suffix,date_of_birth,sex,phone,address,city,state,zip,insurer,member_id
00719,Ferrante-Okoye,Lucía,M,,1961-04-09,F,(217) 555-0117,8 Quarry Rd,Decatur,IL,62521,Prairie Mutual,PM44718
00720,Brandvold,Einar,,,1948-11-30,M,(217) 555-0161,19 Mill St,Decatur,IL,62521,Medicare,
CSV
run roster --office "$office" import "$scratch/patients.csv"
test_that "the roster is read" says '2 new'

cat >"$office/inbox/dictation 1.txt" <<'TXT'
PRAIRIE HEART CLINIC
PROGRESS NOTE

Patient: Lucía M Ferrante-Okoye
Date of Birth: 04/09/1961
MRN: 00719
Date of Visit: 02/11/2026
Provider: Ansel Rutherford, MD

SUBJECTIVE: The patient returns for follow-up of her hypertension. She denies chest pain.
OBJECTIVE: Blood pressure 142/88. Heart regular.
ASSESSMENT: Essential hypertension, I10.
PLAN: Increase lisinopril to 20 mg daily. Return in six weeks.

Signed: Ansel Rutherford, MD
TXT
printf 'PROGRESS NOTE\n\nPatient: Nobody Inparticular\nDate of Birth: 01/02/1933\nMRN: 99999\n\nSUBJECTIVE: Not a patient here.\n' \
    >"$office/inbox/stranger.txt"
run run --office "$office"
test_that "run ends well" status_is 0
test_that "the inbox is empty" empty "$office/inbox"
test_that "what was filed is told by name" says 'Ferrante-Okoye, Lucía'
test_that "what waits is told with its reason" says 'For you to decide'

listing >"$scratch/listing"
test_that "two documents" is "$(wc -l <"$scratch/listing")" 2
test_that "the note is filed" grep -q '"source":"dictation 1.txt".*"status":"filed"' "$scratch/listing"
test_that "to the right patient" grep -q '"mrn":"00719"' "$scratch/listing"
test_that "the stranger waits" grep -q '"source":"stranger.txt".*"status":"review"' "$scratch/listing"
test_that "nobody is forced on the stranger" not grep -q '"source":"stranger.txt".*"patient":{' "$scratch/listing"

chart="$office/charts/Ferrante-Okoye, Lucía M 1961-04-09 00719/Chart 1.pdf"
test_that "the chart is there" test -s "$chart"
test_that "the chart is for its owner only" is "$(stat -c %a "$chart")" 600
test_that "the chart is sound" qpdf --check "$chart"
pdftotext -q "$chart" "$scratch/chart.txt"
test_that "the chart's text can be searched" grep -q 'Increase lisinopril to 20 mg daily' "$scratch/chart.txt"
test_that "the chart is not the stranger's" not grep -q Inparticular "$scratch/chart.txt"

run search --office "$office" 'lisinopril'
test_that "search finds the page" says 'Ferrante-Okoye'
run search --office "$office" 'lisinopril AND ('
test_that "a wrong query: 1" status_is 1
test_that "a wrong query gets a plain sentence" plain "$err"
document=$(sed -n 's/.*"document":"\(D[0-9]*\)","source":"dictation 1.txt".*/\1/p' "$scratch/listing")
run show --office "$office" "$document"
test_that "show tells the birth date" says '1961-04-09'
test_that "show tells the evidence" says 'birth date'
run show --office "$office" D999999
test_that "an unknown document: 1" status_is 1

kept=$(find "$office/vault" -type f | wc -l)
for path in "$office"/vault/*/*.txt; do cp "$path" "$office/inbox/$(basename "$path" | cut -c1-8).TEXT"; done
run run --office "$office"
test_that "the same bytes again are noted, not filed twice" is "$(listing | wc -l)" 2
test_that "nor kept twice, by whatever name they come" is "$(find "$office/vault" -type f | wc -l)" "$kept"
test_that "and told" says 'the same file as'

# The same note again in other bytes, and once more with another dose: the one is a copy, the other is not.
{ cat "$office"/vault/*/*.txt | sed -n '/PRAIRIE HEART/,/^Signed/p'; echo; } >"$office/inbox/again.txt"
run run --office "$office"
run list --office "$office"
test_that "the same document again is told as such" says "again.txt (same as $document)"
run show --office "$office" "$document"
test_that "and on the side of the first" says 'came again as'
pdftotext -q "$chart" "$scratch/chart.txt"
test_that "the chart holds it once" is "$(grep -c 'Increase lisinopril to 20 mg' "$scratch/chart.txt")" 1
sed 's/20 mg daily/40 mg daily/' "$office"/vault/*/*.txt | sed -n '/PRAIRIE HEART/,/^Signed/p' | head -n 16 >"$office/inbox/amended.txt"
run run --office "$office"
run list --office "$office"
test_that "another dose is another document" not says 'amended.txt (same as'
pdftotext -q "$chart" "$scratch/chart.txt"
test_that "and stands in the chart too" grep -q 'Increase lisinopril to 40 mg' "$scratch/chart.txt"

run reprocess --office "$office" "$document"
test_that "reading again keeps the number" is "$(listing | grep -c "\"document\":\"$document\"")" 1
rm "$chart"
run rebuild --office "$office" 00719
test_that "rebuild binds the chart again" test -s "$chart"
run rebuild --office "$office" 31337
test_that "rebuild of an unknown patient: 1" status_is 1

test_end
