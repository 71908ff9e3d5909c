#!/bin/sh
# What the world keeps from being read: tried again, held in the end, never in the way of the others; what is mended
# and dropped again is taken.
. "$(dirname "$0")/tap.sh"

office_make
note() { printf 'PROGRESS NOTE\n\nPatient: Someone Else\nDate of Visit: 02/11/2026\n\nVisit number %s, a quiet one.\n' "$1"; }

# A file that was taken in, and that nobody can open any more.
echo 'language = qqq' >"$office/chartward.conf"
note 1 >"$office/inbox/lost.txt"
run run --office "$office"
test_that "no reader can start: 4" status_is 4
rm "$(find "$office/vault" -name '*.txt')"
printf 'retry-wait-s = 3600\nretries-most = 2\n' >"$office/chartward.conf"
note 2 >"$office/inbox/good.txt"
run run --office "$office"
test_that "one that cannot be opened stops nobody" grep -q good.txt "$out"
test_that "it is told" says "'lost.txt' could not be read now"
test_that "which the exit status tells" status_is 1
run run --office "$office"
test_that "it is not tried before its time" not says lost.txt
printf 'retry-wait-s = 0\nretries-most = 3\n' >"$office/chartward.conf"
python3 - "$office/catalogue.db" <<'PY'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as catalogue:
    catalogue.execute("UPDATE originals SET retry_at = unixepoch() + 400 * 24 * 3600")
PY
run run --office "$office"
test_that "after its time, or when a wrong clock made that years, it is" says "'lost.txt' could not be read now"
run run --office "$office"
test_that "in the end it is held" says "'lost.txt' could not be read in 3 tries"
test_that "with its reason in the listing" grep -q '"source":"lost.txt".*"status":"failed","reasons":\["retries-exhausted"\]' \
    "$(listing >"$scratch/listing"; echo "$scratch/listing")"
run run --office "$office"
test_that "and is tried no more" says 'Nothing new'
note 1 >"$office/inbox/lost.txt"
run run --office "$office"
test_that "dropped again it is read" is "$(listing | grep -c '"source":"lost.txt".*"status":"review"')" 1
test_that "and is one document still" is "$(listing | grep -c '"source":"lost.txt"')" 1

# A file that was rejected, and comes again mended.
head -c 3000 "$samples/inbox/scan-claim-form.tif" >"$office/inbox/claim.tif"
run run --office "$office"
test_that "a damaged file is rejected" test -e "$office/rejected/claim.tif"
cp "$samples/inbox/scan-claim-form.tif" "$office/inbox/claim.tif"
run run --office "$office"
test_that "mended and dropped again it is read" says 'claim-form.*claim.tif'

# An original whose bytes went bad on the disk, and comes again.
kept=$(find "$office/vault" -name '*.tif' -size +3k)
size=$(stat -c %s "$kept")
chmod u+w "$kept"
printf 'rust' | dd of="$kept" bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
run verify --office "$office"
test_that "a damaged original is found" says "The original of 'claim.tif' was changed"
cp "$samples/inbox/scan-claim-form.tif" "$office/inbox/claim.tif"
run run --office "$office"
test_that "dropped again it is known" says "'claim.tif' was taken in before"
run verify --office "$office"
test_that "and its original is whole again" status_is 0

# A file over a limit that is raised.
echo 'max-pages = 1' >"$office/chartward.conf"
cp "$samples/inbox/transcript-two-patients.txt" "$office/inbox/"
run run --office "$office"
test_that "a file over a limit is rejected" test -e "$office/rejected/transcript-two-patients.txt.txt"
echo 'max-pages = 9' >"$office/chartward.conf"
cp "$samples/inbox/transcript-two-patients.txt" "$office/inbox/"
run run --office "$office"
test_that "with the limit raised the same file is read" is "$(listing | grep -c '"source":"transcript-two-patients.txt","')" 2
test_that "and shown as rejected no longer" not test -e "$office/rejected/transcript-two-patients.txt"
test_that "nor its reason" not test -e "$office/rejected/transcript-two-patients.txt.txt"

# A vault on another disk, to which nothing can be linked.
disk=$(mktemp -d -p /dev/shm)
trap 'chmod -R u+w "$scratch" "$disk"; rm -rf "$scratch" "$disk"' EXIT
mv "$office/vault" "$disk/vault"
ln -s "$disk/vault" "$office/vault"
test_that "the vault lies on another disk" not is "$(stat -c %d "$office")" "$(stat -Lc %d "$office/vault")"
head -c 4000 "$samples/inbox/scan-progress-note.tif" >"$office/inbox/progress.tif"
note 4 >"$office/inbox/four.txt"
run run --office "$office"
test_that "what is rejected is shown by a copy" cmp -n 4000 "$office/rejected/progress.tif" "$samples/inbox/scan-progress-note.tif"
test_that "with its reason" test -e "$office/rejected/progress.tif.txt"
test_that "and stops no other" says four.txt
head -c 4000 "$samples/inbox/scan-progress-note.tif" >"$office/inbox/progress.tif"
run run --office "$office"
test_that "it is shown once" is "$(find "$office/rejected" -name 'progress*' | wc -l)" 2

rm -r "$office/vault"
note 3 >"$office/inbox/three.txt"
run run --office "$office"
test_that "without a vault nothing moves: 4" status_is 4
test_that "and the file stays" test -f "$office/inbox/three.txt"

test_end
