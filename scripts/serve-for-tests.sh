#!/usr/bin/env bash
# A demo server of its own for the black-box tests, on a free loopback port with a folder of its own.
#
#   serve-for-tests.sh start   prints its address
#   serve-for-tests.sh token   prints an access token of the demo's paid owner
#   serve-for-tests.sh folder  prints its data folder
#   serve-for-tests.sh take    hands it the mail on standard input
#   serve-for-tests.sh stop    ends it and deletes the folder
source "$(dirname "$0")/lib.sh"

PLENUM=$ROOT/target/debug/plenum
STATE=$CACHE/serve # process id, address, folder: a line each
ANSWERS=answers@localhost
LONGEST_START_S=180 # the demo's years of history are lived through first

field() { sed -n "$1p" "$STATE"; }

answers() { node -e 'fetch(process.argv[1]).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))' "$1"; }

start() {
  [ ! -f "$STATE" ] || stop
  local port folder pid address log=$CACHE/logs/server.log
  port=$(free_port)
  address=http://localhost:$port
  folder=$(mktemp -d "$CACHE/serve-data.XXXXXX")

  # In a session of its own, so that an interrupt reaches the script first and the server by `stop`.
  # Webhooks may go to receivers on this machine, and calendars answer by mail.
  PLENUM_INNER_WEBHOOKS=true PLENUM_MAIL__ANSWERS=$ANSWERS setsid "$PLENUM" demo --data "$folder" --listen "127.0.0.1:$port" >"$log" 2>&1 </dev/null &
  pid=$!
  printf '%s\n%s\n%s\n' "$pid" "$address" "$folder" >"$STATE"

  local waited=0
  until answers "$address/healthz"; do
    kill -0 "$pid" 2>/dev/null || fail "the server ended: $(tail -n 20 "$log")"
    [ "$waited" -lt "$LONGEST_START_S" ] || fail "no answer after $LONGEST_START_S s: $(tail -n 20 "$log")"
    sleep 1
    waited=$((waited + 1))
  done
  echo "$address"
}

stop() {
  [ -f "$STATE" ] || return 0
  local pid folder
  pid=$(field 1)
  folder=$(field 3)
  if kill -0 "$pid" 2>/dev/null; then
    kill "$pid"
    for _ in $(seq 50); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -9 "$pid" 2>/dev/null || true
  fi
  case $folder in "$CACHE"/serve-data.*) rm -rf "$folder" ;; esac
  rm -f "$STATE"
}

case ${1:-} in
  start) start ;;
  token) "$PLENUM" account token --data "$(field 3)" --email "${2:-clara@example.org}" ;;
  folder) field 3 ;;
  take) PLENUM_MAIL__ANSWERS=$ANSWERS "$PLENUM" mail take --data "$(field 3)" ;;
  stop) stop ;;
  *) fail "usage: scripts/serve-for-tests.sh start|token|folder|take|stop" ;;
esac
