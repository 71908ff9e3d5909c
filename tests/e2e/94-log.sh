#!/bin/sh
# log: who did or saw what is told for good; what somebody changes in it from outside is found.
. "$(dirname "$0")/tap.sh"

office_make
cp "$samples/inbox/scan-progress-note.tif" "$office/inbox/"
printf 'PROGRESS NOTE\n\nPatient: Someone Else\n\nA quiet visit.\n' >"$office/inbox/note.txt"
run run --office "$office"
listing >"$scratch/listing"
filed=$(sed -n 's/.*"document":"\(D[0-9]*\)".*"status":"filed".*/\1/p' "$scratch/listing" | head -n 1)
doubt=$(sed -n 's/.*"document":"\(D[0-9]*\)".*"status":"review".*/\1/p' "$scratch/listing" | head -n 1)
mrn=$(sed -n 's/.*"status":"filed".*"patient":{"mrn":"\([0-9]*\)".*/\1/p' "$scratch/listing" | head -n 1)
log() { run log --office "$office" "$@"; }
sql() { sqlite3 "$office/catalogue.db" "$1" 2>"$err"; }
verify() { run verify --office "$office"; }

log
test_that "log ends well" status_is 0
test_that "the patient list is in it" says 'changed .*patient list read: [0-9]* added'
test_that "what was filed, to whom" says "filed *$filed *$mrn *progress-note, 1 of scan-progress-note.tif"
test_that "what is held for review" says "held *$doubt"
test_that "what was taken out of the catalogue" says 'exported .*list of all documents'
test_that "who" says " $(id -un) "

# --- each kind of look and change ---
run show --office "$office" "$filed"
test_that "show shows" status_is 0
run search --office "$office" quiet visit
run search --office "$office" --patient ohara
run review --office "$office"
run review --office "$office" "$doubt" --new-patient --by Anna --set 'patient_name=Else, Someone' --set date_of_birth=1960-01-02
test_that "a decision" status_is 0
run review --office "$office" "$filed" --take-out --by Anna
run review --office "$office" "$filed" --undo --by Bob
SUDO_USER=anna "$CHARTWARD" show --office "$office" "$filed" >"$out"
log
test_that "a view" says "viewed *$filed *$mrn *show"
test_that "a search with its words" says 'searched .*quiet visit'
test_that "a search for patients" says 'searched .*patients: ohara'
test_that "the list of what waits" says 'viewed .*list of what waits'
test_that "a decision with who is named for it" says "decided *$doubt .*(Anna)"
test_that "through sudo both names" says " anna as $(id -un) "
test_that "that the log was looked at" says 'viewed .*audit trail'
log --patient "$mrn"
test_that "of one patient: what left her chart" says "decided *$filed *$mrn *taken out of the chart.*(Anna)"
test_that "and came back" says "decided *$filed *$mrn *undone: .*(Bob)"
test_that "and nobody else's" not says "$doubt"
log --document "$doubt" --json
test_that "of one document, for programs" says "\"deed\":\"held\",\"document\":\"$doubt\""
log --document nonsense
test_that "what is no document: 1" status_is 1
run review --office "$office" "$doubt" --reject --by Anna --json
verify
test_that "nothing was tampered with" status_is 0
test_that "the seal is told" says '^Audit trail: [0-9]* rows, seal [0-9a-f]'

# --- what cannot be recorded is not shown ---
sql "CREATE TRIGGER blocked BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END"
run search --office "$office" quiet
test_that "a search that cannot be recorded fails" not status_is 0
test_that "it shows nothing" is "$(cat "$out")" ''
test_that "and says why" tells 'Nothing was shown, since it cannot be recorded who looks at what'
sql "DROP TRIGGER blocked"

# --- tampering ---
cp "$office/catalogue.db" "$scratch/kept.db"
back() { rm -f "$office"/catalogue.db*; cp "$scratch/kept.db" "$office/catalogue.db"; }
test_that "a row is not changed" not sql "UPDATE audit SET who = 'nobody' WHERE id = 2"
test_that "nor removed" not sql "DELETE FROM audit WHERE id = 2"
test_that "nor put in between" not sql "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE id = 2"
verify
test_that "all is well still" status_is 0
guard=$(sqlite3 "$office/catalogue.db" "SELECT sql FROM sqlite_schema WHERE name = 'audit_is_final'")
sql "DROP TRIGGER audit_is_final; UPDATE audit SET what = 'nothing' WHERE deed = 'searched'; $guard"
verify
test_that "a row that was changed all the same: 1" status_is 1
test_that "is told" says 'The audit trail was changed, or the decision that it tells of, at row [0-9]'
run verify --office "$office" --repair
test_that "and never mended" says '^1 thing is wrong'
back
sql "UPDATE decisions SET made_by = 'Bob' WHERE made_by = 'Anna'"
verify
test_that "a decision that was changed is found" says 'or the decision that it tells of'
back
guard=$(sqlite3 "$office/catalogue.db" "SELECT sql FROM sqlite_schema WHERE name = 'audit_stays'")
sql "DROP TRIGGER audit_stays; DELETE FROM audit WHERE id = 3; $guard"
verify
test_that "a row that is missing is found" says 'The audit trail lacks rows, at row 3'
back
sql "DROP TRIGGER audit_stays; DELETE FROM audit WHERE id > 5; $guard"
verify
test_that "an end that was cut off is found" says 'The audit trail was cut off, at row 6'
back
sql "DROP TRIGGER audit_stays"
verify
test_that "guards that are gone are told" says 'lost the guards'
back
verify
test_that "as it was, all is well" status_is 0
test_that "plain sentences" plain "$err"

test_end
