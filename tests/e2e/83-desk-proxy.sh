#!/bin/sh
# The desk behind nginx, by the very lines of docs/desk.md: logging in, a page, a file, events; and that nginx keeps no
# patient in its logs. Only paths, the port and nginx's user are those of the test.
. "$(dirname "$0")/tap.sh"

chartward init "$office" >/dev/null
echo 'correct horse' | chartward user --office "$office" add anna >/dev/null
socket=$scratch/desk.socket
"$CHARTWARD" serve --office "$office" --socket "$socket" >"$scratch/serve" 2>"$scratch/serve-err" &
server=$!
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=desk.example.org \
    -addext 'subjectAltName = DNS:desk.example.org' -keyout "$scratch/desk.key" -out "$scratch/desk.pem" 2>/dev/null
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')

# put WHAT IS-HERE: in the lines of the documentation; WHAT must be there.
sed -n '/^    upstream/,/^    }/p; /^    server {/,/^    }/p' "$here/../../docs/desk.md" >"$scratch/server.conf"
put() {
    grep -qF "$1" "$scratch/server.conf" || { echo "# the documentation has no '$1'"; return 1; }
    sed -i "s|$1|$2|" "$scratch/server.conf"
}
test_that "the documentation has lines for nginx" put 'listen 443 ssl' "listen 127.0.0.1:$port ssl"
test_that "with a certificate" put /etc/ssl/desk.pem "$scratch/desk.pem"
test_that "its key" put /etc/ssl/private/desk.key "$scratch/desk.key"
test_that "and the socket" put /run/chartward-desk/desk.socket "$socket"
mkdir "$scratch/nginx"
{
    [ "$(id -u)" != 0 ] || echo 'user root;'
    echo "daemon off; worker_processes 1; pid nginx.pid; error_log error.log; events { } http {"
    for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $kind;"; done
    cat "$scratch/server.conf"
    echo '}'
} >"$scratch/nginx.conf"
/usr/sbin/nginx -p "$scratch/nginx" -c "$scratch/nginx.conf" -e error.log 2>"$scratch/nginx-err" &
nginx=$!
trap 'kill $nginx $server 2>/dev/null; chmod -R u+w "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
for _ in $(seq 100); do [ -s "$scratch/nginx/nginx.pid" ] && grep -q open "$scratch/serve" && break; sleep 0.1; done

at=https://desk.example.org:$port
through() { # PATH [CURL OPTIONS]
    path=$1
    shift
    curl -s -m 20 --cacert "$scratch/desk.pem" --resolve "desk.example.org:$port:127.0.0.1" -b "$scratch/jar" "$@" "$at$path"
}
ask() { status=$(through "$@" -c "$scratch/jar" -o "$out" -D "$err" -w '%{http_code}') || status="none $?"; }
ask /login -H 'X-Real-IP: 192.0.2.99' -d user=anna --data-urlencode 'password=correct horse'
test_that "one logs in through nginx" status_is 303
test_that "by a cookie that goes over nothing else" tells 'Set-Cookie: chartward=[0-9a-f]*; .*; Secure'
through /today/live -N >"$scratch/live" &
live=$!
ask /today
test_that "a page" says 'The inbox is empty'
test_that "comes as the desk sends it" tells "Content-Security-Policy: default-src 'none'"
token=$(sed -n 's/.*name="csrf" content="\([0-9a-f]*\)".*/\1/p' "$out")
head -c 3000000 /dev/urandom >"$scratch/fax"
ask '/inbox?name=Brandvold%20fax.tif' -H "X-Chartward-Token: $token" -H 'Content-Type: application/octet-stream' \
    --data-binary @"$scratch/fax"
test_that "a file goes into the inbox" status_is 201
test_that "byte for byte" cmp "$scratch/fax" "$office/inbox/Brandvold fax.tif"
for _ in $(seq 100); do grep -q '1 file lies in the inbox' "$scratch/live" && break; sleep 0.1; done
test_that "events come as they happen" grep -q '^data: .*1 file lies in the inbox' "$scratch/live"
kill $live
run log --office "$office"
test_that "it is recorded where one came from, whatever the browser says of it" says 'logged in, from 127.0.0.1'
kill $server
wait $server
ask '/search?q=Brandvold'
test_that "when the desk is closed, nginx says so" status_is 502
kill $nginx
wait $nginx
test_that "no log of nginx tells what was looked for, or the name of a file" \
    not grep -r -e Brandvold "$scratch/nginx" "$scratch/nginx-err"
test_end
