#!/bin/sh
# Bad input: each file gets its sentence and its fate; none is lost; none stops the others.
. "$(dirname "$0")/tap.sh"

office_make
: >"$office/inbox/empty.pdf"
head -c 700 "$samples/inbox/$(ls "$samples/inbox" | grep '\.tif$' | head -n 1)" >"$office/inbox/cut.tif"
printf 'PK\003\004 not a scan' >"$office/inbox/letter.docx"
head -c 5000 /dev/urandom >"$office/inbox/noise.jpg"
mkdir "$office/inbox/a folder"
ln -s /etc/hostname "$office/inbox/link.txt"
printf 'still coming' >"$office/inbox/scan.tif.part"
cp "$samples"/bad/* "$office/inbox/"
printf 'PROGRESS NOTE\n\nPatient: Someone Else\n\nA good one among the bad.\n' >"$office/inbox/good.txt"
printf '\n\n\nJane Poe, MD\n' >"$office/inbox/signature.txt"
printf 'PROGRESS NOTE\n\nPatient: O, X    DOB: 03/14/1952\n\nShe is well.\n' >"$office/inbox/letters.txt"
awk 'BEGIN { for (i = 1; i <= 300; i++)
    printf "%sPROGRESS NOTE   Page %d of 300\n\nPatient: Someone Else\n\nShe is well.\n", (i > 1 ? "\f" : ""), i }' \
    >"$office/inbox/long.txt"
files=$(find "$office/inbox" -maxdepth 1 -type f ! -name '*.part' | wc -l)

run run --office "$office"
test_that "a run with rejected files ends with 1" status_is 1
test_that "sentences are plain" plain "$out"
test_that "and nothing talks in between" not grep -v '^Reading\|^Binding' "$err"
for name in empty.pdf cut.tif letter.docx noise.jpg; do
    test_that "$name is told" says "$name is"
    test_that "$name lies in rejected" test -f "$office/rejected/$name"
    test_that "$name has its reason beside it" grep -q 'rejected' "$office/rejected/$name.txt"
done
test_that "a folder stays and is told" says "'a folder'"
test_that "a link stays and is told" says "'link.txt'"
test_that "a file still being written stays" test -f "$office/inbox/scan.tif.part"
test_that "nothing else stays" is "$(find "$office/inbox" -type f | wc -l)" 1
test_that "the good one was read" grep -q 'good.txt' "$out"
listing >"$scratch/listing"
held() { # name: how many documents of it wait, and for what
    grep "\"source\":\"$1\"" "$scratch/listing" | sed 's/.*"status":"\([a-z]*\)".*"reasons":\[\("[a-z-]*"\)*.*/\1 \2/'
}
test_that "a signature alone waits for a person" is "$(held signature.txt)" 'review "missing-identifiers"'
test_that "names of one letter are names" is "$(held letters.txt)" 'review "no-patient-found"'
test_that "of 300 pages none is lost" is \
    "$(grep '"source":"long.txt"' "$scratch/listing" | grep -o '"source_page":' | wc -l)" 300
test_that "every file is in the listing" is \
    "$(sed -n 's/.*"source_sha256":"\([0-9a-f]*\)".*/\1/p' "$scratch/listing" | sort -u | wc -l)" \
    "$(find "$office/vault" -type f | wc -l)"
test_that "every file is in the vault, or is one of a pair" test "$(find "$office/vault" -type f | wc -l)" -le "$files"
test_that "originals are read-only" is "$(find "$office/vault" -type f ! -perm 400 | wc -l)" 0

rmdir "$office/inbox/a folder"
rm "$office/inbox/link.txt"
rm -r "$office/inbox"
run run --office "$office"
test_that "a missing inbox: 4" status_is 4
test_that "a missing inbox: says what to do" tells "network share"

rm "$office/roster.csv"
mkdir "$office/inbox"
run run --office "$office"
test_that "no roster: told, not fatal" says "roster import"

if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
    # As somebody who may not read one of the files; the program comes along, for its folder may be root's.
    build=$(dirname "$CHARTWARD")/..
    mkdir -p "$scratch/bin" "$scratch/share"
    cp "$CHARTWARD" "$scratch/bin/"
    cp -rL "$build/share/chartward" "$scratch/share/"
    chmod -R a+rX "$scratch/bin" "$scratch/share" && chmod 755 "$scratch"
    printf 'PROGRESS NOTE\n' >"$office/inbox/locked.txt"
    chown -R nobody "$office" && chmod 000 "$office/inbox/locked.txt" && chown root "$office/inbox/locked.txt"
    status=0
    setpriv --reuid=nobody --clear-groups "$scratch/bin/chartward" run --now --office "$office" >"$out" 2>"$err" ||
        status=$?
    test_that "a file without the right to read it: 1" status_is 1
    test_that "it is told and stays" says "'locked.txt' cannot be opened"
fi

run verify --office "$office"
test_that "nothing is wrong with the office in the end" status_is 0

test_end
