# A packaged server for benches: on ports and in a data folder of its own; sourced by scripts/bench.

BENCH=$ROOT/target/bench
SIP_PORT=${PARAAT_BENCH_SIP_PORT:-15600}
HTTP_PORT=${PARAAT_BENCH_HTTP_PORT:-15680}
# Wide, as a port rests a while after its call; clear of the ports above and of the trunks at 5080 and 5082.
RTP_PORTS=${PARAAT_BENCH_RTP_PORTS:-16000-32767}
SERVER_PID=
PHONE_PIDS=()

http_get() { # PATH -> the answer, head included; fails when nobody listens
  local answer
  exec 9<>"/dev/tcp/127.0.0.1/$HTTP_PORT" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: Bearer demo-admin-token\r\n\r\n' "$1" >&9
  answer=$(timeout 5 cat <&9) || true
  exec 9>&- 9<&-
  printf '%s' "$answer"
}

# The carriers of the bench are known by their ports, which another run on this machine may use now.
await_carrier_ports() {
  local started=$SECONDS
  while grep -qiE '^ *[0-9]+: [0-9A-F]+:(13D8|13DA) ' /proc/net/udp /proc/net/udp6 2>/dev/null; do
    [ "$SECONDS" != "$started" ] || echo "waiting for UDP ports 5080 and 5082, which are in use"
    if [ $((SECONDS - started)) -gt 120 ]; then
      echo "UDP port 5080 or 5082 is still in use" >&2
      return 1
    fi
    sleep 1
  done
}

start_server() { # OPTION...
  await_carrier_ports
  rm -rf "$BENCH/data"
  mkdir -p "$BENCH"
  # shellcheck disable=SC2086
  "$JAVA_HOME/bin/java" @"$PACKAGE/java.options" ${PARAAT_JAVA_OPTIONS:-} -cp "$PACKAGE/lib/*" \
    org.paraat.server.Main --organisation bench --data "$BENCH/data" --sip-port "$SIP_PORT" \
    --http-port "$HTTP_PORT" --rtp-ports "$RTP_PORTS" "$@" >"$BENCH/server.log" 2>&1 &
  SERVER_PID=$!
  trap stop_all EXIT
  trap 'exit 130' INT TERM
  local started=$SECONDS
  until (http_get /health/ready) 2>/dev/null | grep -q '^HTTP/1.. 200'; do
    if ! kill -0 "$SERVER_PID" 2>/dev/null || [ $((SECONDS - started)) -gt 60 ]; then
      echo "The server did not become ready; the end of $BENCH/server.log:" >&2
      tail -n 30 "$BENCH/server.log" >&2
      return 1
    fi
    sleep 0.1
  done
}

stop_server() {
  [ -n "$SERVER_PID" ] || return 0
  local pid=$SERVER_PID started=$SECONDS
  SERVER_PID=
  kill -TERM "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null && [ $((SECONDS - started)) -lt 30 ]; do
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

stop_all() {
  local pid
  for pid in "${PHONE_PIDS[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  PHONE_PIDS=()
  stop_peer
  stop_server
}

# The process of our database: the one whose command line names our data folder.
database_pid() {
  local folder pid
  folder=$(cd "$BENCH/data" && pwd -P)
  for pid in /proc/[0-9]*; do
    pid=${pid#/proc/}
    [ "$pid" = "$SERVER_PID" ] && continue
    tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q -- "$folder" && echo "$pid" && return 0
  done
  return 0
}

cpu_seconds() { # PID -> user and system time so far; 0 without a process
  [ -n "${1:-}" ] && [ -r "/proc/$1/stat" ] || { echo 0; return; }
  sed 's/^.*) //' "/proc/$1/stat" | awk -v tick="$(getconf CLK_TCK)" '{ printf "%.2f\n", ($12 + $13) / tick }'
}

last_of() { # COLUMN CSV -> its value in the last line
  awk -F';' -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i } END { print $at + 0 }' "$2"
}

median() { # one number a line
  sort -n | awk '{ n[NR] = $1 } END { print NR % 2 ? n[(NR + 1) / 2] : (n[NR / 2] + n[NR / 2 + 1]) / 2 }'
}

per_thousand() { # BEFORE AFTER COUNT
  awk -v b="$1" -v a="$2" -v n="$3" 'BEGIN { printf "%.3f\n", (a - b) * 1000 / n }'
}

print_medians() { # WHAT NAME PEER -> the median of each one's figures, and their ratio
  local own peer
  own=$(median <"$BENCH/$2.figures")
  echo "median: $2 $own $1"
  [ -s "$BENCH/$3.figures" ] || return 0
  peer=$(median <"$BENCH/$3.figures")
  awk -v a="$own" -v b="$peer" -v name="$3" -v what="$1" \
    'BEGIN { printf "median: %s %.3f %s; ratio %.2f\n", name, b, what, a / b }'
}

compile_load() { # the load programs of ours, once
  local sources=$ROOT/server/src/test/java/org/paraat/system/load
  LOAD_CLASSES=$BENCH/load
  if [ ! -e "$LOAD_CLASSES/done" ] || [ -n "$(find "$sources" -newer "$LOAD_CLASSES/done" -name '*.java' -print -quit)" ]; then
    mkdir -p "$LOAD_CLASSES"
    "$JAVA_HOME/bin/javac" -d "$LOAD_CLASSES" "$sources"/*.java
    touch "$LOAD_CLASSES/done"
  fi
}

start_command() { # ORGANISATION -> SERVER_COMMAND, for programs of ours that start the server themselves
  rm -rf "$BENCH/data" "$BENCH/server.log"
  mkdir -p "$BENCH"
  # shellcheck disable=SC2206
  SERVER_COMMAND=("$JAVA_HOME/bin/java" @"$PACKAGE/java.options" ${PARAAT_JAVA_OPTIONS:-} -cp "$PACKAGE/lib/*"
    org.paraat.server.Main --organisation "$1" --data "$BENCH/data" --sip-port "$SIP_PORT" --http-port "$HTTP_PORT"
    --rtp-ports "$RTP_PORTS")
}

run_load() { # CLASS ARGUMENT... : a load program of ours
  compile_load
  local class=$1
  shift
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xms64m -Xmx512m -cp "$LOAD_CLASSES" "org.paraat.system.load.$class" "$@"
}

# A load program of ours as a coprocess LOAD_PROCESS, which is told a line and answers with one; a failure of it is the
# mode's, which has its STATUS.
told() {
  local line
  read -r -t 300 -u "${LOAD_PROCESS[0]}" line || { echo "the load program said nothing" >&2; return 1; }
  case $line in failed*) STATUS=1 ;; esac
  echo "  $line"
}

tell() {
  echo "$1" >&"${LOAD_PROCESS[1]}"
  told
}

end_load() {
  local pid=$LOAD_PROCESS_PID
  eval "exec ${LOAD_PROCESS[1]}>&-"
  wait "$pid"
}

ready_to_bench() {
  find_jdk
  build_package
}
