#!/bin/sh
# Readers that stumble: whatever one does over a page, the page is kept, shown and asked about, and all others are filed.
. "$(dirname "$0")/tap.sh"

shim=$(dirname "$CHARTWARD")/../test/stumble.so
export ASAN_OPTIONS=verify_asan_link_order=0

seconds=4
# stumble_run WORD WAY FILES...: files them with readers that stumble at the word.
stumble_run() {
    word=$1 way=$2
    shift 2
    chmod -R u+w "$office" 2>/dev/null
    rm -rf "$office"
    office_make
    # Recognition may take long on a busy machine; a dictation is read in no time.
    limit=$seconds
    [ "$way" = crash ] && limit=600
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

# A file made so that all others wait: every page of it hangs.
for page in $(seq 60); do
    [ "$page" = 1 ] || printf '\f'
    sed "s/A quiet visit/Page $page: ambulating well/" "$letter"
done >"$scratch/a trap.txt"
seconds=2
stumble_run ambulating hang "$scratch/a trap.txt" "$letter"
seconds=4
test_that "a trap: the run ends well" status_is 0
test_that "a trap: the other file is filed before it" sh -c "grep -F letter.txt '$scratch/listing' | grep -q D000001"
test_that "a trap: every page of it is kept" is "$(pages_of 'a trap.txt')" 60
test_that "a trap: all of it waits for a person" is "$(of 'a trap.txt' | grep -vc '"status":"review"')" 0
shown=$("$CHARTWARD" show --office "$office" D000002 2>&1 | grep -c 'took the readers too much time')
test_that "a trap: most of it is not even tried ($shown pages)" test "$shown" -ge 20


test_end
