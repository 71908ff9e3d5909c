#!/bin/sh
# How files come into the inbox: slowly, in pieces, under other names. None is taken before it is whole.
. "$(dirname "$0")/tap.sh"

office_make
printf 'settle-s = 1.5\nincomplete-wait-s = 6\n' >>"$office/chartward.conf"

# A run as an office makes it, without --now.
settle() {
    status=0
    "$CHARTWARD" run --office "$office" >"$out" 2>"$err" || status=$?
}
appears() { until [ -e "$1" ]; do sleep 0.05; done; }
# Runs until the file is out of the inbox: a busy machine may be slower than one run waits.
settle_until_taken() {
    for try in 1 2 3 4 5 6; do
        settle
        [ -e "$office/inbox/$1" ] || return 0
    done
}
pages_of() { listing | grep "\"source\":\"$1\"" | grep -o '"source_page":' | wc -l; }
times_listed() { listing | grep -c "\"source\":\"$1\""; }

# A scanner that appends a page, closes the file, opens it again: whole after each page, done after the last. Over a
# network the server keeps the file open between the pages ("held"), and gives it the scanner's time.
cat >"$scratch/scanner.py" <<'PY'
import os, struct, sys, time
path, pages, pause = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
server = open(path, "ab") if "held" in sys.argv else None
link = 4
for number in range(pages):
    with open(path, "r+b" if number else "wb") as file:
        if number == 0:
            file.write(b"II*\0\0\0\0\0")
        file.seek(0, 2)
        at = file.tell()
        file.write(b"\0" * (64 * 800))
        directory = file.tell()
        tags = [(256, 512), (257, 800), (258, 1), (259, 1), (262, 0), (273, at), (278, 800), (279, 64 * 800)]
        file.write(struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags))
        end = file.tell()
        file.write(b"\0\0\0\0")
        file.seek(link)
        file.write(struct.pack("<I", directory))
        link = end
    if server:
        os.utime(path, (1500000000, 1500000000))
    time.sleep(pause)
PY
python3 "$scratch/scanner.py" "$office/inbox/by pages.tif" 4 0.4 &
appears "$office/inbox/by pages.tif"
settle_until_taken 'by pages.tif'
wait
test_that "a file to which pages are added is waited for" is "$(pages_of 'by pages.tif')" 4
test_that "and taken once" is "$(times_listed 'by pages.tif')" 1
test_that "and the inbox is empty" empty "$office/inbox"
python3 "$scratch/scanner.py" "$office/inbox/by network.tif" 3 1.8 held &
appears "$office/inbox/by network.tif"
settle_until_taken 'by network.tif'
wait
test_that "between the pages that a file server has yet to write it is waited for, too" is "$(pages_of 'by network.tif')" 3
test_that "and it is taken once" is "$(times_listed 'by network.tif')" 1

# Over the network: room first, then the pieces, the beginning last.
whole=$samples/inbox/reminder-appointment.png
size=$(stat -c %s "$whole")
(
    truncate -s "$size" "$office/inbox/network.png"
    sleep 0.4
    dd if="$whole" of="$office/inbox/network.png" bs=4096 skip=1 seek=1 conv=notrunc 2>/dev/null
    sleep 0.4
    dd if="$whole" of="$office/inbox/network.png" bs=4096 count=1 conv=notrunc 2>/dev/null
) &
appears "$office/inbox/network.png"
settle_until_taken network.png
wait
test_that "room that is filled in pieces is waited for" grep -q "$(sha256sum <"$whole" | cut -d' ' -f1)" \
    "$(listing >"$scratch/listing"; echo "$scratch/listing")"
test_that "and is not taken half" is "$(times_listed network.png)" 1

# An empty file first, the rest later than a run is ready to wait for.
: >"$office/inbox/later.txt"
settle
test_that "an empty file stays" test -f "$office/inbox/later.txt"
test_that "and is told" says "'later.txt' is not complete: it is empty"
test_that "which the exit status tells, too" status_is 1
printf 'PROGRESS NOTE\n\nPatient: Someone Else\n\nA quiet visit.\n' >"$office/inbox/later.txt"
settle_until_taken later.txt
test_that "with its content it is taken" is "$(pages_of later.txt)" 1

