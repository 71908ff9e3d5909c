#!/bin/sh
# backup: complete, gone on with after an interruption, restored after the office was destroyed.
. "$(dirname "$0")/tap.sh"

shim=$(dirname "$CHARTWARD")/../test/full-disk.so
export ASAN_OPTIONS=verify_asan_link_order=0
backup=$scratch/backup

office_make
cp "$samples/inbox/scan-progress-note.tif" "$samples/inbox/benefits-explanation.pdf" "$office/inbox/"
cp "$samples/bad/encrypted.pdf" "$office/inbox/"
run run --office "$office"
echo 'zolpimide' >>"$office/dictionary.txt"
echo 'office-name = Prairie Heart' >>"$office/chartward.conf"
echo 'still to come' >"$office/inbox/next.txt"
listing >"$scratch/listing"
found() { chartward search --office "$1" status:filed | tail -n 1; }
hits=$(found "$office")
modes() { find "$backup" \( -type f -perm /077 -o -type d -perm /077 \) | grep . && return 1; return 0; }
save() { run backup --office "$office" "$backup"; }
# copies: what a backup on another disk does, of which links are no part.
on_another_disk() { find "$backup" -type f -links +1 | while read -r file; do cp -p "$file" "$file.new" && mv -f "$file.new" "$file"; done; }

run backup --office "$office"
test_that "without a folder: 2" status_is 2
run backup --office "$office" "$office/backup"
test_that "a backup inside its office: 4" status_is 4
mkdir "$scratch/mine" && echo 'mine' >"$scratch/mine/letter.txt"
run backup --office "$office" "$scratch/mine"
test_that "somebody's folder is not touched: 4" status_is 4
test_that "which is said" tells 'is not a backup, and not empty'
test_that "and nothing was put there" is "$(ls -A "$scratch/mine")" letter.txt

# --- interrupted, and gone on with ---
for bytes in 0 2000 40000 400000 500000; do
    status=0
    LD_PRELOAD=$shim FULL_DISK=$backup FULL_DISK_AFTER=$bytes "$CHARTWARD" backup --office "$office" "$backup" \
        >"$out" 2>"$err" || status=$?
    [ "$status" -eq 0 ] && break
    test_that "a full disk after $bytes bytes: 3" status_is 3
    test_that "told plainly" plain "$err"
    test_that "no catalogue without its files" not test -e "$backup/catalogue.db"
done
save
test_that "the next backup goes on" status_is 0
test_that "nothing half-written is left" is "$(find "$backup" -name '.chartward-*' | wc -l)" 0
test_that "nobody else may read it" modes
run verify --office "$backup"
test_that "the backup is a sound office" status_is 0
test_that "with everything in it" says '3 originals, 2 page images, 2 charts'
for file in chartward.conf dictionary.txt roster.csv inbox/next.txt; do
    test_that "$file is in it" cmp "$office/$file" "$backup/$file"
done
run log --office "$office"
test_that "who took it out is recorded" says "exported .*backup to $backup"
test_that "it tells how to restore it" grep -q 'cp -a THIS-FOLDER OFFICE' "$backup/BACKUP.txt"
save
test_that "again: nothing is new" says ': 0 linked, 0 copied'
run run --office "$backup"
test_that "nothing may work in a backup: 4" status_is 4
test_that "which is said" tells 'is a backup, in which nothing may work'

# --- what is damaged on either side ---
on_another_disk
original=$(ls "$office"/vault/*/*.tif | head -n 1)
saved=$backup/${original#"$office"/}
chmod u+w "$saved" && echo 'rust' >>"$saved"
save
test_that "a damaged file of the backup is put right" says '1 put in the place of others'
on_another_disk
cp -p "$original" "$scratch/kept" && rm -f "$original"
save
test_that "a file that only the backup has stays there" cmp "$saved" "$scratch/kept"
cp -p "$scratch/kept" "$original"

# --- what left a chart leaves the backup's ---
document=$(sed -n 's/.*"document":"\(D[0-9]*\)".*"status":"filed".*/\1/p' "$scratch/listing" | head -n 1)
run review --office "$office" "$document" --take-out
save
test_that "charts in the backup follow" is "$(find "$backup/charts" -name '*.pdf' | wc -l)" 1
run verify --office "$backup"
test_that "and are as bound" status_is 0
run review --office "$office" "$document" --undo
save
listing >"$scratch/listing"

# --- while another program works ---
for number in 1 2 3 4 5 6; do
    printf 'PROGRESS NOTE\n\nPatient: Someone Else %s\n\nA quiet visit.\n' "$number" >"$office/inbox/note$number.txt"
done
"$CHARTWARD" run --now --office "$office" >"$scratch/run" 2>&1 &
busy=$!
for time in 1 2 3; do
    save
    test_that "a backup beside a run, $time" status_is 0
    run verify --office "$backup"
    test_that "is sound, $time" status_is 0
done
wait "$busy"
run verify --office "$office"
test_that "the office as well" status_is 0
save
listing >"$scratch/listing"

# --- destroyed and restored ---
on_another_disk
chmod -R u+w "$office" && rm -rf "$office"
cp -a "$backup" "$office" && rm "$office/BACKUP.txt"
run verify --office "$office"
test_that "restored: nothing is wrong" says '^Nothing is wrong'
run run --office "$office"
test_that "it goes on working" status_is 0
test_that "every document is there" sh -c "'$CHARTWARD' list --json --office '$office' | cmp - '$scratch/listing'"
test_that "a search finds what it found" is "$(found "$office")" "$hits"
test_that "settings are back" grep -q 'Prairie Heart' "$office/chartward.conf"
test_that "plain sentences" plain "$err"

test_end
