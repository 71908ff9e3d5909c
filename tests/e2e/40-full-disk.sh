#!/bin/sh
# A full disk, at any point of a run: a plain sentence, nothing lost, and the next run ends the work.
. "$(dirname "$0")/tap.sh"

shim=$(dirname "$CHARTWARD")/../test/full-disk.so
export ASAN_OPTIONS=verify_asan_link_order=0

drop() {
    for number in 1 2 3; do
        printf 'PROGRESS NOTE\n\nPatient: Someone Else %s\nDate of Birth: 0%s/02/1961\n\nA quiet visit.\n' \
            "$number" "$number" >"$office/inbox/note$number.txt"
    done
}

# Files in the inbox, and originals that the catalogue knows: together always the three.
accounted() {
    inbox=$(find "$office/inbox" -name 'note*.txt' | wc -l)
    known=$(find "$office/vault" -type f ! -name '.*' | wc -l)
    test "$((inbox + known))" -ge 3 || { echo "inbox $inbox, vault $known"; return 1; }
}

for bytes in 0 100 3000 20000 60000 120000 250000; do
    rm -rf "$office"
    chartward init "$office" >/dev/null
    drop
    status=0
    LD_PRELOAD=$shim FULL_DISK=$office FULL_DISK_AFTER=$bytes \
        "$CHARTWARD" run --now --jobs 1 --office "$office" >"$out" 2>"$err" || status=$?
    if [ "$status" != 0 ]; then
        test_that "full after $bytes bytes: try again later" status_is 3
        test_that "full after $bytes bytes: told in a plain sentence" tells 'disk is full'
        test_that "full after $bytes bytes: no library's noise" plain "$err"
    fi
    test_that "full after $bytes bytes: nothing is lost" accounted
    run run --jobs 1 --office "$office"
    test_that "full after $bytes bytes: the next run ends well" status_is 0
    test_that "full after $bytes bytes: every file is listed once" is "$(listing | wc -l)" 3
    test_that "full after $bytes bytes: no half file is left" is \
        "$(find "$office" -name '.chartward-*' | wc -l)" 0
done

test_end
