# tap.sh - what the end-to-end tests share: TAP, an office of their own, and its removal.
# Each test is a shell script that sources this file, calls `test_that` for each fact, ends with `test_end`.
# shellcheck shell=sh

: "${CHARTWARD:?name the program in CHARTWARD, or run the tests with make}"
here=$(cd "$(dirname "$0")" && pwd)
samples=$here/../samples
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
office=$scratch/office
out=$scratch/out
err=$scratch/err
count=0

chartward() { "$CHARTWARD" "$@"; }

# Runs the program; its output goes to $out and $err, its exit status to $status.
# Drops are whole when a test has made them: --now takes them at once.
run() {
    case $1 in run) shift && set -- run --now "$@" ;; esac
    status=0
    "$CHARTWARD" "$@" >"$out" 2>"$err" || status=$?
}

# test_that SENTENCE COMMAND...: the command's status decides; what it and the last run said is shown on failure.
test_that() {
    sentence=$1
    shift
    count=$((count + 1))
    if "$@" >"$scratch/said" 2>&1; then
        echo "ok $count - $sentence"
    else
        echo "not ok $count - $sentence"
        sed 's/^/#   /' "$scratch/said"
        echo "#   status ${status:-}"
        head -n 20 "$out" "$err" 2>/dev/null | sed 's/^/#   /'
    fi
}

test_end() { echo "1..$count"; }

says() { grep -q -- "$1" "$out" || { echo "no '$1' in the output"; return 1; }; }
tells() { grep -q -- "$1" "$err" || { echo "no '$1' on stderr"; return 1; }; }
not() { ! "$@"; }
is() { [ "$1" = "$2" ] || { echo "'$1' is not '$2'"; return 1; }; }
status_is() { is "$status" "$1"; }
empty() { [ -z "$(ls -A "$1")" ] || { ls -A "$1"; return 1; }; }

# A sentence a person can use: starts with a capital or a quoted name, ends with a full stop, no library's jargon.
plain() {
    grep -vE '^$' "$1" | grep -nE 'assert|GLib|CRITICAL|WARNING|Leptonica|Error in pix|TIFF[A-Z]|sqlite|libpng|tesseract:' && return 1
    return 0
}

# office_make: an office with the samples' patients.
office_make() {
    chartward init "$office" >"$out" 2>"$err"
    chartward roster --office "$office" import "$samples/roster.csv" >"$out" 2>"$err"
}

# A query on the catalogue, as a person with sqlite3 would ask it, through the listing.
listing() { chartward list --office "$office" --json; }
