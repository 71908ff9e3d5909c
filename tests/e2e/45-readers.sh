#!/bin/sh
# Readers that stumble: whatever one does over a page, the page is kept, shown and asked about, and all others are filed.
. "$(dirname "$0")/tap.sh"

shim=$(dirname "$CHARTWARD")/../test/stumble.so
export ASAN_OPTIONS=verify_asan_link_order=0

# stumble_run WORD WAY FILES...: files them with readers that stumble at the word.
stumble_run() {
    word=$1 way=$2
    shift 2
    chmod -R u+w "$office" 2>/dev/null
    rm -rf "$office"
    office_make
    # Recognition may take long on a busy machine; a dictation is read in no time.
    limit=2
    case $way in crash | refuse) limit=600 ;; esac
    echo "page-timeout-s = $limit" >>"$office/chartward.conf"
    cp "$@" "$office/inbox/"
    status=0
    LD_PRELOAD=$shim STUMBLE_AT=$word STUMBLE=$way \
        "$CHARTWARD" run --now --jobs 2 --office "$office" >"$out" 2>"$err" || status=$?
    listing >"$scratch/listing"
}

# of FILE: its documents in the listing.
of() { grep -F "\"source\":\"$1\"" "$scratch/listing"; }
count_is() { is "$(of "$1" | grep -c "$2")" "$3"; }
pages_of() { of "$1" | grep -o '"source_page":[0-9]*' | sort -u | wc -l; }

letter=$scratch/letter.txt
printf 'PROGRESS NOTE\n\nPatient: Margaret O%sHara\nDate of Birth: 03/14/1952\nMRN: 00482913\nDate of Service: 05/04/2026\n\nA quiet visit.\n' \
    "'" >"$letter"

dictation=$scratch/dictation.txt
{
    sed 's/A quiet visit/She is ambulating well/' "$letter"
    printf '\fPROGRESS NOTE\n\nPatient: Youssef E. Haddad\nDate of Birth: 04/14/1970\nMRN: 01077431\nDate of Service: 05/05/2026\n\nNo complaints.\n'
} >"$dictation"

