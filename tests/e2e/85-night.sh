#!/bin/sh
# The night: what is left is done, and one sheet tells the morning what became of it. The services are well formed.
. "$(dirname "$0")/tap.sh"

office_make
printf 'settle-s = 0.3\noffice-name = Prairie Street Family Practice\n' >>"$office/chartward.conf"
cp "$samples/inbox/transcript-two-patients.txt" "$samples/inbox/transcript-history-and-physical.txt" \
    "$samples/bad/letter.docx" "$office/inbox/"
cp "$samples/inbox/fax-not-our-patient.tif" "$office/inbox/"
printf 'PROGRESS NOTE\n\nPatient: Nobody Inparticular\nDate of Birth: 01/02/1933\n\nNot a patient here.\n' >"$office/inbox/stranger.txt"
mkdir "$office/inbox/a folder"
echo "backup-folder = $scratch/backup" >>"$office/chartward.conf"
empty_list() { [ "$(pdfimages -list "$1" 2>/dev/null | wc -l)" -lt 3 ]; }
run night --office "$office"
sheet=$office/morning/$(date +%F).txt
test_that "a night with a rejected file: 1" status_is 1
test_that "there is a sheet" test -s "$sheet"
test_that "for its owner only" is "$(stat -c %a "$sheet")" 600
test_that "it is printed, too" says 'Morning sheet'
holds() { grep -q -- "$1" "$sheet" || { cat "$sheet"; return 1; }; }
test_that "it names the office" holds 'Prairie Street'
test_that "files in and out" holds '^5 files in: 4 read, 1 rejected, 0 still to be read'
pages=$(sed -n 's/^\([0-9]*\) pages in = \([0-9]*\) filed + \([0-9]*\) for you to decide + \([0-9]*\) rejected.*/\1 \2 \3 \4/p' "$sheet")
test_that "pages in = pages out ($pages)" sh -c 'set -- $1; [ "$1" -gt 4 ] && [ "$1" -eq $(($2 + $3 + $4)) ]' - "$pages"
test_that "what was filed" holds 'What was filed (3)'
test_that "whose it is" holds "O'Neill, Brendan"
test_that "what needs a look, with its reason" holds 'letter.docx, rejected'
test_that "what waits, since when" holds "since $(date +%F)  stranger.txt"
cp "${sheet%.txt}.pdf" "$scratch/sheet.pdf"
test_that "it is drawn, too, sound" qpdf --check "$scratch/sheet.pdf"
test_that "on one page" is "$(pdfinfo "$scratch/sheet.pdf" 2>/dev/null | sed -n 's/^Pages: *//p')" 1
pdftotext -q -layout "$scratch/sheet.pdf" "$scratch/sheet.txt"
test_that "with the same counts" grep -q "Files in: 5 = 4 read + 1 rejected" "$scratch/sheet.txt"
test_that "with the reasons" grep -q 'letter.docx, rejected' "$scratch/sheet.txt"
test_that "with a picture of what waits" not empty_list "$scratch/sheet.pdf"
test_that "all is verified" holds 'Verified: [1-9]'
test_that "and backed up" holds 'Backed up: [1-9]'
test_that "where it was set" test -s "$scratch/backup/catalogue.db"
test_that "what stayed in the inbox" holds "'a folder' is not a file"

# A night later: what waited waits still, what was told is not told again.
touch -d '1 hour ago' "$sheet"
mv "$sheet" "$office/morning/2026-01-01.txt"
touch "$office/morning/2026-01-01.txt"
sleep 1
rmdir "$office/inbox/a folder"
run night --office "$office"
test_that "a quiet night: 0" status_is 0
test_that "nothing came in" holds '^0 files in'
test_that "what waits is told again" holds 'stranger.txt'
test_that "what was filed is not" not grep -q 'What was filed' "$sheet"

rm -r "$office/inbox"
run night --office "$office"
test_that "a night that breaks off: 4" status_is 4
test_that "is told on the sheet" holds "broke off. The inbox"

units=$here/../../pipeline/systemd
if command -v systemd-analyze >/dev/null; then
    mkdir "$scratch/bin"
    cp "$CHARTWARD" "$scratch/bin/chartward"
    for unit in watch night; do
        sed "s|@PREFIX@|$scratch|" "$units/chartward-$unit.service.in" >"$scratch/chartward-$unit.service"
    done
    cp "$units/chartward-night.timer" "$scratch/"
    test_that "the services are well formed" systemd-analyze verify --man=no "$scratch/chartward-watch.service" \
        "$scratch/chartward-night.service" "$scratch/chartward-night.timer"
    mkdir "$scratch/etc"
    grep -E '^(root|nobody):' /etc/passwd >"$scratch/etc/passwd"
    systemd-sysusers --root="$scratch" - <"$units/chartward.sysusers" 2>/dev/null
    test_that "their user is made" grep -q '^chartward:.*:/var/lib/chartward:' "$scratch/etc/passwd"
    for unit in watch night; do
        test_that "chartward-$unit is locked in (exposure at most 1 of 10)" \
            systemd-analyze security --offline=true --threshold=10 "$scratch/chartward-$unit.service"
    done
fi

test_end
