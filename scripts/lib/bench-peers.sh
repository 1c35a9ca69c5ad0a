# The peers that a bench compares with, when they are installed; sourced by scripts/bench.

PEER_PORT=${PARAAT_BENCH_PEER_PORT:-15606}
PEER_PID=

has_kamailio() { command -v kamailio >/dev/null; }
has_rtpengine() { command -v rtpengine >/dev/null; }

start_kamailio() {
  mkdir -p "$BENCH/kamailio"
  setsid kamailio -f "$ROOT/server/src/test/kamailio/bench.cfg" -DD -m 256 -M 16 -Y "$BENCH/kamailio" \
    -l "udp:127.0.0.1:$PEER_PORT" >"$BENCH/kamailio.log" 2>&1 &
  PEER_PID=$!
  await_udp_port "$PEER_PORT" "$PEER_PID" "$BENCH/kamailio.log"
}

start_rtpengine() {
  setsid rtpengine --interface=127.0.0.1 --listen-ng="127.0.0.1:$PEER_PORT" --table=-1 --foreground --log-stderr \
    --log-level=3 --port-min=33000 --port-max=39999 --no-fallback=false >"$BENCH/rtpengine.log" 2>&1 &
  PEER_PID=$!
  await_udp_port "$PEER_PORT" "$PEER_PID" "$BENCH/rtpengine.log"
}

stop_peer() {
  [ -n "$PEER_PID" ] || return 0
  kill -TERM -- "-$PEER_PID" 2>/dev/null || true
  wait "$PEER_PID" 2>/dev/null || true
  PEER_PID=
}

await_udp_port() { # PORT PID LOG
  local hex started=$SECONDS
  hex=$(printf '%04X' "$1")
  until grep -qiE "^ *[0-9]+: [0-9A-F]+:$hex " /proc/net/udp /proc/net/udp6 2>/dev/null; do
    if ! kill -0 "$2" 2>/dev/null || [ $((SECONDS - started)) -gt 10 ]; then
      echo "the peer does not listen on port $1; the end of $3:" >&2
      tail -n 5 "$3" >&2
      return 1
    fi
    sleep 0.1
  done
}

# User and system time of all processes of a group, those that ended excepted.
group_cpu_seconds() { # GROUP
  local stat
  for stat in /proc/[0-9]*/stat; do
    sed 's/^.*) //' "$stat" 2>/dev/null || true
  done | awk -v group="$1" -v tick="$(getconf CLK_TCK)" '$3 == group { sum += $12 + $13 } END { printf "%.2f\n", sum / tick }'
}