# Where the sanitizers' run-time needs what a reader must not have, the lock is looser: no bound to memory.
sanitized=
case $CHARTWARD in */sanitize/*) sanitized=yes ;; esac
ways='hang babble mumble'
[ -z "$sanitized" ] && ways="$ways eat"

# One page of a fax of two patients.
stumble_run dilatation crash "$samples/inbox/fax-bundle.tif" "$letter"
test_that "crash: the run ends well" status_is 0
test_that "crash: the document of that page waits for a person" count_is fax-bundle.tif '"status":"review"' 1
test_that "crash: the reason is given" sh -c "grep -F '\"status\":\"review\"' '$scratch/listing' | grep -q unreadable"
test_that "crash: the other document of the file is filed" count_is fax-bundle.tif '"status":"filed"' 1
test_that "crash: the other file is filed" count_is letter.txt '"status":"filed"' 1
test_that "crash: every page has its image" is "$(find "$office/pages" -name '*.tif' | wc -l)" 5
test_that "crash: sentences are plain" plain "$out"

# One section of a dictation for two patients: quick to read, so that a short time is enough.
for way in $ways; do
    stumble_run ambulating "$way" "$dictation" "$letter"
    test_that "$way: the run ends well" status_is 0
    test_that "$way: the document of that page waits for a person" count_is dictation.txt '"status":"review"' 1
    test_that "$way: the other document of the file is filed" count_is dictation.txt '"status":"filed"' 1
    test_that "$way: the other file is filed" count_is letter.txt '"status":"filed"' 1
done

# A file made so that all others wait: every page of it hangs.
for page in $(seq 60); do
    [ "$page" = 1 ] || printf '\f'
    sed "s/A quiet visit/Page $page: ambulating well/" "$letter"
done >"$scratch/a trap.txt"
stumble_run ambulating hang "$scratch/a trap.txt" "$letter"
test_that "a trap: the run ends well" status_is 0
test_that "a trap: the other file is filed before it" sh -c "grep -F letter.txt '$scratch/listing' | grep -q D000001"
test_that "a trap: every page of it is kept" is "$(pages_of 'a trap.txt')" 60
test_that "a trap: all of it waits for a person" is "$(of 'a trap.txt' | grep -vc '"status":"review"')" 0
shown=$("$CHARTWARD" show --office "$office" D000002 2>&1 | grep -c 'took the readers too much time')
test_that "a trap: most of it is not even tried ($shown pages)" test "$shown" -ge 20

stumble_run decode-tiff crash "$samples/inbox/fax-refill-request.tif" "$letter"
test_that "a page that cannot even be decoded: the run ends well" status_is 0
test_that "a page that cannot even be decoded waits for a person" count_is fax-refill-request.tif '"status":"review"' 1
test_that "a page that cannot even be decoded stops no other" count_is letter.txt '"status":"filed"' 1

# The system ends a reader when memory is short: that is no fault of the page. It is tried again later; were it the page
# after all, it is found out in the last try.
stumble_run ambulating vanish "$dictation" "$letter"
test_that "ended by the system: the file is left for later" says "'dictation.txt' could not be read now"
test_that "ended by the system: the reason is given" says 'memory is short'
test_that "ended by the system: the other file is filed" count_is letter.txt '"status":"filed"' 1
again() {
    printf 'retry-wait-s = 0\nretries-most = 1\n' >>"$office/chartward.conf"
    python3 - "$office/catalogue.db" <<'PY'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as catalogue:
    catalogue.execute("UPDATE originals SET retry_at = 0")
PY
}
again
cp -r "$office" "$scratch/twin"
run run --office "$office"
listing >"$scratch/listing"
test_that "when memory is there again all of it is filed" count_is dictation.txt '"status":"filed"' 2
chmod -R u+w "$office" && rm -rf "$office" && mv "$scratch/twin" "$office"
LD_PRELOAD=$shim STUMBLE_AT=ambulating STUMBLE=vanish "$CHARTWARD" run --now --office "$office" >"$out" 2>"$err"
listing >"$scratch/listing"
test_that "in the last try its page is the one to be looked at" count_is dictation.txt '"status":"review"' 1
test_that "and the rest of the file is filed" count_is dictation.txt '"status":"filed"' 1

# Memory that is refused once makes no page unreadable.
printf '1' >"$scratch/times"
export STUMBLE_TIMES="$scratch/times"
stumble_run decode-tiff refuse "$samples/inbox/fax-refill-request.tif"
unset STUMBLE_TIMES
test_that "refused once: it was refused" is "$(cat "$scratch/times")" x
test_that "refused once: the page is read" not grep -q '"kind":"unreadable"' "$scratch/listing"
printf '11' >"$scratch/times"
export STUMBLE_TIMES="$scratch/times"
stumble_run decode-tiff refuse "$samples/inbox/fax-refill-request.tif"
unset STUMBLE_TIMES
test_that "refused twice: it is shown as unreadable" grep -q '"kind":"unreadable"' "$scratch/listing"

# The lock, tried from inside: what is refused is refused, what is forbidden ends the reader.
if [ -z "$sanitized" ]; then
    stumble_run quiet look "$letter"
    test_that "a reader that looks for other files finds none, and reads on" count_is letter.txt '"status":"filed"' 1
    for way in call spawn spin; do
        stumble_run quiet "$way" "$letter"
        test_that "$way: the reader is ended and its page kept" count_is letter.txt '"status":"review"' 1
    done
fi

# A kernel, or a container, that grants no lock.
old_kernel=$(dirname "$CHARTWARD")/../test/old-kernel.so
old_run() {
    chmod -R u+w "$office" && rm -rf "$office"
    office_make
    echo "$1" >>"$office/chartward.conf"
    cp "$letter" "$office/inbox/"
    status=0
    LD_PRELOAD=$old_kernel "$CHARTWARD" run --now --office "$office" >"$out" 2>"$err" || status=$?
}
old_run '# nothing set'
test_that "without a lock: files are filed all the same" status_is 0
test_that "without a lock: it is told" says 'does not grant Landlock and$\|does not grant Landlock'
test_that "without a lock: it is told once" is "$(grep -c 'does not grant' "$out")" 1
old_run 'require-sandbox = yes'
test_that "a lock required and not granted: 4" status_is 4
test_that "a lock required and not granted: says what to do" tells "'require-sandbox = no'"
test_that "a lock required and not granted: nothing was read" is "$(listing | wc -l)" 0

# A reader that ends while it loads: killed, as by a kernel that lacks memory, or because it is given none.
chmod -R u+w "$office" && rm -rf "$office"
office_make
cp "$letter" "$office/inbox/"
# unborn_run LIBRARY CALL ERROR
unborn_run() {
    head -c 1048576 /dev/zero >"$scratch/notes"
    status=0
    LD_PRELOAD=$(dirname "$CHARTWARD")/../test/$1.so NTH_CALL=$2 NTH_DO=$3 NTH_WHO=workers NTH_NOTES=$scratch/notes \
        "$CHARTWARD" run --now --office "$office" >"$out" 2>"$err" || status=$?
}
unborn_run nth-call 9 before
test_that "a reader that is killed before it begins: try again" status_is 3
test_that "and says so" tells 'was ended before it could begin'
if [ -z "$sanitized" ]; then
    export NTH_ON=1 # from then on
    unborn_run nth-memory 50000 12
    unset NTH_ON
    test_that "a reader that is given no memory: try again" status_is 3
    test_that "and says so" tells 'was ended before it could begin'
fi
run run --office "$office"
test_that "then it is filed" says letter.txt

# The program's file is replaced while it runs, as an update does.
mkdir -p "$scratch/bin" "$scratch/share"
ln -s "$(cd "$(dirname "$CHARTWARD")/../share" && pwd)/chartward" "$scratch/share/chartward"
cp "$CHARTWARD" "$scratch/bin/chartward"
chmod -R u+w "$office" && rm -rf "$office"
office_make
cp "$letter" "$office/inbox/"
status=0
(
    exec 9<"$scratch/bin/chartward"
    rm "$scratch/bin/chartward"
    exec /proc/self/fd/9 run --now --office "$office"
) >"$out" 2>"$err" || status=$?
test_that "a program whose file is gone works on" status_is 0
test_that "and files" says 'letter.txt'

test_that "no reader is left behind" not pgrep -P 1 -f "$CHARTWARD reader"

test_end
