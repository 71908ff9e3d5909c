#!/bin/sh
# The samples through the real pipeline: whose they are, what they are, and the charts that come of them.
. "$(dirname "$0")/tap.sh"

office_make
cp "$samples"/inbox/* "$office/inbox/"
cp "$samples/inbox/scan-progress-note.tif" "$office/inbox/the same again.tif"
run run --office "$office"
test_that "the run ends well" status_is 0
test_that "the inbox is empty" empty "$office/inbox"
test_that "the same file again is told" says 'the same file as'
listing >"$scratch/listing"

# documents FILE: the listing's lines of one file.
documents() { grep "\"source\":\"$1\"" "$scratch/listing"; }
filed_to() { # MRN FILE
    documents "$2" | grep -q "\"status\":\"filed\".*\"patient\":{\"mrn\":\"$1\""
}
waits() { documents "$1" | grep -q '"status":"review"' && ! documents "$1" | grep -q '"status":"filed"'; }
proposes() { documents "$2" | grep -q "\"candidates\":\[.*\"mrn\":\"$1\""; }
typed() { documents "$2" | grep -q "\"type\":\"$1\""; }
turned() { documents "$2" | grep -q "\"rotation\":$1"; }
# Whatever the reading brings, these may never lie in a chart.
never_filed() { ! documents "$1" | grep -q '"status":"filed"'; }

for expected in \
    00684503:benefits-explanation.pdf 00417382:fax-discharge-summary.tif 00417328:fax-father-and-son.tif \
    00562394:fax-referral-upside-down.tif 00244786:fax-refill-request.tif 00775318:reminder-appointment.png \
    01033592:results-metabolic-panel.pdf 00482913:scan-cardiology-consult.tif 00306852:scan-chest-radiograph.jpg \
    00571429:scan-operative-report.pdf 01150846:scan-progress-note.tif 00477780:scan-history-grey.tif \
    00629417:transcript-history-and-physical.txt 00482913:fax-bundle.tif 01077431:fax-bundle.tif \
    00690231:scan-two-patients.pdf 00804679:scan-turned-by-flag.pdf 00658972:transcript-two-patients.txt \
    00903356:transcript-two-patients.txt 00244786:fax-refill-again.tif 00925517:scan-stack.tif \
    00532086:scan-stack.tif 00867713:scan-stack.tif; do
    test_that "${expected#*:} is filed to ${expected%%:*}" filed_to "${expected%%:*}" "${expected#*:}"
done
for file in fax-not-our-patient.tif fax-same-name-stranger.tif fax-which-twin.tif scan-wrong-mrn.tif; do
    test_that "$file waits" waits "$file"
    test_that "$file is never filed" never_filed "$file"
done
test_that "the one of two twins is proposed" proposes 00990127 fax-which-twin.tif
test_that "and the other" proposes 00990128 fax-which-twin.tif
test_that "the patient behind a wrong number is proposed" proposes 00717749 scan-wrong-mrn.tif
for expected in explanation-of-benefits:benefits-explanation.pdf referral:fax-referral-upside-down.tif \
    lab-report:results-metabolic-panel.pdf operative-report:scan-operative-report.pdf \
    radiology-report:scan-chest-radiograph.jpg claim-form:scan-claim-form.tif; do
    test_that "${expected#*:} is a ${expected%%:*}" typed "${expected%%:*}" "${expected#*:}"
done
test_that "a page fed upside down is turned" turned 180 fax-referral-upside-down.tif
test_that "a bundle is two documents" is "$(documents fax-bundle.tif | wc -l)" 2
test_that "its cover is a cover" grep -q '"source":"fax-bundle.tif".*"kind":"cover"' "$scratch/listing"
test_that "its empty page is blank" grep -q '"source":"fax-bundle.tif".*"kind":"blank"' "$scratch/listing"

test_that "separator sheets make three documents of a stack" is "$(documents scan-stack.tif | wc -l)" 3
test_that "and are its covers" is "$(documents scan-stack.tif | grep -o '"kind":"cover"' | wc -l)" 2

run list --office "$office"
test_that "a fax that was sent again is told" says 'fax-refill-\(again\|request\).tif (same as D'
twice="$office/charts/Abernethy, William Thomas 1959-07-19 00244786/Chart 1.pdf"
test_that "the chart holds it once" is "$(pdftotext -q "$twice" - | grep -c 'Last filled')" 1
test_that "no other document is taken for one that came before" is "$(grep -c 'same as' "$out")" 1

# pages in = filed + in review + failed
listed=$(grep -o '"source_page":' "$scratch/listing" | wc -l)
truth=$(grep -o '"index":' "$samples/truth.jsonl" | wc -l)
test_that "every page of every file is listed once" is "$listed" "$truth"

chart="$office/charts/O'Hara, Margaret Anne 1952-03-14 00482913/Chart 1.pdf"
test_that "the chart is there" test -s "$chart"
test_that "it is sound" qpdf --check "$chart"
pdfimages -list "$chart" >"$scratch/images" 2>/dev/null
test_that "1-bit scans are CCITT still" is "$(awk 'NR > 2 { print $9 }' "$scratch/images" | sort -u)" ccitt
qpdf --json "$chart" >"$scratch/chart.json" 2>/dev/null
test_that "it has an outline" grep -q '"/Outlines"' "$scratch/chart.json"
test_that "it has links" grep -q '"/Subtype": "/Link"' "$scratch/chart.json"
test_that "it has page labels" grep -q '"/PageLabels"' "$scratch/chart.json"
pdfinfo "$chart" >"$scratch/info" 2>/dev/null
test_that "its title names the patient" grep -q "Title:.*O'Hara, Margaret" "$scratch/info"
pdftotext -q -bbox "$chart" "$scratch/boxes"
test_that "the text layer knows the drug" grep -qi '>metoprolol' "$scratch/boxes"
photo=$(documents scan-chest-radiograph.jpg | sed -n 's/.*"mrn":"\([0-9]*\)".*/\1/p')
jpeg=$(find "$office/pages" -name "$(sha256sum <"$samples/inbox/scan-chest-radiograph.jpg" | cut -d' ' -f1).jpg")
test_that "an upright JPEG is kept byte for byte ($photo)" test -n "$jpeg"

run search --office "$office" 'type:lab-report'
test_that "search by type" status_is 0
run search --office "$office" 'patient:ohara metoprolol'
test_that "search by patient and word" says "O'Hara, Margaret"
run search --office "$office" --patient 1952-03-14
test_that "a patient is found by birth date" says "O'Hara"

run run --office "$office"
test_that "a second run has nothing to do" says 'Nothing new'

test_end
