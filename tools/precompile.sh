#!/usr/bin/env bash
# Compiles the server's assemblies in a folder to machine code, in place. Tests start hundreds of servers that live for
# seconds; each then takes a third less of the processor until it is ready. Without the compiler nothing changes.
#   tools/precompile.sh artifacts/bin/Posthaste.Server/debug
set -euo pipefail
bin=$1
crossgen=$(compgen -G "${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.netcore.app.crossgen2.linux-x64/*/tools/crossgen2" | sort -V | tail -n 1) || exit 0
[ "$(uname -sm)" = "Linux x86_64" ] || exit 0
chmod +x "$crossgen"
frameworks=$(dotnet --list-runtimes | sed -nE 's/^Microsoft\.(NETCore|AspNetCore)\.App (10\.[^ ]+) \[(.*)\]$/-r \3\/\2\/*.dll/p')
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
for name in Posthaste Posthaste.Server Posthaste.Sandbox Npgsql Dapper OpenTelemetry Microsoft.Data.Sqlite AWSSDK.Core Microsoft.OpenApi Microsoft.AspNetCore.OpenApi; do
  [ -f "$bin/$name.dll" ] && printf '%s\0' "$name"
done | CROSSGEN=$crossgen FRAMEWORKS=$frameworks BIN=$bin MADE=$made xargs -0 -P 2 -I{} bash -c '
  set -f
  "$CROSSGEN" "$BIN/{}.dll" -o "$MADE/{}.dll" $FRAMEWORKS -r "$BIN/*.dll" --targetos linux --targetarch x64 -O >/dev/null || rm -f "$MADE/{}.dll"'
mv -f "$made"/*.dll "$bin"/
