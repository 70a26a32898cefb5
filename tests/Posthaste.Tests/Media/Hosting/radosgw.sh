#!/usr/bin/env bash
# A Ceph RADOS Gateway of one's own: one monitor, one OSD that keeps everything in memory, one gateway, all on 127.0.0.1 and none of it
# outliving whoever holds standard input open.
#   radosgw.sh MONITOR_PORT GATEWAY_PORT ACCESS_KEY SECRET_KEY
# Prints "ready" once the gateway answers.
set -euo pipefail
mon_port=$1 port=$2 access=$3 secret=$4

work=$(mktemp -d "${TMPDIR:-/tmp}/posthaste-rgw.XXXXXX")
pids=()
stop() {
  [ ${#pids[@]} -eq 0 ] || kill -9 "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' TERM INT
exec 3<&0

mkdir "$work/mon" "$work/osd" "$work/rgw"
conf=$work/ceph.conf
fsid=$(cat /proc/sys/kernel/random/uuid)
cat >"$conf" <<CONF
[global]
fsid = $fsid
mon host = v2:127.0.0.1:$mon_port
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
keyring = $work/keyring
run dir = $work
admin socket =
pid file =
log to file = false
mon cluster log to file = false
mon data = $work/mon
mon data avail crit = 0
mon data avail warn = 0
mon allow pool size one = true
mon osd min in ratio = 0
osd data = $work/osd
osd objectstore = memstore
memstore device bytes = 2147483648
osd crush chooseleaf type = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
[client.admin]
rgw frontends = beast endpoint=127.0.0.1:$port
rgw dns name = s3.localhost
rgw data = $work/rgw
rgw override bucket index max shards = 1
CONF

monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_port]" "$work/monmap" >/dev/null
ceph-authtool --create-keyring "$work/keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null
ceph-authtool "$work/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
ceph-authtool "$work/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
ceph-mon -c "$conf" --mkfs -i a --monmap "$work/monmap" --keyring "$work/keyring"
ceph-mon -c "$conf" -f -i a <&- >"$work/mon.out" 2>&1 & pids+=($!)
osd=$(cat /proc/sys/kernel/random/uuid)
ceph -c "$conf" --connect-timeout 60 osd new "$osd" >/dev/null
ceph-osd -c "$conf" --mkfs --no-mon-config -i 0 --osd-uuid "$osd" >"$work/mkfs.out" 2>&1
ceph-osd -c "$conf" -f -i 0 <&- >"$work/osd.out" 2>&1 & pids+=($!)
radosgw -c "$conf" -f -n client.admin --log-to-stderr=true <&- >"$work/rgw.out" 2>&1 & pids+=($!)
radosgw-admin -c "$conf" -n client.admin user create --uid=posthaste --display-name=Posthaste --access-key="$access" --secret-key="$secret" >"$work/user.out" 2>&1 \
  || { cat "$work/user.out" >&2; exit 1; }
for _ in $(seq 1200); do
  if (exec 4<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo ready; break; fi
  sleep 0.1
done
# Ends with whoever started it, however that ends.
cat <&3 >/dev/null
