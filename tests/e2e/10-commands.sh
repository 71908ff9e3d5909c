#!/bin/sh
# The command line itself: help, usage, exit statuses, init, config.
. "$(dirname "$0")/tap.sh"

run --help
test_that "--help ends with 0" status_is 0
for command in init run watch night list show search review roster codes word learn rebuild reprocess verify backup separator log config debug-page; do
    test_that "--help names $command" says "^  $command "
    run "$command" --help
    test_that "$command --help ends with 0" status_is 0
    test_that "$command --help tells its usage" says "chartward $command"
    run --help
done

run
test_that "without a command: usage, 2" status_is 2
run frobnicate
test_that "an unknown command: 2" status_is 2
test_that "an unknown command is named" tells "no command 'frobnicate'"
run run --no-such-option
test_that "an unknown option: 2" status_is 2

run run --office "$scratch/nowhere"
test_that "no office: 4" status_is 4
test_that "no office: says how to make one" tells "chartward init"

run init "$office"
test_that "init makes an office" status_is 0
for folder in inbox vault pages charts rejected; do
    test_that "$folder is there, for its owner only" is "$(stat -c %a "$office/$folder")" 700
done
test_that "the catalogue is for its owner only" is "$(stat -c %a "$office/catalogue.db")" 600
echo 'max-pages = 12' >>"$office/chartward.conf"
run init "$office"
test_that "init twice changes nothing" grep -q 'max-pages = 12' "$office/chartward.conf"

run config --office "$office"
test_that "config prints the value" says '^max-pages = 12'
test_that "config prints the default" says 'default: 1000'
(cd "$office" && "$CHARTWARD" config >"$out")
test_that "the current folder is an office" says '^max-pages = 12'
CHARTWARD_OFFICE=$office "$CHARTWARD" config >"$out"
test_that "\$CHARTWARD_OFFICE names an office" says '^max-pages = 12'
run --office "$office" config
test_that "--office may stand before the command" says '^max-pages = 12'

run config --office "$office"
test_that "config tells that codes have no table" says 'No table of ICD-10-CM codes is imported'
echo 'E119 Type 2 diabetes mellitus' >"$scratch/half.txt"
run codes --office "$office" import "$scratch/half.txt"
test_that "a table of one code is refused: 1" status_is 1
test_that "and the whole file is asked for" tells 'Take the whole file from CMS'
# An order file as CMS writes it, of invented codes.
awk 'BEGIN { l = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"; for (i = 0; i < 70000; i++)
    printf "%05d %s%02d%03d  %d Short title  Long title\r\n", i + 1, substr(l, int(i / 20000) + 1, 1),
        int(i / 200) % 100, i % 200, i % 2 }' >"$scratch/order.txt"
run codes --office "$office" import "$scratch/order.txt"
test_that "an order file is taken" says '^70000 ICD-10-CM codes are known'
run config --office "$office"
test_that "config tells of the table" says 'imported table of 70000 ICD-10-CM codes'

run learn --office "$office"
test_that "without decisions there is nothing to learn: 1" status_is 1
test_that "and that is told" tells 'at least 20 are needed'

echo 'max-pages = many' >>"$office/chartward.conf"
run run --office "$office"
test_that "a wrong setting: 4" status_is 4
test_that "a wrong setting is named with its line" tells "'max-pages' is a number"

test_end
