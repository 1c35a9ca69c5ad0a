# What calls cost: the modes calls, queue, lamps, latency, rate, replay and jmh; sourced by scripts/bench.

sipp_round() { # LABEL CALLS RATE PORT -> leaves its figures in $BENCH/LABEL.csv
  rm -f "$BENCH/$1.csv"
  sipp "127.0.0.1:$4" -sf "$ROOT/server/src/test/sipp/bench-caller.xml" -s 0880000750 \
    -i 127.0.0.1 -p 5082 -bind_local -mi 127.0.0.1 -ci 127.0.0.1 -mp 15710 -aa -nostdin -skip_rlimit \
    -r "$3" -m "$2" -l 5000 -d 300 -recv_timeout 20000 -timeout $(($2 / $3 + 60))s -timeout_error \
    -trace_stat -stf "$BENCH/$1.csv" -trace_err -error_file "$BENCH/$1.errors" >"$BENCH/$1.screen" 2>&1 || true
  [ -s "$BENCH/$1.csv" ] || { echo "SIPp did not run; see $BENCH/$1.screen" >&2; return 1; }
}

start_sipp_callee() {
  sipp -sf "$ROOT/server/src/test/sipp/bench-callee.xml" -i 127.0.0.1 -p 5080 -bind_local -mi 127.0.0.1 \
    -ci 127.0.0.1 -mp 15700 -aa -nostdin -skip_rlimit -trace_err -error_file "$BENCH/callee.errors" \
    >"$BENCH/callee.screen" 2>&1 &
  PHONE_PIDS+=($!)
  sleep 0.5
  kill -0 "$!" 2>/dev/null || { tail -n 3 "$BENCH/callee.errors" >&2; return 1; }
}

failed_in() { last_of 'FailedCall(C)' "$BENCH/$1.csv"; }
resent_in() { last_of 'Retransmissions(C)' "$BENCH/$1.csv"; }

one_round() { # NAME PORT ROUND CALLS RATE CPU-COMMAND CPU-ARGUMENT
  local before cpu failed database_before database_cpu more=
  database_before=$(cpu_seconds "$DATABASE_PID")
  before=$("$6" "$7")
  sipp_round "$1-$3" "$4" "$5" "$2"
  cpu=$(per_thousand "$before" "$("$6" "$7")" "$4")
  database_cpu=$(per_thousand "$database_before" "$(cpu_seconds "$DATABASE_PID")" "$4")
  failed=$(failed_in "$1-$3")
  ALL_FAILED=$((ALL_FAILED + failed))
  [ "$1" = paraat ] && more=" (database $database_cpu more)"
  echo "$1, round $3: $4 calls, $cpu CPU s per 1,000$more, failed $failed, sent again $(resent_in "$1-$3")"
  echo "$cpu" >>"$BENCH/$1.figures"
}

