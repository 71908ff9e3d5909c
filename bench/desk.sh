#!/bin/sh
# How long the desk takes to answer in an office of many documents, as curl on the same computer sees it; and how much memory
# it takes with ten users. Each line: median of so many requests, and what is asked for.
# usage: bench/desk.sh PROGRAM BENCH-PROGRAMS [DOCUMENTS] [OFFICE]; an OFFICE that is there is used as it is.
set -eu
program=$1
benches=$2
documents=${3:-100000}
rounds=15
scratch=$(mktemp -d)
office=${4:-$scratch/office}
trap 'kill $server 2>/dev/null || true; rm -rf "$scratch"' EXIT
server=

office_fill() {
    "$program" init "$office" >/dev/null
    { cat tests/samples/roster.csv; "$benches/desk" roster 20000; } >"$scratch/roster.csv"
    "$program" roster --office "$office" import "$scratch/roster.csv" >/dev/null
    cp tests/samples/inbox/scan-wrong-mrn.tif tests/samples/inbox/scan-chest-radiograph.jpg "$office/inbox/"
    "$program" run --now --office "$office" >/dev/null 2>&1 || [ $? -eq 1 ]
    "$benches/desk" documents "$documents" "$office"
    for user in $(seq 10); do echo 'correct horse' | "$program" user --office "$office" add "user$user" >/dev/null; done
}
begun=$(date +%s)
[ -d "$office" ] || office_fill
printf '%s documents, filled in %s s\n' "$documents" "$(($(date +%s) - begun))"

"$program" serve --office "$office" --port 0 >"$scratch/serve" 2>&1 &
server=$!
for _ in $(seq 100); do grep -q open "$scratch/serve" && break; sleep 0.1; done
at=$(sed -n 's/The desk is open at \(.*\)\//\1/p' "$scratch/serve")
for user in $(seq 10); do
    curl -s -o /dev/null -c "$scratch/jar$user" -d "user=user$user" --data-urlencode 'password=correct horse' "$at/login"
done

# measure NAME BOUND-MS PATH...: the median over the paths in turn.
measure() {
    name=$1
    bound=$2
    shift 2
    for round in $(seq $rounds); do
        for path in "$@"; do
            curl -s -g -o "$scratch/answer" -b "$scratch/jar1" -w '%{time_total} %{http_code} %{size_download}\n' "$at$path"
        done
    done | sort -n >"$scratch/times"
    awk -v name="$name" -v bound="$bound" '$2 != 200 { wrong++ } { ms[NR] = $1 * 1000; kb = $3 / 1024 }
        END { printf "  %-34s %8.1f ms of %3d  worst %7.1f  %6.0f KB%s\n", name, ms[int((NR + 1) / 2)], bound, ms[NR], kb,
              wrong ? "  NOT ANSWERED: " wrong : "" }' "$scratch/times"
}
first=$("$program" list --office "$office" --status review 2>/dev/null | grep -o 'D[0-9]*' | head -1)
measure 'Today' 50 /today
measure 'Review, of 400 that wait' 50 "/review/$first"
measure 'Patient' 50 /patient/100 /patient/7000 /patient/15000
measure 'Patient, a thick chart' 50 /patient/1
measure 'Document' 50 "/document/$first" /document/D050000
measure 'Search, words' 80 '/search?q=gavelud' '/search?q=type:lab'
measure 'Search, a patient' 80 '/search?q=ohara' '/search?q=patient:ohara'
measure 'roster completion' 20 '/patients?q=oha' '/patients?q=ohara+1952' '/patients?q=60012345' '/patients?q=maragret'
measure 'page image' 30 "/document/$first/page/1/picture"
measure 'thumb' 30 "/document/$first/page/1/thumb"

for user in $(seq 10); do
    for path in /today "/review/$first" '/search?q=ohara' /patient/1 "/document/$first/page/1/picture"; do
        curl -s -o /dev/null -o /dev/null -b "$scratch/jar$user" "$at$path" "$at$path" &
    done
    wait_for="${wait_for:-} $!"
done
for process in $wait_for; do wait "$process" || true; done
awk '/VmHWM/ { printf "  %-34s %8.0f MB of 100\n", "the desk, ten users", $2 / 1024 }' "/proc/$server/status"
cat web/*.css web/*.js | wc -c | awk '{ printf "  %-34s %8.0f KB of 80\n", "scripts and style", $1 / 1024 }'
