#!/usr/bin/env bash
# A private PostgreSQL for tests: `postgres.sh start` prints its URL, `postgres.sh stop` ends and deletes it.
# It listens on a free loopback port, belongs to nobody else, and forgets everything: fsync is off.
source "$(dirname "$0")/lib.sh"

STATE=$CACHE/postgres # the path of the cluster's folder on line 1, its URL on line 2
DATABASE=plenum

# PostgreSQL refuses to run as root; then its own account takes over, and owns the folder.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

running() {
  local folder pid
  [ -f "$STATE" ] || return 1
  folder=$(sed -n 1p "$STATE")
  pid=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null) || return 1
  kill -0 "$pid" 2>/dev/null
}

start() {
  if running; then sed -n 2p "$STATE"; return; fi
  stop
  local bin folder port log=$CACHE/logs/postgres-server.log
  need postgresql
  bin=$(postgres_bin)
  # Short and outside the tree: another account must reach it, and a socket's path has its limit.
  folder=$(mktemp -d /tmp/plenum-postgres.XXXXXX)
  port=$(free_port)
  [ "$(id -u)" != 0 ] || chown postgres "$folder"

  # Written before anything starts, so that `stop` finds what a failure leaves behind.
  printf '%s\n%s\n' "$folder" "postgres://$DATABASE@127.0.0.1:$port/$DATABASE" >"$STATE"

  local settings=(
    -c listen_addresses=127.0.0.1 -c port="$port" -c unix_socket_directories="$folder"
    -c max_connections=400 -c max_locks_per_transaction=256 # every test has a pool and tables of its own
    -c shared_buffers=128MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off
  )

  (cd "$folder" && as_postgres "$bin/initdb" -D "$folder/data" -U "$DATABASE" \
    --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync) >"$log" 2>&1 ||
    fail "initdb failed: $(tail -n 5 "$log")"
  (cd "$folder" && as_postgres "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 \
    -o "${settings[*]}" start) >>"$log" 2>&1 ||
    fail "PostgreSQL does not start: $(tail -n 5 "$folder/log" 2>/dev/null)"
  as_postgres "$bin/createdb" -h 127.0.0.1 -p "$port" -U "$DATABASE" "$DATABASE" >>"$log" 2>&1

  sed -n 2p "$STATE"
}

stop() {
  [ -f "$STATE" ] || return 0
  local folder
  folder=$(sed -n 1p "$STATE")
  if running; then
    (cd / && as_postgres "$(postgres_bin)/pg_ctl" -D "$folder/data" -m immediate -w stop) \
      >>"$CACHE/logs/postgres-server.log" 2>&1
  fi
  case $folder in /tmp/plenum-postgres.*) rm -rf "$folder" ;; esac
  rm -f "$STATE"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  *) fail "usage: scripts/postgres.sh start|stop" ;;
esac
