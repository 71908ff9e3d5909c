#!/bin/sh
# The order of writes, as the kernel saw it: nothing leaves the inbox, and nothing is told in the catalogue, before it is
# whole on the disk.
. "$(dirname "$0")/tap.sh"

if ! strace -o /dev/null true 2>/dev/null; then
    echo '1..0 # SKIP strace is not there, or may not look at other processes here'
    exit 0
fi
export ASAN_OPTIONS=detect_leaks=0 # its leak search cannot run under strace

office_make
cp "$samples/inbox/benefits-explanation.pdf" "$samples/inbox/transcript-two-patients.txt" "$office/inbox/"
status=0
strace -f -y -s 0 -o "$scratch/calls" -e trace=write,pwrite64,fsync,fdatasync,rename,unlink \
    "$CHARTWARD" run --now --jobs 1 --office "$office" >"$out" 2>"$err" || status=$?
test_that "the run ends well" status_is 0

order() { python3 "$here/write-order.py" "$1" "$office" <"$scratch/calls"; }
test_that "every file is written, synced, renamed, its folder synced" order files
test_that "originals are in the vault for good before they leave the inbox" order inbox
test_that "page images and charts are there for good before the catalogue tells of them" order catalogue

test_end
