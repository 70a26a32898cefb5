#!/usr/bin/env bash
# A RabbitMQ of one's own on 127.0.0.1, with its own node name, cookie, epmd and folders, none of it outliving whoever holds standard input open.
#   rabbitmq.sh PORT DIST_PORT EPMD_PORT USER PASSWORD
# Prints "ready" once it answers. Then a line "kill" ends it as kill -9 does and prints "killed"; "start" starts it again on what it had, and prints "ready".
set -euo pipefail
port=$1 dist_port=$2 epmd_port=$3 user=$4 password=$5

work=$(mktemp -d "${TMPDIR:-/tmp}/posthaste-rabbit.XXXXXX")
epmd= rabbit=
stop() {
  [ -z "$rabbit" ] || kill -9 "$rabbit" 2>/dev/null || true
  [ -z "$epmd" ] || kill -9 "$epmd" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' TERM INT

export HOME=$work ERL_EPMD_PORT=$epmd_port ERL_EPMD_ADDRESS=127.0.0.1
head -c 20 /dev/urandom | base64 | tr -dc 'A-Za-z' >"$work/.erlang.cookie"
chmod 400 "$work/.erlang.cookie"
: >"$work/env"
echo '[].' >"$work/plugins"
cat >"$work/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$port
default_user = $user
default_pass = $password
disk_free_limit.absolute = 1MB
CONF
export RABBITMQ_NODENAME=posthaste-$port@localhost RABBITMQ_DIST_PORT=$dist_port RABBITMQ_CONF_ENV_FILE=$work/env RABBITMQ_CONFIG_FILE=$work/rabbitmq.conf \
  RABBITMQ_ENABLED_PLUGINS_FILE=$work/plugins RABBITMQ_MNESIA_BASE=$work/mnesia RABBITMQ_LOG_BASE=$work/log \
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none"
# Without a shell around it that would outlive a kill.
export RABBITMQ_ALLOW_INPUT=true
program=/usr/lib/rabbitmq/bin/rabbitmq-server
[ -x "$program" ] || program=$(command -v rabbitmq-server)

epmd -address 127.0.0.1 -port "$epmd_port" </dev/null >"$work/epmd.out" 2>&1 & epmd=$!
start() {
  "$program" -noinput </dev/null >"$work/rabbit.out" 2>&1 & rabbit=$!
  for _ in $(seq 2400); do
    if (exec 4<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo ready; return; fi
    kill -0 "$rabbit" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/rabbit.out" >&2
  exit 1
}
start
# Ends with whoever started it, however that ends.
while read -r order; do
  case $order in
    kill)
      kill -9 "$rabbit"
      wait "$rabbit" 2>/dev/null || true
      echo killed
      ;;
    start) start ;;
  esac
done