# Written beside, renamed into place.
cp "$samples/inbox/scan-claim-form.tif" "$office/inbox/claim.tif.part"
settle
test_that "a temporary name is left alone" test -f "$office/inbox/claim.tif.part"
test_that "without a word" not says claim
touch -d '1 day ago' "$office/inbox/claim.tif.part"
cp -p "$office/inbox/claim.tif.part" "$office/inbox/.claim.tif"
cp -p "$office/inbox/claim.tif.part" "$office/inbox/Thumbs.db"
settle
test_that "one that was forgotten is told" says "'claim.tif.part' has the name of a file that is still"
test_that "and so is a hidden one" says "'.claim.tif' has the name of a file that is still"
test_that "but what a program keeps for itself is not" not says Thumbs
test_that "which the exit status tells" status_is 1
rm "$office/inbox/.claim.tif" "$office/inbox/Thumbs.db"
mv "$office/inbox/claim.tif.part" "$office/inbox/claim.tif"
settle_until_taken claim.tif
test_that "under its own name it is taken" is "$(pages_of claim.tif)" 1

# Cut off for good: it waits, then its good page is kept and a person is asked.
cp "$samples/bad/second-page-cut.tif" "$office/inbox/cut.tif"
cp "$samples/inbox/transcript-history-and-physical.txt" "$office/inbox/note.txt"
settle
test_that "a file that breaks off stays at first" test -f "$office/inbox/cut.tif"
test_that "with its reason" says "'cut.tif' is not complete"
test_that "and does not keep the others waiting" is "$(pages_of note.txt)" 2
sleep 6
settle
test_that "in the end it is taken as it is" empty "$office/inbox"
test_that "which is told" says 'Nothing came any more'
listing >"$scratch/listing"
test_that "its good page is read" grep -q '"source":"cut.tif".*"source_page":1,"kind":"content"' "$scratch/listing"
test_that "the lost one is kept as unreadable" grep -q '"source":"cut.tif".*"source_page":2,"kind":"unreadable"' "$scratch/listing"
test_that "and a person is asked" grep -q '"source":"cut.tif".*"status":"review","reasons":\[.*unreadable-page' "$scratch/listing"

# One that never ends to grow.
(
    while [ ! -e "$scratch/enough" ]; do
        printf 'and on\n' >>"$office/inbox/endless.txt"
        sleep 0.2
    done
) &
appears "$office/inbox/endless.txt"
settle
touch "$scratch/enough"
wait
test_that "a file that still changes is left" says "'endless.txt' is still being written"
test_that "and stays" test -f "$office/inbox/endless.txt"
run run --office "$office"
test_that "--now takes it at once" empty "$office/inbox"

# A full disk is not waited for.
printf 'disk-reserve-megabytes = 1000000000\n' >>"$office/chartward.conf"
printf 'PROGRESS NOTE\n' >"$office/inbox/full.txt"
run run --office "$office"
test_that "too little room: nothing is taken" test -f "$office/inbox/full.txt"
test_that "too little room: 3" status_is 3
test_that "too little room: a plain sentence" says 'Please make room'
sed -i 's/^disk-reserve.*//' "$office/chartward.conf"
run run --office "$office"
test_that "with room it is" empty "$office/inbox"
cp "$office"/vault/*/*.txt "$scratch/" && cp "$(ls "$scratch"/*.txt | head -n 1)" "$office/inbox/again.txt"
run run --office "$office"
test_that "the same bytes again are told with the name by which they came first" \
    grep -qE "'again.txt' is the same file as '[^a]" "$out"

# A share that cannot sync a folder. Of two twins one tells which call that is.
export ASAN_OPTIONS=verify_asan_link_order=0
note() { printf 'PROGRESS NOTE\n\nPatient: Someone Else\n\nA visit to be synced.\n' >"$office/inbox/synced.txt"; }
# shim_run CALL: it fails as an invalid one does (0: none).
shim_run() {
    head -c 1048576 /dev/zero >"$scratch/notes"
    status=0
    LD_PRELOAD=$(dirname "$CHARTWARD")/../test/nth-call.so NTH_CALL=$1 NTH_DO=22 NTH_WHO=clerk NTH_NOTES=$scratch/notes \
        "$CHARTWARD" run --now --office "$office" >"$out" 2>"$err" || status=$?
}
note
cp -r "$office" "$scratch/twin"
shim_run 0
call=$(tail -c +17 "$scratch/notes" | tr -d '\0' | grep -n '^fsync .*/inbox$' | head -n 1 | cut -d: -f1)
chmod -R u+w "$office" && rm -rf "$office" && mv "$scratch/twin" "$office"
shim_run "$call"
test_that "the inbox was to be synced" sh -c "tail -c +17 '$scratch/notes' | tr -d '\\0' | sed -n '${call}p' | grep -q 'fsync .*/inbox'"
test_that "a share that cannot sync it stops nothing" says synced.txt

run verify --office "$office"
test_that "nothing is wrong with the office in the end" status_is 0

test_end
