#!/usr/bin/env bash
# Builds the packages of one kind of machine, with the runtime inside: nothing of .NET has to be installed where they go.
#   tools/package.sh                linux-x64
#   tools/package.sh linux-arm64
# Puts into artifacts/packages: posthaste-VERSION-RID.tar.gz, posthaste_VERSION_ARCH.deb, and SHA256SUMS. Times and owners in them are the commit's and root's: two builds of one commit, in
# two folders of one machine, were the same byte for byte.
set -euo pipefail
. "$(dirname "$0")/setup.sh"
cd "$here"

rid=${1:-linux-x64}
case "$rid" in
  linux-x64) arch=amd64 ;;
  linux-arm64) arch=arm64 ;;
  *) die "usage: tools/package.sh [linux-x64 | linux-arm64]" ;;
esac
need_dotnet
need_node
umask 022

version=$(sed -nE 's|.*<Version>(.*)</Version>.*|\1|p' Directory.Build.props)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
export SOURCE_DATE_EPOCH
out=artifacts/packages
work=artifacts/package/$rid
# From nothing each time: a second publish into what a first has left loses the libraries that lie beside the program.
rm -rf "$work" artifacts/package/build
mkdir -p "$out" "$work/tree" "$work/locks"

# Everything of this build lies in a folder of its own: what ./run and ./test have built stays as it is. Lock files of a restore for one kind of machine name packages of
# that machine too, so they lie there as well; the versions are those of Directory.Packages.props, and are compared with the committed lock files below.
publish() {
  dotnet publish "src/$1" -c Release -r "$rid" --self-contained true -o "$work/$2" --artifacts-path artifacts/package/build -v quiet --nologo \
    -p:PublishSingleFile=true -p:ValidateExecutableReferencesMatchSelfContained=false -p:PackageLocks="$here/$work/locks/" -p:RestoreLockedMode=false \
    -p:ContinuousIntegrationBuild=true -p:DebugType=none -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false
}
say "Building $rid …"
publish Posthaste.Server server
publish Posthaste.Cli cli

node - "$work/locks" <<'JS'
const { readFileSync, readdirSync } = require('fs');
const folder = process.argv[2];
for (const file of readdirSync(folder)) {
  const project = file.replace(/\.json$/, '');
  const versions = path => Object.fromEntries(Object.entries(JSON.parse(readFileSync(path))['dependencies']['net10.0']).filter(([, p]) => p.type !== 'Project').map(([name, p]) => [name, p.resolved]));
  const [committed, built] = [versions(`src/${project}/packages.lock.json`), versions(`${folder}/${file}`)];
  for (const [name, version] of Object.entries(built))
    if (name in committed && committed[name] !== version) { console.error(`${project}: ${name} ${version} is not the ${committed[name]} of its lock file.`); process.exit(1); }
}
JS

tree=$work/tree/posthaste-$version
mkdir -p "$tree"
install -m 0755 "$work/server/Posthaste.Server" "$tree/posthaste-server"
install -m 0755 "$work/cli/posthaste" "$tree/posthaste"
install -m 0644 "$work/server/appsettings.json" LICENSE "$tree/"
cp -r "$work/server/wwwroot" "$tree/wwwroot"
# The system's SQLite is used. This one is for a system that has none, and no package is such a system.
install -m 0644 "$work/server/libe_sqlite3.so" "$tree/"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
tar -C "$work/tree" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf - "posthaste-$version" | gzip -n -6 >"$out/posthaste-$version-$rid.tar.gz"

# Not with && and ||: what fails in there would go unnoticed.
if command -v dpkg-deb >/dev/null; then . tools/debian.sh; else say "dpkg-deb is not here: no Debian package."; fi
(cd "$out" && find . -maxdepth 1 \( -name '*.tar.gz' -o -name '*.deb' \) -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum -- >SHA256SUMS)
say "$(cd "$out" && ls -l -- *"$version"*)"
