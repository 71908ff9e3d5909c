#!/bin/sh
# verify: each kind of damage is found and told plainly; --repair mends what is derived, and nothing else.
. "$(dirname "$0")/tap.sh"

office_make
cp "$samples/inbox/scan-progress-note.tif" "$samples/inbox/benefits-explanation.pdf" "$office/inbox/"
cp "$samples/bad/encrypted.pdf" "$office/inbox/"
run run --office "$office"
listing >"$scratch/listing"

# sha_of NAME: the original's SHA-256; sql STATEMENT: as somebody with the file could do it.
sha_of() { sed -n "s/.*\"source\":\"$1\",\"source_sha256\":\"\([0-9a-f]*\)\".*/\1/p" "$scratch/listing" | head -n 1; }
sql() { sqlite3 "$office/catalogue.db" "$1"; }
# flip FILE: turns one byte in its middle into another.
flip() {
    chmod u+w "$1"
    at=$(($(stat -c %s "$1") / 2))
    byte=$(od -An -tu1 -j "$at" -N 1 "$1")
    printf '%b' "\\0$(printf %o $((255 - byte)))" | dd of="$1" bs=1 seek="$at" conv=notrunc 2>/dev/null
}
verify() { run verify --office "$office" "$@"; }
same_listing() { listing | cmp - "$scratch/listing"; }

verify
test_that "an office as it should be: 0" status_is 0
test_that "nothing is wrong" says '^Nothing is wrong'
test_that "pages in are pages out" says '^2 pages in = [0-2] filed + [0-2] in review + 0 rejected; 1 file could not be taken in'
test_that "what was looked at is told" says '^3 originals, 2 page images, [12] charts*: there and unchanged'
verify --json
test_that "for programs: clean" says '"clean":true,"pages_in":2'
run verify --office "$office" surplus
test_that "an argument too many: 2" status_is 2

# --- originals ---
original=$(ls "$office"/vault/*/"$(sha_of scan-progress-note.tif)"*)
cp -p "$original" "$scratch/kept.tif"
flip "$original"
verify
test_that "a flipped byte in an original: 1" status_is 1
test_that "is told with its name" says "original of 'scan-progress-note.tif' was changed"
test_that "and where help is" says 'from the last backup'
verify --repair
test_that "what is no copy is never mended" says '^1 thing is wrong'
rm -f "$original"
verify --json
test_that "an original that is missing: 1" status_is 1
test_that "is told" says '"kind":"original".*is missing'
cp -p "$scratch/kept.tif" "$original"
verify
test_that "taken back, all is well" status_is 0

# --- page images ---
image=$(ls "$office"/pages/*/* | head -n 1)
rm -f "$image"
verify
test_that "a page image that is missing: 1" status_is 1
test_that "is told with page and file" says "The image of page 1 of '.*' (D00000[123]) is missing"
verify --repair
test_that "--repair makes it again from the original" status_is 0
test_that "and says so" says '^1 thing was wrong, and is mended'
test_that "it is there" test -s "$image"
flip "$image"
verify --repair
test_that "a changed one as well" status_is 0
verify
test_that "then nothing is wrong" says '^Nothing is wrong'
test_that "no document was changed by it" same_listing

# --- charts ---
chart=$(ls "$office"/charts/*/*.pdf | head -n 1)
rm -f "$chart"
verify
test_that "a chart that was deleted: 1" status_is 1
test_that "is told with its patient" says 'The chart of .* (MRN [0-9]*) is missing'
flip "$(ls "$office"/pages/*/* | tail -n 1)"
verify --repair
test_that "chart and image are mended together" says '^2 things were wrong, and are mended'
test_that "the chart is there" test -s "$chart"
flip "$chart"
verify
test_that "a flipped byte in a chart is found" says 'The chart of .* was changed'
verify --repair --json
test_that "--repair binds it anew" says '"clean":true'

# --- strangers ---
echo 'a letter' >"${chart%/*}/letter.txt"
echo 'a scan' >"$office/vault/lost.tif"
echo 'half' >"$office/pages/.chartward-abc123"
touch -d '1 hour ago' "${chart%/*}/letter.txt" "$office/vault/lost.tif" "$office/pages/.chartward-abc123"
verify
test_that "what does not belong there: 1" status_is 1
test_that "in a chart's folder" says "letter.txt' was not put there by Chartward"
test_that "in the vault" says "does not know the file 'vault/lost.tif'"
test_that "what a crash left is no fault" says '1 half-written file is left'
verify --repair
test_that "half-written files are removed" not test -e "$office/pages/.chartward-abc123"
test_that "strangers are left alone" test -s "${chart%/*}/letter.txt"
rm -f "${chart%/*}/letter.txt" "$office/vault/lost.tif"

# --- the catalogue ---
sql "DROP TRIGGER text_leaves; UPDATE page_texts SET text = 'something else' WHERE page = (SELECT min(page) FROM page_texts)"
verify
test_that "an index that does not fit the pages: 1" status_is 1
test_that "is told" says 'The search index does not say what the pages say'
verify --repair
test_that "--repair makes it anew" status_is 0
sql "PRAGMA foreign_keys = OFF; DROP TRIGGER page_stays; DELETE FROM pages WHERE id = (SELECT min(id) FROM pages)"
verify
test_that "a page that is gone from the catalogue: 1" status_is 1
test_that "pages that do not add up are told" says 'pages came in, but\|do not add up'
test_that "plain sentences" plain "$out"

test_end
