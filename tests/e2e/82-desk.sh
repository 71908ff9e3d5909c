#!/bin/sh
# The desk by its requests: who may come in, what is refused, what hostile text and requests do. The pages
# themselves are 84-desk-browser's.
. "$(dirname "$0")/tap.sh"

chartward init "$office" >/dev/null
sed -i 's/^# desk-logoff-min = .*/desk-logoff-min = 60/' "$office/chartward.conf"
cat >"$scratch/patients.csv" <<'CSV'
mrn,last_name,first_name,middle_name,suffix,date_of_birth,sex,phone
30261,Brandvold,Einar,,,1948-11-30,M,(217) 555-0161
30344,Castellane,Odile,,,1990-06-04,F,(217) 555-0144
CSV
chartward roster --office "$office" import "$scratch/patients.csv" >/dev/null
note() { # NAME BORN MRN TEXT
    printf 'PRAIRIE HEART CLINIC\nPROGRESS NOTE\n\nPatient: %s\nDate of Birth: %s\nMRN: %s\n' "$1" "$2" "$3"
    printf 'Date of Visit: 02/11/2026\nProvider: Ansel Rutherford, MD\n\nSUBJECTIVE: %s\nPLAN: Return.\n' "$4"
}
note 'Einar Brandvold' 11/30/1948 30261 'Alpha complaint. <img src=x onerror=alert(2)>' >"$office/inbox/a.txt"
note 'Einar Brandvold' 11/13/1948 30261 'Bravo complaint.' >"$office/inbox/b\"><script>alert(3)<.txt"
# A page of one line in white, as PNG (ISO/IEC 15948).
python3 - "$office/inbox/z.png" <<'PYTHON'
import struct, sys, zlib
chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
rows = b''.join(b'\0' + (b'\0' if 300 < y < 304 else b'\xff') * 100 for y in range(1000))
open(sys.argv[1], 'wb').write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 800, 1000, 1, 0, 0, 0, 0)) +
                              chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))
PYTHON
{
    note 'Einar Brandvold' 11/30/1948 30261 'First page.'
    printf '\f'
    printf 'Continued. The second page of the note.\n'
} >"$office/inbox/two.txt"
run run --now --office "$office"
sqlite3 "$office/catalogue.db" "UPDATE patients SET last = '<script>alert(1)</script>' WHERE mrn = '30344'"

# --- users ---
add() { echo "$3" | "$CHARTWARD" user --office "$office" add "$1" --role "$2" >"$out" 2>"$err"; }
run serve --office "$office" --port 0
test_that "without a user the desk does not open" status_is 1
test_that "and says how to make one" tells 'user add'
test_that "a short password is refused" not add anna secretary short
test_that "so is a role that there is not" not add anna boss 'correct horse'
test_that "and a name that is none" not add 'an na' secretary 'correct horse'
test_that "a secretary" add anna secretary 'correct horse'
test_that "a clinician" add carol clinician 'battery staple'
test_that "an administrator" add root administrator 'long enough words'
test_that "the same once more is refused" not add anna secretary 'correct horse'
run user --office "$office" list
test_that "they are listed" says '^carol *clinician'
test_that "no password is kept as it is" not grep -q 'correct horse' "$office/catalogue.db"
run serve --office "$office" --address 0.0.0.0
test_that "other computers are answered only with TLS" tells 'unencrypted'

# --- the server ---
G_DEBUG=fatal-criticals "$CHARTWARD" serve --office "$office" --port 0 >"$scratch/serve" 2>"$scratch/serve-err" &
server=$!
trap 'kill $server 2>/dev/null; chmod -R u+w "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
for _ in $(seq 100); do grep -q open "$scratch/serve" && break; sleep 0.1; done
at=$(sed -n 's/The desk is open at \(.*\)\//\1/p' "$scratch/serve")

