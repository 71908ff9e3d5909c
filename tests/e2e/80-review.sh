#!/bin/sh
# Review on the command line: each thing that a person may decide, its undo, the conflict of two, wrong input.
. "$(dirname "$0")/tap.sh"

chartward init "$office" >/dev/null
cat >"$scratch/patients.csv" <<'CSV'
mrn,last_name,first_name,middle_name,suffix,date_of_birth,sex,phone
30117,Ferrante-Okoye,Lucía,M,,1961-04-09,F,(217) 555-0117
30261,Brandvold,Einar,,,1948-11-30,M,(217) 555-0161
30344,Castellane,Odile,,,1990-06-04,F,(217) 555-0144
30999,Haverkamp,Joost,,,1955-01-17,M,
30999,Haverkamp,Lieke,,,1957-09-02,F,
00775318,Delacroix-Benoît,Élodie,Marie,,1991-04-08,F,(217) 555-0103
CSV
chartward roster --office "$office" import "$scratch/patients.csv" >/dev/null

# note NAME BORN MRN TEXT: a page of a transcript; an empty MRN is not printed.
note() {
    printf 'PRAIRIE HEART CLINIC\nPROGRESS NOTE\n\nPatient: %s\nDate of Birth: %s\n' "$1" "$2"
    [ -z "$3" ] || printf 'MRN: %s\n' "$3"
    printf 'Date of Visit: 02/11/2026\nProvider: Ansel Rutherford, MD\n\n'
    printf 'SUBJECTIVE: %s\nOBJECTIVE: Heart regular.\nASSESSMENT: Stable.\nPLAN: Return in six weeks.\n' "$4"
}
note 'Lucía M Ferrante-Okoye' 04/09/1961 30117 'Alpha complaint.' >"$office/inbox/a-filed.txt"
note 'Einar Brandvold' 11/13/1948 30261 'Bravo complaint.' >"$office/inbox/b-contradiction.txt"
note 'Theodora Nyström-Vale' 07/22/1983 '' 'Charlie complaint.' >"$office/inbox/c-stranger.txt"
{
    note 'Einar Brandvold' 11/30/1948 30261 'Delta complaint.'
    printf '\f'
    note 'Odile Castellane' 06/04/1990 30344 'Echo complaint.'
} >"$office/inbox/d-two.txt"
run run --now --office "$office"
test_that "the run ends well" status_is 0
listing >"$scratch/first"

