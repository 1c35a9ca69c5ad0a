# What a server holds: the modes register, media, memory and idle; sourced by scripts/bench.

PHONES=1000

register_round() { # NAME PORT ROUND COUNT RATE CPU-COMMAND CPU-ARGUMENT
  local before cpu
  before=$("$6" "$7")
  echo "$1, round $3: $(run_load RegisterLoad "$2" "$PHONES" "$4" "$5")" || STATUS=1
  cpu=$(per_thousand "$before" "$("$6" "$7")" "$4")
  echo "  $cpu CPU s per 1,000"
  echo "$cpu" >>"$BENCH/$1.figures"
}

bench_register() {
  local count=${1:-40000} rate=${2:-4000} round
  ready_to_bench
  start_server
  STATUS=0
  rm -f "$BENCH"/*.figures
  ! has_kamailio || start_kamailio
  echo "warming up: $(run_load RegisterLoad "$SIP_PORT" "$PHONES" 30000 2000)"
  for round in 1 2 3; do
    register_round paraat "$SIP_PORT" "$round" "$count" "$rate" cpu_seconds "$SERVER_PID"
    [ -z "$PEER_PID" ] || register_round kamailio "$PEER_PORT" "$round" "$count" "$rate" group_cpu_seconds "$PEER_PID"
  done
  print_medians "CPU s per 1,000 registrations" paraat kamailio
  stop_all
  return $STATUS
}

bench_media() {
  local calls=${1:-500} seconds=${2:-20} round
  ready_to_bench
  STATUS=0
  start_server
  ! has_rtpengine || start_rtpengine
  run_load MediaLoad direct 0 "$calls" 5 0 || STATUS=1
  echo "warming up:"
  run_load MediaLoad sip "$SIP_PORT" "$calls" 8 "$SERVER_PID" 0880000750 5082 5080 || true
  for round in 1 2 3; do
    run_load MediaLoad sip "$SIP_PORT" "$calls" "$seconds" "$SERVER_PID" 0880000750 5082 5080 || STATUS=1
    [ -z "$PEER_PID" ] || run_load MediaLoad rtpengine "$PEER_PORT" "$calls" "$seconds" "$PEER_PID" || true
  done
  stop_all
  return $STATUS
}

# Bytes of objects that live after a collection, and what the JVM holds beside its heap.
memory_now() {
  local live native
  live=$("$JAVA_HOME/bin/jcmd" "$SERVER_PID" GC.class_histogram | awk '$1 == "Total" { print $3 }')
  native=$("$JAVA_HOME/bin/jcmd" "$SERVER_PID" VM.native_memory summary scale=KB | awk '
    /^Total:/ { match($0, /committed=[0-9]+/); total = substr($0, RSTART + 10, RLENGTH - 10) }
    /Java Heap \(/ { match($0, /committed=[0-9]+/); heap = substr($0, RSTART + 10, RLENGTH - 10) }
    END { print total - heap }')
  echo "$((live / 1024)) $native"
}

bench_memory() {
  local hundred thousand level
  ready_to_bench
  STATUS=0
  PARAAT_JAVA_OPTIONS="${PARAAT_JAVA_OPTIONS:-} -XX:NativeMemoryTracking=summary" start_server
  coproc LOAD_PROCESS { run_load TrunkLoad "$SIP_PORT" 0880000750 5082 5080; }
  told
  echo "warming up"
  tell "calls 6000 100"
  # the last of them is over for its caller before it is for its callee
  tell "wait 1"
  tell "stand 1000 100"
  tell "stand 100 100"
  # what is remembered of requests for half a minute is part of no call that stands
  tell "wait 42"
  hundred=$(memory_now)
  tell "stand 1000 100"
  tell "wait 42"
  thousand=$(memory_now)
  echo "live heap and native memory in kB: 100 calls $hundred, 1,000 calls $thousand"
  echo "$hundred $thousand" | awk '{ printf "per standing call: %.1f kB live heap, %.1f kB native, %.1f kB in all\n",
    ($3 - $1) / 900, ($4 - $2) / 900, ($3 + $4 - $1 - $2) / 900 }'
  tell "stand 0 100"
  for level in 1 2 3 4 5; do
    # the ports rest for half a minute: there are enough for 130 a second
    tell "calls 10000 120"
    tell "wait 42"
    echo "live heap and native memory in kB after $((level * 10000)) more calls: $(memory_now)"
  done
  end_load
  stop_all
  return $STATUS
}

bench_idle() {
  local seconds=${1:-60} before database
  ready_to_bench
  start_server
  run_load RegisterLoad "$SIP_PORT" "$PHONES" 2000 500
  database=$(database_pid)
  sleep 20
  before="$(cpu_seconds "$SERVER_PID") $(cpu_seconds "$database")"
  sleep "$seconds"
  echo "$before $(cpu_seconds "$SERVER_PID") $(cpu_seconds "$database") $seconds" | awk '{
    printf "idle with 1,000 phones: %.2f %% of a core, the database %.2f %%\n", ($3 - $1) * 100 / $5, ($4 - $2) * 100 / $5 }'
  stop_all
}