bench_calls() {
  local calls=${1:-5000} rate=${2:-100} round
  ready_to_bench
  need_tools sipp=sip-tester
  start_server
  start_sipp_callee
  DATABASE_PID=$(database_pid)
  ALL_FAILED=0
  rm -f "$BENCH"/*.figures
  if has_kamailio; then
    start_kamailio
  else
    echo "Kamailio is not installed: no comparison"
  fi
  # until the compiler has nothing left to do: it took a tenth of the CPU after 6000
  echo "warming up with 20000 calls at 200 a second"
  sipp_round warm-up 20000 200 "$SIP_PORT"
  for round in 1 2 3; do
    one_round paraat "$SIP_PORT" "$round" "$calls" "$rate" cpu_seconds "$SERVER_PID"
    [ -z "$PEER_PID" ] ||
      one_round kamailio "$PEER_PORT" "$round" "$calls" "$rate" group_cpu_seconds "$PEER_PID"
  done
  print_medians "CPU s per 1,000 calls" paraat kamailio
  stop_all
  [ "$ALL_FAILED" = 0 ]
}

queue_round() { # LABEL CALLS RATE: the CPU of a round through the queue
  local before cpu
  before=$(cpu_seconds "$SERVER_PID")
  tell "calls $2 $3"
  cpu=$(per_thousand "$before" "$(cpu_seconds "$SERVER_PID")" "$2")
  echo "$1: $cpu CPU s per 1,000 calls"
  echo "$cpu" >>"$BENCH/queue.figures"
}

bench_queue() {
  local calls=${1:-2000} rate=${2:-50} warm_up=${3:-6000} round
  ready_to_bench
  STATUS=0
  start_server
  # one program from the first call to the last: the phones of another would be other phones
  coproc LOAD_PROCESS { run_load QueueLoad "$SIP_PORT" 300 0880000700 5080; }
  told
  queue_round "cold, compilation included" 300 "$rate"
  [ "$warm_up" = 0 ] || queue_round "warming up" "$warm_up" "$rate"
  rm -f "$BENCH/queue.figures"
  for round in 1 2 3; do
    queue_round "round $round" "$calls" "$rate"
  done
  echo "median: $(median <"$BENCH/queue.figures") CPU s per 1,000 calls through a queue"
  echo "more callers than agents can serve:"
  tell "calls 300 150"
  tell "calls 300 150"
  end_load || STATUS=1
  stop_all
  return $STATUS
}

latency_load() { # CALLS RATE -> what the load program is told
  printf 'calls %s\n' "40 $2" "10000 100" "$1 $2" "$1 $2" "$1 $2"
}

bench_latency() {
  local calls=${1:-1000} rate=${2:-20}
  ready_to_bench
  start_server
  echo "a server that just became ready, the first 40 calls, 10000 at 100 a second to warm up, then $calls:"
  latency_load "$calls" "$rate" | run_load TrunkLoad "$SIP_PORT" 0880000750 5082 5080
  stop_server
  if has_kamailio; then
    start_kamailio
    echo "Kamailio:"
    latency_load "$calls" "$rate" | run_load TrunkLoad "$PEER_PORT" 0880000750 5082 5080
  fi
  stop_all
}

bench_rate() {
  local from=${1:-200} to=${2:-700} step=${3:-50} rate best=0
  ready_to_bench
  need_tools sipp=sip-tester
  # at 500 calls a second ports cannot rest for half a minute: there are not so many
  PARAAT_RTP_REST=${PARAAT_RTP_REST:-3s} start_server
  start_sipp_callee
  echo "warming up with 10000 calls"
  sipp_round warm-up 10000 200 "$SIP_PORT"
  for ((rate = from; rate <= to; rate += step)); do
    sipp_round "rate-$rate" $((rate * 10)) "$rate" "$SIP_PORT"
    echo "$rate a second for 10 s: failed $(failed_in "rate-$rate"), sent again $(resent_in "rate-$rate")"
    if [ "$(failed_in "rate-$rate")" = 0 ] && [ "$(resent_in "rate-$rate")" = 0 ]; then
      best=$rate
    fi
    sleep 2
  done
  echo "clean calls a second: $best"
  stop_all
}

bench_kill() {
  ready_to_bench
  await_carrier_ports
  start_command demo
  run_load KillLoad "${1:-100}" "$SIP_PORT" "$HTTP_PORT" "$BENCH/data" "$BENCH/server.log" "${SERVER_COMMAND[@]}"
}

bench_lamps() {
  ready_to_bench
  await_carrier_ports
  rm -rf "$BENCH/data" "$BENCH/server.log"
  mkdir -p "$BENCH"
  # shellcheck disable=SC2086
  run_load LampLoad "${1:-3}" "${2:-1000}" "$SIP_PORT" "$HTTP_PORT" "$BENCH/data" "$BENCH/server.log" \
    "$JAVA_HOME/bin/java" @"$PACKAGE/java.options" ${PARAAT_JAVA_OPTIONS:-} -cp "$PACKAGE/lib/*" \
    org.paraat.server.Main --organisation bench --data "$BENCH/data" --sip-port "$SIP_PORT" \
    --http-port "$HTTP_PORT" --rtp-ports "$RTP_PORTS"
}

bench_replay() {
  local seed
  ready_to_bench
  start_server --journal
  echo "calls 300 50" | run_load QueueLoad "$SIP_PORT" 300 0880000700 5080
  stop_server
  for seed in 1 2; do
    # the identity hashes differ by option, the order of Map.of and Set.of by each JVM's own seed
    "$JAVA_HOME/bin/java" -Xshare:off -XX:+UnlockExperimentalVMOptions -XX:hashCode=$((seed * 2 - 1)) \
      -cp "$PACKAGE/lib/*" org.paraat.engine.journal.Replay "$BENCH/data/journal" --print >"$BENCH/replay-$seed" ||
      { tail -n 5 "$BENCH/replay-$seed" >&2; return 1; }
  done
  cmp "$BENCH/replay-1" "$BENCH/replay-2"
  tail -n 4 "$BENCH/replay-1"
  echo "two fresh JVMs with different hash seeds asked for the same, byte by byte"
}

bench_jmh() {
  local path
  find_jdk
  find_maven
  with_progress "Compiling the benchmarks" "$BENCH/jmh.log" mvn -B -q -f "$ROOT/pom.xml" -pl sip-core -am test-compile \
    dependency:build-classpath -Dmdep.outputFile=target/test-classpath -Dmdep.includeScope=test
  path=$ROOT/sip-core/target/test-classes:$ROOT/sip-core/target/classes:$ROOT/media/target/test-classes
  "$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow -cp "$path:$(cat "$ROOT/sip-core/target/test-classpath")" \
    org.openjdk.jmh.Main -jvmArgsAppend --sun-misc-unsafe-memory-access=allow "$@"
}
