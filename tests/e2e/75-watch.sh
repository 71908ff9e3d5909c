#!/bin/sh
# The watch: files as they arrive, by the kernel's word and by looking; alone; ends, rereads and rests when it should.
. "$(dirname "$0")/tap.sh"

office_make
settings() { printf 'settle-s = 0.3\n%s\n' "$1" >"$office/chartward.conf"; }
log=$scratch/log
begin() {
    "$CHARTWARD" watch --office "$office" "$@" >"$log" 2>&1 &
    watcher=$!
    until_logged '  watching '
}
# until_logged PATTERN [TIMES]: waits half a minute at the most.
until_logged() {
    tries=0
    until [ "$(grep -c -- "$1" "$log")" -ge "${2:-1}" ]; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] || { cat "$log"; return 1; }
        sleep 0.1
    done
}
finish() {
    kill -TERM "$watcher"
    status=0
    wait "$watcher" || status=$?
}
note() { printf 'PROGRESS NOTE\n\nPatient: Someone Else\nDate of Visit: 02/11/2026\n\nVisit number %s, a quiet one.\n' "$1" >"$2"; }
readers() { pgrep -P "$watcher" | sort | tr '\n' ' '; }

# By the kernel's word alone: it would look again in an hour.
settings 'poll-s = 3600'
begin --jobs 1
note 1 "$office/inbox/one.txt"
test_that "a file is seen when it comes" until_logged 'to decide.*one.txt: missing-identifiers'
warm=$(readers)
note 2 "$scratch/two.txt"
mv "$scratch/two.txt" "$office/inbox/two.txt"
test_that "so is one that is moved in" until_logged 'to decide.*two.txt'
test_that "by the same reader" is "$(readers)" "$warm"
test_that "there is one" is "$(echo "$warm" | wc -w)" 1
test_that "one line is said for a file taken in" is "$(grep -c 'taken in.*txt' "$log")" 2
test_that "no patient is named" not grep -q 'Someone' "$log"

run watch --office "$office"
test_that "a second watch: 3" status_is 3
test_that "it is told who watches" tells "process $watcher, chartward watch, since 20"
run rebuild --office "$office"
test_that "between turns others may work" status_is 0

printf 'II*\000' >"$office/inbox/cut.tif"
test_that "a file that is not complete is told" until_logged "'cut.tif' is not complete"
settings 'settle-s = many'
kill -HUP "$watcher"
test_that "wrong settings are told and not taken" until_logged 'The old settings stay. Line 2'
settings 'incomplete-wait-s = 0'
kill -HUP "$watcher"
test_that "right ones are taken at once" until_logged "cut.tif.*rejected"
test_that "the incomplete file was told of once" is "$(grep -c "'cut.tif' is not complete.*left" "$log")" 1
finish
test_that "SIGTERM ends it well" status_is 0
test_that "with a word" grep -q ' ended ' "$log"

# By looking alone, as on a network share.
settings 'poll-s = 0.3
readers-idle-s = 1'
begin --poll --jobs 1
note 3 "$office/inbox/three.txt"
test_that "without the kernel's word a file is found" until_logged 'to decide.*three.txt'
sleep 2
test_that "readers without work are let go" is "$(readers)" ''
rm -r "$office/inbox"
test_that "an inbox that goes away is told" until_logged 'trouble.*network share'
mkdir "$office/inbox"
note 4 "$office/inbox/four.txt"
test_that "and found again when it is back" until_logged 'to decide.*four.txt'
test_that "which is told, too" grep -q 'well again' "$log"
finish

# A page in hand is finished, the rest waits for the next start.
settings 'poll-s = 3600'
begin --jobs 1
cp "$samples/inbox/fax-bundle.tif" "$office/inbox/"
until_logged 'taken in.*fax-bundle'
finish
test_that "it ends in the middle of a file" status_is 0
test_that "and lets no reader live" is "$(pgrep -f "chartward reader" -P "$watcher" | wc -l)" 0
begin --jobs 1
test_that "and takes it up again" until_logged 'fax-bundle.tif'
finish
run run --office "$office"
test_that "nothing is lost or twice" is "$(listing | grep -c '"source":"fax-bundle.tif"')" 2

# The service manager is told.
cat >"$scratch/manager.py" <<'PY'
import os, signal, socket, subprocess, sys
path = sys.argv[1]
manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
manager.bind(path)
manager.settimeout(30)
watch = subprocess.Popen(sys.argv[2:], env=dict(os.environ, NOTIFY_SOCKET=path), stdout=subprocess.DEVNULL)
said = ""
def hear(word):
    global said
    while word not in said:
        said += manager.recv(4096).decode() + "\n"
hear("READY=1")
watch.send_signal(signal.SIGHUP)
hear("RELOADING=1")
said = said.replace("READY=1", "")
hear("READY=1")
watch.terminate()
hear("STOPPING=1")
sys.exit(watch.wait())
PY
test_that "the service manager is told: ready, reloading, stopping" \
    python3 "$scratch/manager.py" "$scratch/notify" "$CHARTWARD" watch --office "$office"

run verify --office "$office"
test_that "nothing is wrong with the office in the end" status_is 0

test_end
