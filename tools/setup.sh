# Sourced by run and test: finds what the machine lacks, installs it where it may, and names it where it may not.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

need_dotnet() {
  command -v dotnet >/dev/null || die "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
  (cd "$here" && dotnet --version >/dev/null 2>&1) || die "This needs a .NET 10 SDK; found: $(cd / && dotnet --version)."
}

# The dashboard is built with it.
need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || die "Node.js 20.19 or newer with npm is missing: https://nodejs.org"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' || die "This needs Node.js 20.19 or newer; found: $(node --version)."
}

# need_packages COMMAND:PACKAGE ... — installs the Debian packages whose command is missing (root), or prints the line that does.
need_packages() {
  local missing=() pair
  for pair in "$@"; do
    command -v "${pair%%:*}" >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing ${missing[*]} …"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"; } >/tmp/posthaste-apt.log 2>&1 \
      || { tail -n 20 /tmp/posthaste-apt.log >&2; die "Could not install ${missing[*]}."; }
  else
    die "Missing: ${missing[*]}. On Debian or Ubuntu: sudo apt-get install ${missing[*]}"
  fi
}

need_media_tools() { need_packages vipsthumbnail:libvips-tools ffmpeg:ffmpeg; }

# A browser to test in. Without a font that has them, emoji are boxes on every picture.
need_browser() {
  need_packages chromium:chromium
  if command -v fc-list >/dev/null && [ -z "$(fc-list :lang=und-zsye)" ]; then need_packages fonts-noto-color-emoji:fonts-noto-color-emoji; fi
}

# Clients of Telegram and Discord that others wrote, as their lock file says.
need_client_libraries() {
  [ tests/clients/node_modules/.package-lock.json -nt tests/clients/package-lock.json ] && return
  npm ci --ignore-scripts --prefix tests/clients --no-audit --no-fund >/tmp/posthaste-npm.log 2>&1 || { tail -n 20 /tmp/posthaste-npm.log >&2; die "grammy and @discordjs/rest could not be installed from the npm registry."; }
}

# The real server of Bluesky's protocol. Its database is native: a prebuilt file is fetched, or it is compiled. Where neither works its tests are skipped, and say so.
need_pds() {
  [ tests/pds/node_modules/better-sqlite3/build/Release/better_sqlite3.node -nt tests/pds/package-lock.json ] && return
  { npm ci --ignore-scripts --prefix tests/pds --no-audit --no-fund && npm rebuild better-sqlite3 --prefix tests/pds; } >/tmp/posthaste-pds.log 2>&1 ||
    { tail -n 20 /tmp/posthaste-pds.log >&2; say "@atproto/pds could not be installed: the tests with the real Bluesky server are skipped."; }
}

# What drives a browser in the tests, and those clients.
need_browser_tests() {
  need_client_libraries
  [ tests/browser/node_modules/.package-lock.json -nt tests/browser/package-lock.json ] && return
  npm ci --prefix tests/browser --no-audit --no-fund >/tmp/posthaste-npm.log 2>&1 || { tail -n 20 /tmp/posthaste-npm.log >&2; die "playwright-core could not be installed from the npm registry."; }
}
