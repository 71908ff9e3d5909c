#!/bin/sh
# Damaged files, dropped into an office: the clerk stays alive, every file and page is accounted for. TAP.
# usage: tests/fuzz/files.sh PROGRAM MUTATE COUNT [SEED [FIRST]]; a failure names the numbers to run it again with.
set -u
program=$1 mutate=$2 total=$3 seed=${4:-1} first=${5:-0}
here=$(cd "$(dirname "$0")" && pwd)
batch=200
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
office=$scratch/office
echo "# seed $seed, files $first to $((first + total - 1))"

fail() {
    echo "# $1"
    failed=1
}

# batch_run FIRST COUNT
batch_run() {
    failed=0
    [ -d "$office" ] && chmod -R u+w "$office" && rm -rf "$office"
    "$program" init "$office" >/dev/null || fail "no office"
    "$program" roster --office "$office" import "$here/../samples/roster.csv" >/dev/null 2>&1 || fail "no roster"
    printf 'page-timeout-s = 20\nmax-page-megapixels = 30\n' >>"$office/chartward.conf"
    "$mutate" "$seed" "$1" "$2" "$office/inbox" "$here"/seeds/files/* || fail "no files"
    (cd "$office/inbox" && sha256sum ./*) | sed 's/ [ *]\.\// /' >"$scratch/sums"
    status=0
    "$program" run --now --office "$office" >"$scratch/out" 2>"$scratch/err" || status=$?
    [ "$status" -le 1 ] || fail "the run ended with $status: $(tail -n 1 "$scratch/err")"
    grep -m 3 'could not be bound' "$scratch/out" && fail "a chart could not be bound"
    grep -m 3 -E 'CRITICAL|WARNING|Sanitizer|runtime error' "$scratch/err" "$scratch/out" && fail "a library complains"
    "$program" list --office "$office" --json >"$scratch/listing" || fail "no listing"
    python3 "$here/accounted.py" "$office" "$scratch/sums" <"$scratch/listing" >"$scratch/told" || fail "not all are accounted for"
    sed 's/^/# /' "$scratch/told"
    run=$((run + 1))
    [ "$failed" = 0 ] || { bad=$((bad + 1)); printf 'not '; }
    echo "ok $run - files $1 to $(($1 + $2 - 1)): the clerk lives, all is accounted for"
    if [ "$failed" != 0 ] && [ -n "${KEEP:-}" ]; then cp -r "$office" "$scratch/out" "$scratch/err" "$KEEP"; fi
}

run=0 bad=0
end=$((first + total))
while [ "$first" -lt "$end" ]; do
    count=$((end - first < batch ? end - first : batch))
    batch_run "$first" "$count"
    first=$((first + count))
done
echo "1..$run"
exit "$bad"
