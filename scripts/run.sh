#!/usr/bin/env bash
# `make run`: from a fresh clone to a server with demo data, ending with the address and the accounts.
source "$(dirname "$0")/lib.sh"

scripts/prepare.sh run
say "Building Plenum (some minutes the first time)"
cargo build --locked -p plenum
exec target/debug/plenum demo --data data/demo "$@"
