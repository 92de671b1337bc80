#!/usr/bin/env bash
# `make test`: the whole gate. First the Rust part on both databases, then Plenum from outside: a real
# browser walks through it, and foreign judges read what it made. One line per step; logs in .cache/logs.
source "$(dirname "$0")/lib.sh"

API_FUZZING_S=${API_FUZZING_S:-120}
PYTHON=.venv/bin/python
KEPT=$CACHE/kept # what the journey left for the judges
BEGUN=$SECONDS

finish() {
  scripts/serve-for-tests.sh stop
  scripts/postgres.sh stop
}
trap finish EXIT
trap 'exit 130' INT TERM

# step NAME COMMAND...: one line with the time it took; its log when it fails, its last line when it passes.
step() {
  local name=$1 log=$CACHE/logs/$1.log begun=$SECONDS
  shift
  printf '%-28s' "$name"
  if "$@" >"$log" 2>&1; then
    printf 'ok     %5d s  %s\n' $((SECONDS - begun)) "$(tail -n 1 "$log")"
  else
    printf 'failed %5d s\n' $((SECONDS - begun))
    tail -n 120 "$log" | sed 's/^/  /'
    fail "$name failed; all of its log is in ${log#"$ROOT"/}"
  fi
}

export_journal() {
  target/debug/plenum ledger export --data "$(scripts/serve-for-tests.sh folder)" >"$CACHE/plenum.journal"
}

# Every case of an invoice and of a credit note, whether or not the journey meets it.
sample_invoices() {
  cargo build --workspace --locked --example invoices && target/debug/examples/invoices "$1" judged
}

step prepare scripts/prepare.sh test

# From here on tests that can run on PostgreSQL do.
step postgres scripts/postgres.sh start
PLENUM_TEST_POSTGRES_URL=$(scripts/postgres.sh start)
export PLENUM_TEST_POSTGRES_URL
cargo xtask ci

step serve scripts/serve-for-tests.sh start
PLENUM_URL=$(sed -n 2p "$CACHE/serve")
PLENUM_BROWSER=$(browser)
export PLENUM_URL PLENUM_BROWSER
step journey node journey/journey.mjs
step judge-mails "$PYTHON" judges/mail.py "$KEPT/mails"
step sample-invoices sample_invoices "$KEPT/samples"
step judge-invoices "$PYTHON" judges/invoice.py "$KEPT/invoices" "$KEPT/samples"
step judge-xml "$PYTHON" judges/einvoice.py "$KEPT/invoices" "$KEPT/samples"
step judge-archives "$PYTHON" judges/archive.py "$KEPT/archives"
step journal export_journal
step judge-ledger judges/ledger.sh "$CACHE/plenum.journal"
step judge-api judges/api.sh "$PLENUM_URL" "$(scripts/serve-for-tests.sh token)" "$API_FUZZING_S"

say "All of it passed in $((SECONDS - BEGUN)) s."
