#!/usr/bin/env bash
# Builds the container file with podman and runs it as docs/install.md does, in a storage of its own that is gone afterwards, and on no network: what it is asked is asked inside.
#   container.sh ARCHIVE      a posthaste-VERSION-linux-ARCH.tar.gz of tools/package.sh
# The base image is pulled; where nothing can be, debootstrap makes one of the same name.
set -euo pipefail
archive=$1
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/posthaste-container.XXXXXX")
say() { printf -- '-- %s\n' "$*"; }
fail() { say "$*"; p logs posthaste || true; exit 1; }

runtime=()
p() { podman --root "$work/storage" --runroot "$work/run" "${runtime[@]}" "$@"; }
# A machine that does not let limits be raised takes these.
limits=(--ulimit nofile=1024:4096 --ulimit nproc=1000:1000)
stop() {
  p rm -f -t 0 posthaste >/dev/null 2>&1 || true
  umount "$work/storage/overlay" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

if ! p pull -q docker.io/library/debian:12-slim >/dev/null 2>&1; then
  say "the base image cannot be pulled: debootstrap makes it"
  debootstrap --variant=minbase bookworm "$work/base" >"$work/debootstrap.log" || { tail "$work/debootstrap.log"; exit 1; }
  tar -C "$work/base" -c . | p import -q - docker.io/library/debian:12-slim >/dev/null
  rm -rf "$work/base"
fi
# One of the two runtimes that podman works with may not know this machine's control groups.
p run --rm --network none --pull=never "${limits[@]}" debian:12-slim true 2>/dev/null || runtime=(--runtime runc)

say "build"
mkdir -p "$work/context/artifacts/packages"
cp "$archive" "$work/context/artifacts/packages/"
p build -q --format docker --isolation chroot --pull=never -f "$root/deploy/container/Containerfile" -t posthaste "$work/context" >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }

start() {
  p run -d --name posthaste --read-only --tmpfs /tmp --cap-drop=all --security-opt=no-new-privileges --stop-timeout=60 \
    --network none --pull=never "${limits[@]}" -v posthaste:/var/lib/posthaste -e Posthaste__PublicBaseUrl=https://posts.example.org posthaste >/dev/null
  for _ in $(seq 600); do
    p healthcheck run posthaste >/dev/null 2>&1 && return
    [ "$(p inspect -f '{{.State.Running}}' posthaste)" = true ] || break
    sleep 0.2
  done
  fail "it is not healthy"
}

start
say "healthy"
[ "$(p exec posthaste id -u)" = 10001 ] || fail "it does not run as 10001"
p exec posthaste sh -c 'touch /opt/posthaste/x 2>/dev/null || touch /etc/x 2>/dev/null || touch /var/lib/x 2>/dev/null' && fail "it can write beside its volume"
p exec posthaste sh -c 'grep -q "^CapEff:.0000000000000000$" /proc/self/status && grep -q "^NoNewPrivs:.1$" /proc/self/status' || fail "it has capabilities"
say "without root, without capabilities, with a file system that is read only"
p logs posthaste 2>&1 | grep -q 'setup#' || fail "it did not print the link of its owner"
p exec posthaste /opt/posthaste/posthaste-server doctor || fail "the doctor found errors"
p exec posthaste /opt/posthaste/posthaste-server backup /var/lib/posthaste/first.backup || fail "no backup can be made"

say "stop"
p stop posthaste >/dev/null
[ "$(p inspect -f '{{.State.ExitCode}}' posthaste)" = 0 ] || fail "it did not end in good order"
p rm posthaste >/dev/null
start
p exec posthaste test -s /var/lib/posthaste/first.backup || fail "what its volume has did not outlive it"
say "the volume outlives it"
