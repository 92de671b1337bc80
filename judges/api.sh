#!/usr/bin/env bash
# Judges the HTTP API as Schemathesis fuzzes it (H3): judges/api.sh BASE_URL TOKEN [SECONDS]
# It reads the API's own description, sends what it allows and what it forbids, and holds every answer against it.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

[ $# -ge 2 ] || { echo "usage: $0 BASE_URL TOKEN [SECONDS]" >&2; exit 2; }
base=$1 token=$2 seconds=${3:-120}

# The seed makes a failure one that can be seen again; every failure prints the request to send.
export SCHEMATHESIS_HOOKS=$root/judges/schemathesis_hooks.py
mkdir -p "$root/.cache/schemathesis" && cd "$root/.cache/schemathesis"
exec "$root/.venv/bin/st" --config-file "$root/judges/schemathesis.toml" run "$base/api/openapi.json" \
  --header "Authorization: Bearer $token" \
  --phases examples,coverage,fuzzing \
  --max-time "$seconds" --max-examples 20 --seed 7 --no-shrink --continue-on-failure \
  --request-timeout 20 --no-color --warnings off --generation-database none