# of FILE: ids of its documents, in order; field ID NAME, status ID: what the listing says of one.
of() { listing | sed -n "s/.*\"document\":\"\(D[0-9]*\)\",\"source\":\"$1\".*/\1/p"; }
line() { listing | grep "\"document\":\"$1\""; }
has() { line "$1" | grep -q "$2" || { line "$1" | cut -c1-600; return 1; }; }
# The chart's text; nothing when there is none.
chart_of() { cat "$office"/charts/*"$1"/*.pdf 2>/dev/null | wc -c; }
chart_says() { pdftotext -q "$(ls "$office"/charts/*" $1/Chart 1.pdf")" - | grep -q "$2"; }
decide() { run review --office "$office" --by Anna "$@"; }
same_as_before() { listing >"$scratch/now"; cmp "$scratch/now" "$1"; }
keep() { listing >"$scratch/kept"; }

filed=$(of a-filed.txt)
doubt=$(of b-contradiction.txt)
stranger=$(of c-stranger.txt)
two=$(of d-two.txt | head -n 1)
other=$(of d-two.txt | tail -n 1)
test_that "one waits because of its birth date" has "$doubt" '"status":"review","reasons":\["contradicting-identifiers"'
test_that "one waits because nobody is known" has "$stranger" '"status":"review","reasons":\["no-patient-found"'

# --- what waits ---
run review --office "$office"
test_that "review lists what waits" says "^$doubt .*b-contradiction.txt"
test_that "with the reason in plain words" says 'The birth date on page 1 is'
test_that "and who is proposed" says 'Proposed: Brandvold, Einar, MRN 30261'
test_that "what is filed does not wait" not says "^$filed"
run review --office "$office" "$doubt"
test_that "one document: its version" says "^$doubt  version 1  review"
test_that "who may be meant, with evidence" says 'for:     name agrees: Brandvold, Einar'
test_that "what was read" says 'date_of_birth *1948-11-13'
run review --office "$office" --json
test_that "for programs: a line each" is "$(grep -c '"version":1' "$out")" 2
test_that "with sentences" says '"why":\["The birth date'

# --- accepting and undoing ---
keep
decide "$doubt" --accept
test_that "--accept ends well" status_is 0
test_that "it says what was done" says "^$doubt: filed to Brandvold, Einar (MRN 30261)"
test_that "the chart is bound at once" chart_says 30261 'Bravo complaint'
test_that "it does not wait any more" has "$doubt" '"status":"filed"'
run review --office "$office" "$doubt"
test_that "the record tells who and what" says 'Anna: filed to Brandvold'
decide "$doubt" --undo
test_that "--undo ends well" status_is 0
test_that "--undo restores exactly" same_as_before "$scratch/kept"
test_that "the chart has it no more" not chart_says 30261 'Bravo complaint'
decide "$doubt" --undo
test_that "nothing is left to undo: 1" status_is 1
test_that "which is said" tells 'There is nothing to undo'

# --- two at one document ---
decide "$doubt" --type referral --seen 3
test_that "the first of two decides" status_is 0
run review --office "$office" "$doubt" --reject --by Bob --seen 3
test_that "the second is told: 1" status_is 1
test_that "who was faster, and how" tells 'changed since you looked at it (Anna, .*type referral)'
test_that "nothing was overwritten" has "$doubt" '"status":"review".*"type":"referral"'
decide "$doubt" --undo
test_that "the type is as it was" has "$doubt" '"type":"progress-note"'

# --- a patient by number ---
decide "$doubt" --patient 30344
test_that "a number that does not fit is asked back: 1" status_is 1
test_that "with what speaks against it" tells 'It says: Brandvold, Einar; 1948-11-13; 30261. The chart has: Castellane, Odile'
decide "$doubt" --patient 77777
test_that "an unknown MRN: 1" status_is 1
test_that "is named" tells "no patient with the MRN '77777'"
decide "$doubt" --patient 30999
test_that "an MRN of two names nobody: 1" status_is 1
test_that "both are told, with how to choose" tells 'Haverkamp, Joost, born 1955-01-17 (id:4); Haverkamp, Lieke.*Say who is meant, as in --patient id:17'
decide "$doubt" --patient id:5 --sure
test_that "one of both is chosen" has "$doubt" '"status":"filed".*"mrn":"30999"'
keep
decide "$doubt" --patient 30261
test_that "from one chart to another" says 'moved to the chart of Brandvold'
test_that "what may have left the office is said" says 'lay in the chart of Haverkamp, Lieke'
test_that "both charts are bound at once" says '2 charts bound'
test_that "the right one has it" chart_says 30261 'Bravo complaint'
decide "$doubt" --undo
test_that "moved back exactly" same_as_before "$scratch/kept"
decide "$doubt" --undo
test_that "and back to review" has "$doubt" '"status":"review"'

# --- somebody new ---
keep
decide "$stranger" --new-patient
test_that "--new-patient ends well" status_is 0
test_that "a provisional patient" says 'NEW-000001'
test_that "the chart of somebody new" chart_says NEW-000001 'Charlie complaint'
decide "$stranger" --undo
test_that "undone exactly" same_as_before "$scratch/kept"
decide "$stranger" --set 'patient_name=Castellane, Odile' --set 'date_of_birth=June 4, 1990' --new-patient
test_that "who is on the roster is not made anew: 1" status_is 1
test_that "and is named" tells 'Castellane, Odile (MRN 30344), born 1990-06-04, is on the patient list'
test_that "nothing was done" same_as_before "$scratch/kept"

# --- fields ---
decide "$stranger" --set date_of_birth=02/30/1983
test_that "a date that is none: 1" status_is 1
test_that "is told with the right form" tells "'02/30/1983' cannot be the date_of_birth: a date looks like"
decide "$stranger" --set colour=blue
test_that "a field that is none: 1" status_is 1
decide "$stranger" --set npi=1234567890
test_that "an NPI that does not check: 1" status_is 1
decide "$stranger" --type novel
test_that "a type that is none: 1" tells "'novel' is no type"
decide "$stranger" --set date_of_service=2026-02-12 --set icd10=I10,E119 --set provider=
test_that "fields are set" has "$stranger" '"name":"date_of_service","value":"2026-02-12"'
test_that "several of a list" has "$stranger" '"value":"I10".*"value":"E11.9"'
test_that "and taken away" not has "$stranger" '"name":"provider"'
decide "$stranger" --undo
test_that "fields are restored exactly" same_as_before "$scratch/kept"
decide "$doubt" --set date_of_birth=1948-11-30
test_that "with the right birth date it files itself" has "$doubt" '"status":"filed".*"mrn":"30261"'
decide "$doubt" --undo

# --- pages ---
decide "$two" --join "$filed"
test_that "pages of two files do not make one document: 1" status_is 1
test_that "which is said" tells 'Only pages of one file make one document'
decide "$two" --join D000999
test_that "an unknown document: 1" tells 'There is no document D000999'
keep
decide "$two" --join "$other"
test_that "--join ends well" status_is 0
test_that "two people in one document wait" has "$two" '"source_pages":\[1,2\],"status":"review"'
test_that "the other is gone" not has "$other" document
test_that "its page left the chart" is "$(chart_of 30344)" 0
keep2=$scratch/joined
listing >"$keep2"
decide "$two" --arrange 2,2
test_that "an order that leaves a page out: 1" status_is 1
test_that "is told which pages there are" tells 'they are 1 2, and each is named once'
decide "$two" --arrange 2,7,1
test_that "and so is one that names a page too many" tells 'they are 1 2, and each is named once'
decide "$two" --arrange 2,1
test_that "pages are put into another order" has "$two" '"source_pages":\[2,1\]'
run reprocess "$two" --office "$office"
test_that "in which they stay when the file is read again" has "$two" '"source_pages":\[2,1\]'
decide "$two" --undo
test_that "which is undone exactly" same_as_before "$keep2"
decide "$two" --split 7
test_that "a page that is not there: 1" status_is 1
test_that "is told with those that are" tells 'cannot be split at page 7: its pages are 1 2'
decide "$two" --split 1
test_that "nor at the first page: 1" status_is 1
decide "$two" --split 2
test_that "--split ends well" status_is 0
test_that "the first part is filed where it surely fits" has "$two" '"source_pages":\[1\],"status":"filed".*"mrn":"30261"'
new=$(of d-two.txt | tail -n 1)
test_that "the second as well" has "$new" '"source_pages":\[2\],"status":"filed".*"mrn":"30344"'
test_that "under a number never given before" not is "$new" "$other"
decide "$two" --undo
test_that "the split is undone exactly" same_as_before "$keep2"
decide "$two" --undo
test_that "the join is undone exactly" same_as_before "$scratch/kept"
test_that "both are in their charts again" chart_says 30344 'Echo complaint'

# --- out of a chart ---
decide "$filed" --take-out
test_that "--take-out ends well" status_is 0
test_that "it waits again" has "$filed" '"status":"review"'
test_that "the chart is bound at once, without it" is "$(chart_of 30117)" 0
test_that "what is not known is said" says 'keeps no record of what was opened, printed or copied'
decide "$filed" --take-out
test_that "what lies in no chart: 1" status_is 1
decide "$filed" --accept
test_that "it is not put back by mere habit: 1" status_is 1
decide "$filed" --undo
test_that "undone exactly" same_as_before "$scratch/kept"

# --- the evidence sheet ---
run review --office "$office" "$doubt" --sheet "$scratch/sheet.pdf"
test_that "--sheet ends well" status_is 0
test_that "a sound PDF" qpdf --check "$scratch/sheet.pdf"
pdftotext -q -layout "$scratch/sheet.pdf" "$scratch/sheet.txt"
test_that "what was read" grep -q 'Read: 1948-11-13' "$scratch/sheet.txt"
test_that "beside the roster" grep -q 'Roster: 1948-11-30' "$scratch/sheet.txt"
test_that "the difference in words" grep -q 'birth date' "$scratch/sheet.txt"
test_that "for its owner only" is "$(stat -c %a "$scratch/sheet.pdf")" 600
run review --office "$office" D000999 --sheet "$scratch/none.pdf"
test_that "of an unknown document: 1" status_is 1
test_that "nothing is written" not test -e "$scratch/none.pdf"
run review --office "$office" "$doubt" --sheet "$scratch/nowhere/sheet.pdf"
test_that "into no folder: a plain sentence" plain "$err"

# --- turning ---
cp "$samples/inbox/reminder-appointment.png" "$office/inbox/"
run run --now --office "$office"
image=$(of reminder-appointment.png)
run review --office "$office" "$image" --sheet "$scratch/cut.pdf"
test_that "cuttings are the page's own image, as encoded" \
    is "$(pdfimages -list "$scratch/cut.pdf" 2>/dev/null | awk 'NR == 3 { print $9 }')" ccitt
test_that "a scan is filed" has "$image" '"status":"filed".*"mrn":"00775318"'
keep
decide "$image" --rotate 45
test_that "half a turn of the corner: 1" tells "'45' does not say how to turn.*--rotate 3:90 page 3"
decide "$image" --rotate 7:90
test_that "a page that is not there: 1" tells 'has no page 7'
decide "$filed" --rotate 90
test_that "a typed page has no image: 1" tells 'no images of pages'
decide "$image" --rotate 180
test_that "--rotate ends well" status_is 0
test_that "the page is read as it was turned" has "$image" '"rotation":180'
test_that "what lies in a chart stays there" has "$image" '"status":"filed"'
run review --office "$office"
test_that "and what the reading would do is proposed" says 'Read again, it would not be filed to MRN 00775318'
decide "$image" --undo
test_that "undone exactly" same_as_before "$scratch/kept"

# --- rejecting, and what stays ---
decide "$stranger" --reject
test_that "--reject ends well" has "$stranger" '"status":"failed"'
test_that "and says how it is taken back" says '^--undo brings it back'
decide "$doubt" --accept
run reprocess --office "$office" "$stranger" "$doubt" "$two"
test_that "read again" status_is 0
test_that "what was rejected stays rejected" has "$stranger" '"status":"failed"'
test_that "what was filed stays filed" has "$doubt" '"status":"filed".*"mrn":"30261"'
run rebuild --office "$office"
test_that "charts bound again have it" chart_says 30261 'Bravo complaint'
decide "$stranger" --undo
test_that "undone also after reading again" has "$stranger" '"status":"review","reasons":\["no-patient-found"'

# --- what is learned ---
decide "$filed" --type consultation
test_that "a type is learned" says 'looks like this is a consultation from now on'
note 'Odile Castellane' 06/04/1990 30344 'Foxtrot complaint.' >"$office/inbox/f-next.txt"
note 'Dilly Marchetti' 06/04/1990 30344 'Golf complaint.' >"$office/inbox/g-other-name.txt"
run run --now --office "$office"
next=$(of f-next.txt)
alias=$(of g-other-name.txt)
test_that "the next one of this sender has it" has "$next" '"type":"consultation"'
run show --office "$office" "$next"
test_that "and says from where" says "It looks like $filed, which a person called consultation instead of progress-note"
test_that "another name waits" has "$alias" '"status":"review"'
decide "$alias" --patient 30344
test_that "a name is learned" says "'Marchetti, Dilly' counts as a name of Castellane, Odile"
note 'Dilly Marchetti' 06/04/1990 30344 'Hotel complaint.' >"$office/inbox/h-same-name.txt"
note 'Dilly Marchetti' 06/14/1990 30344 'India complaint.' >"$office/inbox/i-contradiction.txt"
note 'Dilly Marchetti' '' '' 'Juliet complaint.' >"$office/inbox/j-name-alone.txt"
run run --now --office "$office"
known=$(of h-same-name.txt)
test_that "the next one under this name needs no hand" has "$known" '"status":"filed".*"mrn":"30344"'
run show --office "$office" "$known"
test_that "and says why" says 'name agrees with one that a person has accepted for this patient: Marchetti, Dilly'
test_that "the name overrules no birth date" has "$(of i-contradiction.txt)" '"status":"review"'
test_that "the name alone files nothing" has "$(of j-name-alone.txt)" '"status":"review"'
decide "$alias" --undo
note 'Dilly Marchetti' 06/04/1990 30344 'Kilo complaint.' >"$office/inbox/k-forgotten.txt"
run run --now --office "$office"
test_that "what is undone is forgotten" has "$(of k-forgotten.txt)" '"status":"review"'

# A label that no table knows: told once, the sender's next one needs no hand; the firewall stands above it.
# folder NAME KENNUNG: a page of another sender.
folder() {
    printf 'EASTERN HILLS CARDIOLOGY GROUP\nSummary of your consultation with our doctors\n\n'
    printf 'Patient: %s\nKennung: %s\n\nSUBJECTIVE: %s\nASSESSMENT: Stable.\n' "$1" "$2" "$3"
}
folder 'Odile Castellane' 30344 'Lima complaint.' >"$office/inbox/l-unknown-label.txt"
run run --now --office "$office"
taught=$(of l-unknown-label.txt)
test_that "what no label tells waits" has "$taught" '"status":"review"'
decide "$taught" --set mrn=30344
test_that "a label is learned" says "'Kennung' names the mrn from now on"
test_that "with it the document is filed" has "$taught" '"status":"filed".*"mrn":"30344"'
folder 'Einar Brandvold' 30261 'Mike complaint.' >"$office/inbox/m-known-label.txt"
folder 'Einar Brandvold' 30117 'November complaint.' >"$office/inbox/n-another-number.txt"
run run --now --office "$office"
test_that "the next one of this sender needs no hand" has "$(of m-known-label.txt)" '"status":"filed".*"mrn":"30261"'
test_that "another's number is held against it" has "$(of n-another-number.txt)" '"status":"review","reasons":\["contradicting-identifiers"'
decide "$taught" --undo
folder 'Einar Brandvold' 30261 'Oscar complaint.' >"$office/inbox/o-label-forgotten.txt"
run run --now --office "$office"
test_that "a label undone is forgotten" has "$(of o-label-forgotten.txt)" '"status":"review"'

# --- a changed roster ---
note 'Theodora Nyström-Vale' 07/22/1983 '' 'Lima complaint.' >"$office/inbox/l-newcomer.txt"
run run --now --office "$office"
newcomer=$(of l-newcomer.txt)
test_that "who is not on the roster waits" has "$newcomer" '"status":"review"'
echo '30777,Nyström-Vale,Theodora,,,1983-07-22,F,' >>"$scratch/patients.csv"
run roster --office "$office" import "$scratch/patients.csv"
test_that "a changed roster files nothing" has "$newcomer" '"status":"review"'
run review --office "$office" "$newcomer"
test_that "it proposes" says 'Theodora (MRN 30777) surely. Accept it, and it is filed'
decide "$newcomer" --accept
test_that "and is accepted" has "$newcomer" '"status":"filed".*"mrn":"30777"'

# --- the command line ---
decide D000999
test_that "an unknown document: 1" status_is 1
decide nonsense --accept
test_that "what is no document: 1" tells "'nonsense' is not the id of a document"
decide --accept
test_that "a decision without a document: 2" status_is 2
decide "$doubt" --accept --reject
test_that "two places at once: 2" status_is 2
test_that "plain sentences" plain "$err"

run verify --office "$office"
test_that "after all that was decided and learned nothing is wrong" status_is 0

test_end
