#!/usr/bin/env bash
# Makes the machine ready: `prepare.sh run` for building and serving, `prepare.sh test` for the gate too.
# The second time it only looks at stamps in .cache and is done in a moment.
source "$(dirname "$0")/lib.sh"

build_web() {
  say "Building the styles and scripts of web/"
  (cd web && npm ci --no-audit --no-fund && npm run build) >"$CACHE/logs/web.log" 2>&1 ||
    fail "web/ does not build:
$(tail -n 20 "$CACHE/logs/web.log")"
}

install_journey() {
  say "Installing the browser journey's packages"
  (cd journey && npm ci --no-audit --no-fund) >"$CACHE/logs/journey-install.log" 2>&1 ||
    fail "journey/ does not install:
$(tail -n 20 "$CACHE/logs/journey-install.log")"
}

install_judges() {
  say "Installing the foreign judges into .venv"
  { python3 -m venv --clear .venv &&
    .venv/bin/pip install --disable-pip-version-check -r judges/requirements.txt; } \
    >"$CACHE/logs/judges-install.log" 2>&1 ||
    fail "judges/requirements.txt does not install:
$(tail -n 20 "$CACHE/logs/judges-install.log")"
}

# The official rules come as archives that the judges read as they are.
fetch_rules() {
  local artefact plugin=org.apache.maven.plugins:maven-dependency-plugin:2.8
  rm -rf "$CACHE/judges" && mkdir -p "$CACHE/judges"
  for artefact in $(grep -v '^#' judges/rules.txt); do
    mvn -q -B "$plugin:get" -Dtransitive=false -Dartifact="$artefact" || return 1
    mvn -q -B "$plugin:copy" -Dartifact="$artefact" -DoutputDirectory="$CACHE/judges" || return 1
  done
}

install_rules() {
  say "Fetching the official rules of electronic invoices"
  fetch_rules >"$CACHE/logs/rules-install.log" 2>&1 ||
    fail "judges/rules.txt cannot be fetched:
$(tail -n 20 "$CACHE/logs/rules-install.log")"
}

prepare_run() {
  need build-essential pkg-config libssl-dev
  need_rust
  need_node
  # A missing result is as good a reason as a changed source.
  [ -d web/dist ] || rm -f "$CACHE/stamp-web"
  unless_fresh web "$(fingerprint web)" build_web
}

prepare_test() {
  need chromium postgresql hledger maven poppler-utils python3-venv
  cargo fmt --version >/dev/null 2>&1 || fail "rustfmt is needed: rustup component add rustfmt"
  cargo clippy --version >/dev/null 2>&1 || fail "clippy is needed: rustup component add clippy"
  [ -x .venv/bin/python ] || rm -f "$CACHE/stamp-judges"
  unless_fresh judges "$(fingerprint judges/requirements.txt judges/constraints.txt)" install_judges
  [ -d "$CACHE/judges" ] || rm -f "$CACHE/stamp-rules"
  unless_fresh rules "$(fingerprint judges/rules.txt)" install_rules
  [ -d journey/node_modules ] || rm -f "$CACHE/stamp-journey"
  unless_fresh journey "$(fingerprint journey/package.json journey/package-lock.json)" install_journey
}

case ${1:-} in
  run) prepare_run ;;
  test) prepare_run && prepare_test ;;
  *) fail "usage: scripts/prepare.sh run|test" ;;
esac
