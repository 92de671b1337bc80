#!/usr/bin/env bash
# Judges journals as hledger reads them (D3): judges/ledger.sh FILE...
# Every transaction balances, every account and currency is declared, dates are in order, and the whole sums to nothing.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 FILE..." >&2; exit 2; }
for journal in "$@"; do
  count=$(hledger -f "$journal" print -O csv | tail -n +2 | wc -l)
  [ "$count" -gt 0 ] || { echo "$journal: nothing in it" >&2; exit 1; }

  hledger -f "$journal" check --strict
  hledger -f "$journal" check ordereddates
  # All of double entry sums to zero, in each currency.
  left=$(hledger -f "$journal" balance --depth 1 -O csv --layout=bare | grep '^"total"' | grep -vE ',"0(\.0+)?"$' || true)
  [ -z "$left" ] || { echo "$journal: the books do not sum to zero: $left" >&2; exit 1; }
  echo "$journal: $count postings, accepted"
done
