#!/usr/bin/env bash
# `make bench`: a release build times itself; progress goes to standard error, JSON to standard output.
source "$(dirname "$0")/lib.sh"

scripts/prepare.sh run
cargo build --locked --release -p plenum >&2
exec target/release/plenum bench --json "$@"
