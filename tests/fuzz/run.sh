#!/bin/sh
# Runs a fuzz target for some seconds; a finding is written beside it and ends with 1.
# usage: tests/fuzz/run.sh SECONDS TARGET
set -u
seconds=$1
target=$2
folder=$(dirname "$target")
name=$(basename "$target")
seeds=$(dirname "$0")/seeds
work=$folder/work-$name
mkdir -p "$work"
given=
[ -d "$seeds/$name" ] && given=$seeds/$name
case $name in fuzz-source | fuzz-completeness | fuzz-filed-image) given=$seeds/files ;; esac
# shellcheck disable=SC2086 # no seeds: no argument
if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$folder/$name-" "$work" $given >"$folder/$name.log" 2>&1; then
    echo "ok - $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log") inputs"
else
    echo "not ok - $name: see $folder/$name.log"
    tail -n 30 "$folder/$name.log"
    exit 1
fi
