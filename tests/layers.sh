#!/bin/sh
# The layer check: reads the #include lines and fails where a room opens a door it may not. TAP.
# docs/architecture.md tells the rooms in prose; this is that table as a program.
set -u
cd "$(dirname "$0")/.."

model='word page field document patient patient_index original batch chart settings roster name date lesson code_table word_model morning sameness barcode picture'
words='table lexicon'
stage_doors='stage source sheet proof label_of painting'
catalogue_doors='catalogue search decision check audit account shelf highlight signature'
engine_doors='office clerk reader binder roster_csv review night verify backup debug_page separator painter paintings drop'

# What the desk needs of the engine: whose office, decisions, what follows them, pictures of pages.
desk_doors='office review paintings drop'

# room: folder, headers of include/ that it may open, its own foreign libraries
rooms="
dict|$words|hunspell/hunspell.h
stages/model|$model|
stages|$model $words $stage_doors|leptonica/allheaders.h allheaders.h tesseract/capi.h qpdf/qpdf-c.h poppler.h cairo.h fontconfig/fontconfig.h hpdf.h zbar.h
pipeline/catalogue|$model $catalogue_doors|sqlite3.h
pipeline/engine|$model $stage_doors $catalogue_doors $engine_doors|seccomp.h linux/landlock.h
pipeline/desk|$model $catalogue_doors $desk_doors desk|libsoup/soup.h sodium.h
pipeline/commands|$model $catalogue_doors $engine_doors command desk|json-glib/json-glib.h
"

# library: the only files that may open it
libraries='
hunspell/|dict/
leptonica/|stages/
allheaders|stages/
tesseract/|stages/recognise/
qpdf/|stages/source/
poppler|stages/source/
fontconfig/|stages/source/
hpdf|stages/bind/
zbar|stages/barcode/
seccomp|pipeline/engine/sandbox
linux/landlock|pipeline/engine/sandbox
sqlite3|pipeline/catalogue/
json-glib|pipeline/commands/
libsoup/|pipeline/desk/
sodium|pipeline/desk/
'

checked=0
failed=0

complain() {
    echo "not ok - $1"
    failed=$((failed + 1))
}

allowed() { # room-line header file
    own=$(dirname "$3")/$2
    [ -f "$own" ] && return 0
    doors=$(echo "$1" | cut -d'|' -f2)
    [ "$2" = fate.h ] && return 0
    for door in $doors; do
        [ "$2" = "$door.h" ] && return 0
    done
    return 1
}

for file in $(find dict stages pipeline -name '*.c' -o -name '*.h' | sort); do
    room=$(dirname "$file")
    # What a stage needs beside its own file lies in a folder below: one room with the stages.
    case $room in stages/model) ;; stages/*) room=stages ;; esac
    [ "$room" = pipeline ] && continue # main.c may open all
    line=$(echo "$rooms" | grep "^$room|") || { complain "$file: no room '$room' in the house"; continue; }
    for header in $(sed -n 's/^#include "\(.*\)".*/\1/p' "$file"); do
        checked=$((checked + 1))
        allowed "$line" "$header" "$file" || complain "$file may not open $header"
    done
    for header in $(sed -n 's/^#include <\(.*\)>.*/\1/p' "$file"); do
        checked=$((checked + 1))
        owner=$(echo "$libraries" | while IFS='|' read -r library place; do
            [ -n "$library" ] || continue
            case $header in "$library"*) echo "$place" ;; esac
        done)
        [ -z "$owner" ] && continue
        case $file in "$owner"*) ;; *) complain "$file may not open <$header>: it belongs to $owner" ;; esac
    done
done

[ "$failed" -eq 0 ] && echo "ok 1 - every room opens only the doors it may ($checked includes)"
echo "1..$((failed > 0 ? failed : 1))"
exit "$failed"