# raw BYTES: what the desk answers to them, as far as the end of the connection.
raw() {
    python3 -c "import socket, sys
desk = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
desk.sendall(sys.argv[2].encode().decode('unicode_escape').encode())
while piece := desk.recv(65536): print(piece.decode(errors='replace'))
print('over')" "${at##*:}" "$1"
}
raw 'POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nuser' >"$scratch/slow" 2>&1 &

# ask PATH [CURL OPTIONS]: the answer to $out, its headers to $err, its status to $status.
ask() {
    path=$1
    shift
    status=$(curl -s --path-as-is -o "$out" -D "$err" -w '%{http_code}' "$@" "$at$path") || status="none $?"
}
as() { # USER PATH ...
    jar=$scratch/jar-$1
    shift
    ask "$@" -b "$jar" -c "$jar"
}
login() { as "$1" /login --data-urlencode "user=$1" --data-urlencode "password=$2" -d next=/today; }
token() { # USER: what forms of the page must bring back; asked once a session
    known=$scratch/token-$(sed -n 's/.*chartward\t//p' "$scratch/jar-$1")
    [ -s "$known" ] || curl -s -b "$scratch/jar-$1" "$at/today" |
        sed -n 's/.*name="csrf" content="\([0-9a-f]*\)".*/\1/p' >"$known"
    cat "$known"
}
listing_has() { listing | grep "\"document\":\"$1\"" | grep -q "$2"; }
header() { grep -qi "^$1" "$err" || { cat "$err"; return 1; }; }

ask /today
test_that "nobody is let in without logging in" status_is 401
test_that "and is asked for it" says 'name="password"'
test_that "nothing of the office is told" not says Brandvold
for page in /review /review/D000002 /patients?q=br /search?q=alpha /patient/1 /patient/1/chart/1 /document/D000001 \
    /document/D000001/original /document/D000001/page/1/picture; do
    ask $page
    test_that "$page neither" status_is 401
done
test_that "nothing from elsewhere may run" header "Content-Security-Policy: default-src 'none'; script-src 'self'"
test_that "nothing is kept by the browser" header 'Cache-Control: no-store'
test_that "nobody is told where one came from" header 'Referrer-Policy: no-referrer'
test_that "it may stand in no frame" header 'X-Frame-Options: DENY'
ask /web/desk.css
test_that "the style sheet is there for all" status_is 200
ask /web/nothing.css
test_that "a file that there is not" status_is 404

login anna 'wrong horse'
test_that "a wrong password" status_is 403
test_that "does not say what was wrong" says 'do not go together'
login nobody 'correct horse'
test_that "an unknown name" says 'do not go together'
login anna 'correct horse'
test_that "the right one" status_is 303
test_that "leads on" header 'Location: /today'
test_that "the cookie is for this place alone, and for no script" header 'Set-Cookie: chartward=[0-9a-f]*; Path=/; HttpOnly; SameSite=Strict'
first=$(sed -n 's/.*chartward\t//p' "$scratch/jar-anna")
login anna 'correct horse'
test_that "a new login is a new session" not is "$first" "$(sed -n 's/.*chartward\t//p' "$scratch/jar-anna")"
ask /today -H "Cookie: chartward=$first"
test_that "and ends the one before" status_is 401
ask /today -H 'Cookie: chartward=00000000000000000000000000000000'
test_that "a session that somebody made up is none" status_is 401
planted=$(printf '%064d' 7)
ask /login -H "Cookie: chartward=$planted" -d user=anna --data-urlencode 'password=correct horse'
test_that "who logs in by a cookie that somebody planted" header 'Set-Cookie: chartward=[0-9a-f]*'
test_that "gets another one" not header "Set-Cookie: chartward=$planted"
ask /today -H "Cookie: chartward=$planted"
test_that "and the planted one stays nobody's" status_is 401
as anna /login --data-urlencode user=anna --data-urlencode 'password=correct horse' -d next=//evil.example/
test_that "nobody is led elsewhere" header 'Location: /today'
login carol 'battery staple'

# --- pages, and hostile text in them ---
as anna /today
test_that "Today" status_is 200
test_that "shows what waits" says 'Waits for you (2)'
test_that "the name of a file is text" not says '<script>alert(3)'
test_that "and is shown" says 'b&quot;&gt;&lt;script&gt;alert(3)&lt;.txt'
as anna '/today?day=<script>'
test_that "a day that is none is today" status_is 200
for day in 0001-01-01 9999-12-31 2026-02-31; do
    as anna "/today?day=$day"
    test_that "$day, which has no day before or after it or is none, is no worse" status_is 200
done
as anna /nowhere
test_that "what there is not" status_is 404
test_that "is told to who stays logged in" says 'Log off'

# --- changes: only from our own pages ---
as anna /alive -X POST
test_that "a change without the token is refused" status_is 403
as anna /alive -d "csrf=$(token carol)"
test_that "and with somebody else's" status_is 403
as anna /alive -d "csrf=$(token anna)" -H 'Sec-Fetch-Site: cross-site'
test_that "and from another site" status_is 403
as anna /alive -d "csrf=$(token anna)"
test_that "with its own it is taken" status_is 204
as anna /today -X DELETE
test_that "a method that the desk does not know" status_is 405

# --- a decision ---
doubt=$(listing | sed -n 's/.*"document":"\(D[0-9]*\)","source":"b.*"status":"review".*/\1/p')
sheet=$(listing | sed -n 's/.*"document":"\(D[0-9]*\)","source":"z.png".*/\1/p')
as carol /today
test_that "a clinician, who decides nothing, is led to documents that wait" says "href=\"/document/$doubt\""
test_that "and to no review" not says /review
as anna /review
test_that "review leads to the oldest that waits" header "Location: /review/$doubt"
as anna "/review/$doubt"
test_that "which is shown" status_is 200
test_that "with why it waits" says 'The birth date on page 1 is'
test_that "what is printed beside what is listed, the difference marked" says '<mark class="differs">30</mark>'
test_that "its page" says 'id="page-1"'
test_that "and the words on it as text" not says 'onerror=alert(2)>'
version() { sed -n 's/.*name="seen" value="\([0-9]*\)".*/\1/p' "$out"; }
seen=$(version)
decide() { as anna "/review/$doubt" -d "csrf=$(token anna)" "$@"; }
as anna '/patients?q=odile'
test_that "patients are found as one types" says '<script>alert(1)</script>, Odile'
test_that "as plain text, never as a page" header 'Content-Type: text/plain'
decide -d "seen=$seen" -d 'do=patient:2'
test_that "another patient, against what is printed: asked back" status_is 409
test_that "in words for this page" says 'tick &#39;File it also where'
test_that "a name that holds markup is text" says '&lt;script&gt;alert(1)&lt;/script&gt;'
as anna "/review/$doubt" -d csrf=old -d by=root -d "seen=$seen" -d do=reject -H 'Sec-Fetch-Site: same-origin'
test_that "a form that another filled in does nothing" status_is 403
test_that "nor is it offered to who is logged in now" not says 'reject'
as anna "/review/$doubt" -d csrf=old -d by=anna -d "seen=$seen" -d do=reject -H 'Sec-Fetch-Site: same-origin'
test_that "a form of an earlier log-in does nothing" status_is 403
test_that "by itself: it is offered" says 'name="do" value="reject".*Do it now'
decide -d "seen=$seen" -d 'do=nonsense'
test_that "what nobody understands is refused" status_is 404
decide -d "seen=$seen" -d 'do=save' -d 'set-date_of_birth=31.31.31' -d 'was-date_of_birth=1948-11-13'
test_that "a value that is none is refused" status_is 409
test_that "and what was typed stays" says 'value="31.31.31"'
decide -d "seen=$seen" -d 'do=patient:1' -d 'set-provider=Ansel Rutherford' -d 'was-provider=Ansel Rutherford'
test_that "filed to the one who is meant" status_is 303
test_that "on to what waits next" header "Location: /review/$sheet?done=$doubt"
as anna "/review/$sheet?done=$doubt"
test_that "it is told what was done" says "$doubt: filed to Brandvold, Einar (MRN 30261)."
decide -d "seen=$seen" -d 'do=reject'
test_that "who looked at an older state is told" status_is 409
test_that "who was faster" says 'anna'
as carol "/review/$doubt"
test_that "a clinician does not review" status_is 403
as carol "/review/$doubt" -d "csrf=$(token carol)" -d seen=2 -d do=reject
test_that "nor decide" status_is 403
decide -d "seen=9" -d do=reject -H 'Sec-Fetch-Site: cross-site'
test_that "nor does another site" status_is 403
as anna "/review/$doubt/undo" -d "csrf=$(token anna)" -d "seen=$seen"
test_that "nor does who undoes what she has not seen" status_is 409
as anna "/review/$sheet?done=$doubt"
shown=$(grep -o "/review/$doubt/undo.\{1,200\}name=\"seen\" value=\"[0-9]*" "$out" | sed 's/.*"//')
as anna "/review/$doubt/undo" -d "csrf=$(token anna)" -d "seen=$shown"
test_that "it is undone" header "Location: /review/$doubt"
as anna "/review/$doubt"
test_that "which is told" says 'as it was before anna decided'
test_that "and is not offered to be undone itself" not says 'Undo the last decision'

# --- two at one document ---
seen=$(version)
login root 'long enough words'
as root "/review/$doubt" -d "csrf=$(token root)" -d "seen=$seen" -d do=save -d 'was-provider=Ansel Rutherford' \
    -d 'set-provider=Ansel Rutherfurd' -d was-type=progress-note -d type=consultation
decide -d "seen=$seen" -d do=save -d 'was-provider=Ansel Rutherford' -d 'set-provider=Ansel Rutherford' \
    -d was-facility= -d 'set-facility=Prairie West' -d was-type=progress-note -d type=progress-note
test_that "the second is told" status_is 409
test_that "without words of the command line" not says 'chartward review'
test_that "what the first has put right stays" says 'name="set-provider" value="Ansel Rutherfurd"'
test_that "the type, too" says 'value="consultation" selected'
test_that "and what the second has typed" says 'name="set-facility" value="Prairie West"'

# --- which pages belong together ---
act() { # ID WHAT: on the document as it is now
    as anna "/review/$1"
    as anna "/review/$1" -d "csrf=$(token anna)" -d "seen=$(version)" -d "do=$2" \
        -d "next=$(sed -n 's/.*name="next" value="\(D[0-9]*\)".*/\1/p' "$out")"
}
pages() { listing | grep "\"document\":\"$1\"" | grep -o '"source_page":' | wc -l; }
two=$(listing | sed -n 's/.*"document":"\(D[0-9]*\)","source":"two.txt".*/\1/p')
act "$two" split:2
test_that "a document is split at a page" header "Location: /review/$two?done=$two"
as anna "/review/$two"
test_that "the other one of the file is told" says 'Also in this file'
other=$(sed -n 's/.*value="join:\(D[0-9]*\)".*/\1/p' "$out")
act "$two" "join:$other"
test_that "and joined again" header "Location: /review/$two"
as anna "/review/$other"
test_that "then there is no other" status_is 404
act "$two" rotate:1:90
test_that "a page of a transcript is not turned" status_is 409
test_that "its pages are named" says 'two.txt</a>, pages 1-2<'
test_that "what they say is there as text, for who hears it" says 'What was read of page 2.*The second page of the'
test_that "nor is that offered" not says 'turn left'
act "$two" split:x
test_that "nor is it split where nothing is" status_is 409
test_that "and told how it is done here" says 'Choose &#39;a new document begins here&#39;'
test_that "not how at the command line" not says '--split'
act "$sheet" rotate:1:45
test_that "nor is a page turned by half a corner" says '90, 180 or 270 degrees. Choose &#39;turn left&#39;'
act "$two" take-out
place=$(sed -n 's/^Location: \(.*\)\r/\1/p' "$err")
as anna "$place"
test_that "what is taken out of a chart may have left the office: told" says 'It lay in the chart of Brandvold'
as anna "$place"
test_that "once" not says 'It lay in the chart of Brandvold'
waiting=$(printf '%s\n' "$doubt" "$sheet" "$two" | sort)
second=$(echo "$waiting" | sed -n 2p) third=$(echo "$waiting" | sed -n 3p)
act "$second" reject
test_that "what was skipped does not come back at once" header "Location: /review/$third?done=$second"
as anna "/review/$second"
as anna "/review/$second/undo" -d "csrf=$(token anna)" -d "seen=$(version)"
act "$two" patient:1
for _ in $(seq 100); do grep -q finish /proc/[0-9]*/cmdline 2>/dev/null || break; sleep 0.1; done

# --- looking for things, and at them ---
filed=$(listing | sed -n 's/.*"document":"\(D[0-9]*\)","source":"a.txt".*/\1/p')
as carol "/document/$sheet/page/1/picture"
test_that "a page's picture" header 'Content-Type: image/png'
as carol '/search?q=alpha'
test_that "a clinician searches" status_is 200
test_that "and finds, the word marked" says '<mark>Alpha</mark> complaint'
test_that "what stands on the page is text" not says '<img src=x'
as carol '/search?q=%22%3E%3Cscript%3Ealert(4)%3C/script%3E'
test_that "a query that holds markup is text" not says '<script>alert(4)'
as carol '/search?q=type:'
test_that "a query that makes no sense is told" says 'role="alert"'
as carol "/document/$filed?q=alpha&hit=1"
test_that "a document" status_is 200
test_that "has the word marked where it stands" says '<rect class="hit"'
test_that "its text is text" says '>&lt;img</text>'
test_that "a clinician is offered no decision" not says 'href="/review/D'
as carol "/document/$filed?q=unheard"
test_that "and what is asked of a document" says '0 hits for'
as carol "/document/$filed/original"
test_that "the original is there" status_is 200
test_that "byte for byte" grep -q 'Alpha complaint. <img src=x onerror=alert(2)>' "$out"
test_that "only to be saved, never to be shown" header "Content-Disposition: attachment; filename\*=UTF-8''a.txt"
test_that "and of no type that a browser runs" header 'Content-Type: application/octet-stream'
as carol "/document/$doubt/original"
test_that "a name that holds quotes stays one" header "Content-Disposition: attachment; filename\*=UTF-8''b%22%3E%3Cscript"
as carol /patient/1
test_that "a chart" says 'Brandvold, Einar'
test_that "its title, which browsers keep, names nobody" says '<title>Patient 1 '
test_that "shows what is filed" says "/document/$filed"
as carol /patient/1/chart/1
test_that "and is there as PDF" is "$(head -c 5 "$out")" %PDF-
for page in /patient/1/chart/2 /patient/1/chart/0 /patient/99 /patient/x /document/D999999 \
    /document/nonsense "/document/$filed/page/1/picture" "/document/$filed/page/x/thumb" /review/D999999; do
    as anna "$page"
    test_that "$page is not there" is "$(echo "$status" | sed 's/303/404/')" 404
done

# --- files for the inbox ---
send() { # USER NAME CURL-OPTIONS
    user=$1 name=$2
    shift 2
    as "$user" "/inbox?name=$name" -H "X-Chartward-Token: $(token "$user")" --data-binary @"$scratch/fax" \
        -H 'Content-Type: application/octet-stream' "$@"
}
head -c 700000 /dev/urandom >"$scratch/fax"
send anna new%20fax.tif
test_that "a secretary puts a file into the inbox" status_is 201
test_that "where it lies, byte for byte" cmp "$scratch/fax" "$office/inbox/new fax.tif"
test_that "for nobody else to read" is "$(stat -c %a "$office/inbox/new fax.tif")" 600
send anna new%20fax.tif
test_that "another of that name is another file" cmp "$scratch/fax" "$office/inbox/new fax (2).tif"
send anna ../../..%2f..%2fcatalogue.db
test_that "folders in a name count for nothing" cmp "$scratch/fax" "$office/inbox/catalogue.db"
send anna .chartward%0Ahidden
test_that "nor do dots and line ends at its edges" cmp "$scratch/fax" "$office/inbox/_chartward_hidden"
send anna letter.pdf.part
test_that "a name that is never taken is refused" status_is 409
test_that "in plain words" says 'Give the file another name'
send carol x.tif
test_that "a clinician may not" status_is 403
as anna '/inbox?name=y.tif' --data-binary @"$scratch/fax" -H 'Content-Type: application/octet-stream'
test_that "nor does it come without the token" status_is 403
ask '/inbox?name=z.tif' --data-binary @"$scratch/fax" -H 'Content-Type: application/octet-stream'
test_that "nor from nobody" not status_is 201
send anna cut.tif --limit-rate 100k --max-time 0.5
for _ in $(seq 50); do [ "$(ls -A "$office/inbox" | wc -l)" = 4 ] && break; sleep 0.1; done
test_that "what breaks off on its way leaves nothing" is "$(ls -A "$office/inbox" | wc -l)" 4
rm -f "$office/inbox/"* "$office/inbox/"_*

# --- malformed, huge, slow ---
as anna '/today?q=%00'
test_that "a NUL is refused" status_is 400
for path in /../catalogue.db /web/../../catalogue.db /web/..%2f..%2fcatalogue.db /web/%2e%2e/chartward.conf \
    /document/..%2f..%2fcatalogue.db/page/1/picture //etc/passwd; do
    as anna "$path"
    test_that "$path leads nowhere" is "$(echo "$status" | sed 's/40[04]/refused/')" refused
done
head -c 400000 /dev/zero | tr '\0' a >"$scratch/big"
as anna /login --data-binary "@$scratch/big"
test_that "too large a form is refused" status_is 413
as anna /login --data-binary "@$scratch/big" -H 'Transfer-Encoding: chunked'
test_that "also when its size is not told" status_is 413
as anna /today -H "X-Long: $(head -c 100000 "$scratch/big")"
test_that "headers without end are refused" not status_is 200
raw 'NONSENSE\r\n\r\n' >"$out"
test_that "what is no request at all gets no page" not says '<html'
as anna /today
test_that "it still answers" status_is 200
test_that "what it says of itself names no patient" not grep -qE 'Brandvold|30261' "$scratch/serve-err"

# --- found as one types, narrowed, completed ---
as anna '/patients?q=Brandwold'
test_that "a name that is misspelt is found" says 'Brandvold, Einar'
as anna '/patients?q=30216'
test_that "and a number with two digits exchanged" says 'Brandvold, Einar'
as anna '/patients?q=zzzzz'
test_that "nobody is nobody" is "$status:$(cat "$out")" 200:
as carol '/search/completions?q=alpha%20type:pro'
test_that "and is completed as one types" says '^alpha type:progress-note$'
test_that "as plain text" header 'Content-Type: text/plain'
as carol '/search/completions?q=%22%3Cscript'
test_that "whatever is typed" status_is 200
ask '/search/completions?q=al'
test_that "not for nobody" status_is 401

# --- what was read in a box; a correction taken back ---
as carol "/document/$filed/page/1/text?x=0&y=0&width=99999&height=99999"
test_that "the text of a box is told" says 'Alpha complaint'
test_that "as text" header 'Content-Type: text/plain'
as carol "/document/$filed/page/1/text?x=-5&y=zz&width=1&height=999999999999999999999"
test_that "of a box that is none there is none" is "$status:$(cat "$out")" 200:
as carol "/document/$filed/page/9/text?x=0&y=0&width=9&height=9"
test_that "nor of a page that is none" status_is 404
as carol "/document/$filed/keep" -d "csrf=$(token carol)" -d word=Alpha
test_that "a clinician takes no correction back" status_is 403
as anna "/document/$filed/keep" -d word=Alpha
test_that "nor does anybody without the token" status_is 403
as anna "/document/$filed/keep" -d "csrf=$(token anna)" --data-urlencode 'word=<b>two words</b>'
test_that "what is no word is none of the office's" status_is 404
as anna "/document/$filed/keep" -d "csrf=$(token anna)" -d word=Alpfa.
test_that "a word is kept as it is printed" header "Location: /document/$filed?kept=Alpfa"
test_that "for good" grep -qx Alpfa "$office/dictionary.txt"
act "$two" arrange:1,1
test_that "an order of pages that is none is refused" status_is 409
act "$two" arrange:2,1
test_that "pages are put into another order" listing_has "$two" '"source_pages":\[2,1\]'

# --- signed off ---
as carol /sign
test_that "a clinician is shown what nobody has seen" says "/document/$filed"
as carol "/document/$filed"
shown=$(version)
as carol "/document/$filed/sign" -d "seen=$shown"
test_that "a signature needs the token, too" status_is 403
as anna "/document/$filed/sign" -d "csrf=$(token anna)" -d "seen=$shown"
test_that "a secretary signs nothing" status_is 403
as carol "/document/$filed/sign" -d "csrf=$(token carol)" -d seen=99
test_that "nobody signs what she has not seen" status_is 404
as carol "/document/$filed/sign" -d "csrf=$(token carol)" -d "seen=$shown"
test_that "what was seen is signed off" header 'Location: /sign'
as carol /sign
test_that "and waits for that no more" not says "/document/$filed"
as anna "/document/$filed"
test_that "everybody sees who has" says 'Signed off by carol'

# --- Today, as it goes on ---
curl -s -N -m 20 -o "$out" -D "$err" -b "$scratch/jar-anna" "$at/today/live" &
for _ in $(seq 200); do grep -q data: "$out" && break; sleep 0.1; done
kill $!
test_that "numbers of today come by themselves" says '^data: {"in": 5, "filed": [0-9]*, "review": [0-9]*, "failed": 0, "way": "'
test_that "as events" header 'Content-Type: text/event-stream'
test_that "that name nobody" not grep -q 'Brandvold' "$out"
ask /today/live
test_that "nor come to nobody" status_is 401
for _ in $(seq 40); do curl -s -N -m 20 -b "$scratch/jar-anna" "$at/today/live" >>"$scratch/many" & many="${many:-} $!"; done
for _ in $(seq 200); do [ "$(grep -c ^data: "$scratch/many")" = 40 ] && break; sleep 0.1; done
as anna /today/live -m 10
test_that "who finds no stream free is told the numbers, too" says '^data: {"in": 5'
test_that "and when to come again" says '^retry: 30000'
kill $many
mkdir -p "$office/morning" && printf '%%PDF-sheet' >"$office/morning/$(date +%F).pdf"
as anna "/morning/$(date +%F)"
test_that "the morning sheet is there" says '^%PDF-sheet'
for day in 2001-01-01 x 2026-13-99; do
    as anna "/morning/$day"
    test_that "none of $day" status_is 404
done

# --- in an emergency ---
test_that "a name for emergencies" add notfall emergency 'sealed envelope'
login notfall 'sealed envelope'
test_that "nobody comes in by it without a reason" says 'Say in a few words why'
as notfall /today
test_that "nor is logged in" status_is 401
as notfall /login -d user=notfall --data-urlencode 'password=sealed envelope' --data-urlencode 'reason=<b>Chest pain</b>, no doctor here'
test_that "with one somebody comes in" status_is 303
as notfall "/document/$filed"
test_that "and reads" status_is 200
as notfall "/review/$doubt"
test_that "but decides nothing" status_is 403
as notfall "/document/$filed/sign" -d "csrf=$(token notfall)" -d "seen=$shown"
test_that "nor signs" status_is 403
as anna /today
test_that "a secretary is not told" not says 'came in by emergency'
login root 'long enough words'
as root /today
test_that "an administrator is, on every page" says 'notfall came in by emergency'
test_that "with the reason, as text" says '&lt;b&gt;Chest pain&lt;/b&gt;, no doctor here'
as anna /emergencies/1 -d "csrf=$(token anna)"
test_that "nobody else can say that it was seen" status_is 403
as root /emergencies/1 -X POST
test_that "nor another site" status_is 403
as root /emergencies/1 -d "csrf=$(token root)"
as root /today
test_that "when it was seen, it is told no more" not says 'came in by emergency'
as root /emergencies/1 -d "csrf=$(token root)"
test_that "it is seen once" status_is 404

# --- the audit trail, at the desk ---
as anna /audit
test_that "a secretary does not read the audit trail" status_is 403
as root '/audit?who=notfall'
test_that "an administrator does" says 'came in by emergency: &lt;b&gt;Chest pain'
test_that "of one person" not says 'anna at the desk'
test_that "what is asked for is not offered to the next one" says 'action="/audit" class="row" autocomplete="off"'
as root '/audit?mrn=30261'
test_that "or of one patient" says 'seen and signed off'
as root "/audit?document=$filed"
test_that "or document" says 'Brandvold'
as root '/audit?document=%27%3B--&who=%22&before=x'
test_that "what is no document is told" status_is 404

# --- users, at the desk ---
as root /users -d "csrf=$(token root)" -d name=berta -d role=clinician --data-urlencode 'password=one two three'
test_that "an administrator adds a user" status_is 303
login berta 'one two three'
test_that "who can log in" status_is 303
as root /users -d "csrf=$(token root)" -d name=clara -d role=clinician -d password=short
test_that "a short password is refused, and told" says 'needs 10 characters'
as root /users/berta -d "csrf=$(token root)" -d do=password --data-urlencode 'password=four five six'
as root /users
test_that "a new password is told" says 'berta has a new password'
login berta 'four five six'
test_that "and holds" status_is 303
ask /users -d name=clara -d by=root --data-urlencode 'password=seven eight nine' -H 'Sec-Fetch-Site: same-origin'
test_that "when nobody is logged in any more, a form is kept" says 'name="kept" value="[A-Za-z0-9_-]*"'
test_that "which nobody reads at the log-in's page" not says clara
kept=$(sed -n 's/.*name="kept" value="\([^"]*\)".*/\1/p' "$out")
comes() { # USER PASSWORD KEPT: by the log-in of a page that kept something
    as "$1" /login -d "user=$1" --data-urlencode "password=$2" -d next=/users -d "kept=$3" -H 'Sec-Fetch-Site: same-origin'
}
comes root 'wrong wrong words' "$kept"
test_that "a wrong password loses nothing of it" says "name=\"kept\" value=\"$kept\""
comes anna 'correct horse' "$kept"
test_that "nobody else gets it" header 'Location: /today'
as anna /today
test_that "who is told that there was something" says 'for her alone, and is gone'
comes root 'long enough words' "x$kept"
test_that "what was changed on its way is nothing" header 'Location: /users'
comes root 'long enough words' "$kept"
test_that "whose it is gets it back" says 'name="name" value="clara"'
test_that "to send it herself" says 'Do it now'
test_that "but for the password, which is typed again" not says 'seven eight'
as root /users/berta -d "csrf=$(token root)" -d do=disable
as berta /today
test_that "who is shut out is out at once" status_is 401
as root /users/root -d "csrf=$(token root)" -d do=disable
test_that "nobody shuts herself out" status_is 409
as anna /users
test_that "a secretary does not see them" status_is 403
as anna /users -d "csrf=$(token anna)" -d name=evil -d role=administrator --data-urlencode 'password=one two three'
test_that "nor make one" status_is 403

# --- one's own password ---
change() { as berta /password -d "csrf=$(token berta)" --data-urlencode "password=$1" --data-urlencode "password-new=$2" \
    --data-urlencode "password-again=$3"; }
as root /users/berta -d "csrf=$(token root)" -d do=enable
login berta 'four five six'
cp "$scratch/jar-berta" "$scratch/jar-elsewhere"
change 'wrong five six' 'mine and nobodys' 'mine and nobodys'
test_that "who does not know the old password sets no new one" status_is 403
change 'four five six' 'mine and nobodys' 'mine and somebodys'
test_that "a slip of the finger is told" says 'two different new passwords'
change 'four five six' short short
test_that "what is too short, too" says 'needs 10 characters'
change 'four five six' 'mine and nobodys' 'mine and nobodys'
test_that "one gives oneself a new password" header 'Location: /today'
as berta /today
test_that "stays logged in, and is told" says 'Your new password holds'
as elsewhere /today
test_that "and nowhere else" status_is 401
login berta 'four five six'
test_that "the old one holds no more" status_is 403
as notfall /password
test_that "that of emergencies is not for those who use it" status_is 403

# --- patience, disabling, logging off ---
for _ in 1 2 3 4; do login root 'wrong words here'; done
login root 'long enough words'
test_that "after many wrong passwords also the right one waits" status_is 429
test_that "and is told how long" says 'try again in'
run user --office "$office" disable carol
as carol /today
test_that "who is disabled is out at once" status_is 401
login carol 'battery staple'
test_that "and stays out" status_is 403
echo 'another long one' | "$CHARTWARD" user --office "$office" passwd anna >"$out" 2>"$err"
as anna /today
test_that "a new password ends the sessions" status_is 401
login anna 'another long one'
as anna /logoff -d "csrf=$(token anna)"
test_that "logging off" status_is 303
as anna /today
test_that "ends the session" status_is 401

for _ in $(seq 350); do grep -q over "$scratch/slow" && break; sleep 0.1; done
test_that "who began a request and never ends it is let go" grep -qx over "$scratch/slow"

for _ in $(seq 15); do curl -s -o "$out" "$at/web/desk.css"; curl -s -o "$out" -H 'Connection: close' "$at/web/desk.css"; done
for _ in $(seq 100); do [ "$(ls "/proc/$server/fd" | wc -l)" -lt 25 ] && break; sleep 0.1; done
test_that "connections that are over are closed" test "$(ls "/proc/$server/fd" | wc -l)" -lt 25

# --- TLS, and a socket for a proxy ---
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -addext 'subjectAltName = DNS:localhost' \
    -keyout "$scratch/key.pem" -out "$scratch/cert.pem" 2>/dev/null
started() { # CURL OPTIONS OF serve...: begins a second server, waits till it is open
    G_DEBUG=fatal-criticals "$CHARTWARD" serve --office "$office" "$@" >"$scratch/second" 2>&1 &
    second=$!
    for _ in $(seq 100); do grep -q open "$scratch/second" && break; sleep 0.1; done
}
started --port 0 --certificate "$scratch/cert.pem" --key "$scratch/key.pem"
port=$(sed -n 's/.*:\([0-9]*\)\/$/\1/p' "$scratch/second")
status=$(curl -s --cacert "$scratch/cert.pem" -o "$out" -D "$err" -w '%{http_code}' --data-urlencode user=anna \
    --data-urlencode 'password=another long one' "https://localhost:$port/login" --resolve "localhost:$port:127.0.0.1")
test_that "with a certificate it speaks TLS" status_is 303
test_that "and its cookie goes over nothing else" header 'Set-Cookie: .*; Secure'
test_that "nor will the browser come without" header 'Strict-Transport-Security: max-age'
kill $second
wait $second
started --socket "$scratch/desk.socket"
status=$(curl -s --unix-socket "$scratch/desk.socket" -o "$out" -D "$err" -w '%{http_code}' -H 'X-Forwarded-Proto: https' \
    -H 'X-Real-IP: 192.0.2.7' --data-urlencode user=anna --data-urlencode 'password=another long one' http://desk/login)
test_that "a proxy reaches it at a socket" status_is 303
test_that "what the proxy encrypts counts as such" header 'Set-Cookie: .*; Secure'
test_that "only owner and group may" is "$(stat -c %a "$scratch/desk.socket")" 660
# Told to end while pictures are made: one is asked for to have a painter, others when it stands still.
cookie=$(sed -n 's/^Set-Cookie: \(chartward=[0-9a-f]*\).*/\1/p' "$err")
picture() { curl -s -m 20 --unix-socket "$scratch/desk.socket" -H "Cookie: $cookie" "http://desk/document/$sheet/page/1/$1"; }
picture thumb >"$out"
test_that "a small page is a picture" is "$(head -c 10 "$out" | tail -c 4)" JFIF
painter=$(pgrep -P $second)
kill -STOP "$painter"
for _ in 1 2 3; do picture picture >"$scratch/none" & done
sleep 0.5
kill $second
sleep 0.3
kill -CONT "$painter"
wait $second
test_that "it ends in order while pictures are made" is $? 0
test_that "and says nothing of it" not grep -q CRITICAL "$scratch/second"
test_that "the socket goes with it" not test -e "$scratch/desk.socket"
run serve --office "$office" --port 0 --certificate "$scratch/fax" --key "$scratch/fax"
test_that "what is no certificate is told" tells 'cannot be used'

# --- the audit trail ---
run log --office "$office"
test_that "who logged in is told" says ' anna at the desk *entered .*logged in, from 127.0.0.1'
test_that "and who was refused" says ' anna at the desk *entered .*refused: wrong password'
test_that "but not what was typed as a name" not says ' nobody '
test_that "what was decided" says " anna at the desk *decided *$doubt .*filed to Brandvold"
test_that "what was looked at" says ' anna at the desk *viewed .*today'
test_that "and who has opened a picture alone" says " carol at the desk *viewed *$sheet .*picture of a page"
test_that "what was searched" says ' carol at the desk *searched .*alpha'
test_that "also at a document" says ' carol at the desk *searched .*unheard'
test_that "what was taken out" says " carol at the desk *exported *$filed .*original file"
test_that "where from, through the proxy" says 'logged in, from 192.0.2.7'
test_that "what was put into the inbox" says ' anna at the desk *changed .*put into the inbox: new fax.tif'
test_that "charts, too" says ' carol at the desk *exported .*30261 *Chart 1.pdf'
test_that "users" says 'changed .*user carol: disabled'
kill $server
wait $server
test_that "it ends when told to" is $? 0
run verify --office "$office"
test_that "the office is whole" status_is 0
test_end
