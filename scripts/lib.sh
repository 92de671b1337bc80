# Sourced by the scripts beside it: strict mode, the tree's root, words to the person, what a
# machine must have. Knows nothing of the product.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=$ROOT/.cache
mkdir -p "$CACHE/logs"
cd "$ROOT"

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# as_root COMMAND...: runs it as root, through sudo when we are somebody else.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; return; fi
  command -v sudo >/dev/null || fail "This needs root, and there is no sudo: $*"
  sudo "$@"
}

# postgres_bin: the folder of initdb and pg_ctl, newest version first; nothing when not installed.
postgres_bin() {
  local newest
  newest=$(find /usr/lib/postgresql -maxdepth 3 -name initdb 2>/dev/null | sort -V | tail -n 1)
  [ -n "$newest" ] || newest=$(command -v initdb || true)
  [ -z "$newest" ] || dirname "$newest"
}

# browser: the Chromium to drive, or nothing.
browser() { command -v chromium || command -v chromium-browser || true; }

# has PACKAGE: whether what we need of that Debian package is there, wherever it came from.
has() {
  case $1 in
    build-essential) command -v cc >/dev/null && command -v make >/dev/null ;;
    pkg-config) command -v pkg-config >/dev/null ;;
    libssl-dev) command -v pkg-config >/dev/null && pkg-config --exists openssl ;;
    chromium) [ -n "$(browser)" ] ;;
    postgresql) [ -n "$(postgres_bin)" ] ;;
    hledger) command -v hledger >/dev/null ;;
    poppler-utils) command -v pdftotext >/dev/null && command -v pdfdetach >/dev/null ;;
    maven) command -v mvn >/dev/null ;;
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    *) fail "scripts/lib.sh does not know how to look for $1" ;;
  esac
}

# need PACKAGE...: installs the Debian packages whose content is missing; says so first.
need() {
  local package missing=()
  for package in "$@"; do has "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0

  command -v apt-get >/dev/null ||
    fail "Missing here, by the names of Debian's packages: ${missing[*]}. Install them and try again."
  say "Installing Debian packages: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$CACHE/logs/apt.log" 2>&1 ||
    fail "apt-get failed: $(tail -n 5 "$CACHE/logs/apt.log")"
  for package in "${missing[@]}"; do
    has "$package" || fail "$package is installed, but what we need of it is not there."
  done
}

# need_rust, need_node: the two things a machine must bring itself.
need_rust() {
  local wanted version
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  command -v cargo >/dev/null || fail "Rust $wanted or newer is needed: see rustup.rs."
  version=$(rustc --version | cut -d' ' -f2)
  newer "$version" "$wanted" || fail "Rust $wanted or newer is needed; this is $version."
}

need_node() {
  command -v npm >/dev/null || fail "Node.js 20 or newer with npm is needed: see nodejs.org."
  newer "$(node --version | tr -d v)" 20 || fail "Node.js 20 or newer is needed; this is $(node --version)."
}

# newer A B: whether version A is B or later.
newer() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]; }

# fingerprint PATH...: one hash of the content of all files below, without what is installed or built.
fingerprint() {
  find "$@" \( -name node_modules -o -name dist \) -prune -o -type f ! -name '*.rs' -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# unless_fresh NAME FINGERPRINT COMMAND...: runs the command unless it succeeded for the same fingerprint.
unless_fresh() {
  local stamp=$CACHE/stamp-$1 print=$2
  shift 2
  if [ "$(cat "$stamp" 2>/dev/null)" = "$print" ]; then return 0; fi
  rm -f "$stamp"
  "$@"
  printf '%s\n' "$print" >"$stamp"
}

# free_port: a loopback TCP port nobody listens on just now.
free_port() {
  node -e 'const s = require("net").createServer();
    s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}
