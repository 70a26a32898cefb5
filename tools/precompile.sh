#!/usr/bin/env bash
# Compiles the assemblies in some folders to machine code, in place. Tests start hundreds of servers that live for seconds, and are
# a large program themselves that runs most of its code once: each then takes much less of the processor until it is ready. Without
# the compiler nothing changes.
#   tools/precompile.sh artifacts/bin/Posthaste.Server/debug artifacts/bin/Posthaste.Tests/debug
set -euo pipefail
crossgen=$(compgen -G "${NUGET_PACKAGES:-$HOME/.nuget/packages}/microsoft.netcore.app.crossgen2.linux-x64/*/tools/crossgen2" | sort -V | tail -n 1) || exit 0
[ "$(uname -sm)" = "Linux x86_64" ] || exit 0
chmod +x "$crossgen"
frameworks=$(dotnet --list-runtimes | sed -nE 's/^Microsoft\.(NETCore|AspNetCore)\.App (10\.[^ ]+) \[(.*)\]$/-r \3\/\2\/*.dll/p')
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
names=(Posthaste Posthaste.Server Posthaste.Sandbox Posthaste.Tests Npgsql Dapper OpenTelemetry Microsoft.Data.Sqlite AWSSDK.Core AWSSDK.S3
  Microsoft.OpenApi Microsoft.AspNetCore.OpenApi xunit.v3.core xunit.v3.common xunit.v3.assert xunit.v3.runner.common xunit.v3.runner.inproc.console)
# The same file in several folders is compiled once: it is named by its content.
declare -A todo
for bin in "$@"; do
  for name in "${names[@]}"; do
    [ -f "$bin/$name.dll" ] || continue
    sum=$(sha256sum "$bin/$name.dll" | cut -c1-64)
    [ -n "${todo[$sum]:-}" ] || todo[$sum]="$bin/$name.dll"
    printf '%s %s\n' "$sum" "$bin/$name.dll" >>"$made/list"
  done
done
for sum in "${!todo[@]}"; do printf '%s\0%s\0' "$sum" "${todo[$sum]}"; done | CROSSGEN=$crossgen FRAMEWORKS=$frameworks MADE=$made xargs -0 -n 2 -P 2 bash -c '
  set -f
  "$CROSSGEN" "$1" -o "$MADE/$0.dll" $FRAMEWORKS -r "$(dirname "$1")/*.dll" --targetos linux --targetarch x64 -O >/dev/null || rm -f "$MADE/$0.dll"'
while read -r sum file; do
  [ ! -f "$made/$sum.dll" ] || cp "$made/$sum.dll" "$file"
done <"$made/list"
