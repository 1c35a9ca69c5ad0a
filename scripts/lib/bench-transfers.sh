# What breaks a transfer and what many of them cost: the modes transfers and storm; sourced by scripts/bench.

bench_transfers() { # [WORD]
  local system=$ROOT/server/src/test/java/org/paraat/system classes=$BENCH/ways
  ready_to_bench
  await_carrier_ports
  compile_load
  mkdir -p "$classes"
  "$JAVA_HOME/bin/javac" -d "$classes" -cp "$LOAD_CLASSES:$PACKAGE/lib/*" "$system"/Patience.java "$system"/ways/*.java
  start_command demo
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -Dlogback.configurationFile=tools-logback.xml \
    -cp "$classes:$LOAD_CLASSES:$PACKAGE/lib/*" org.paraat.system.ways.WaysLoad "${1:-}" "$SIP_PORT" "$HTTP_PORT" \
    "$BENCH/data" "$BENCH/server.log" "${SERVER_COMMAND[@]}"
}

bench_storm() { # [TRANSFERS [A-SECOND [STANDING]]]
  ready_to_bench
  STATUS=0
  start_server
  run_load TransferLoad "$SIP_PORT" "$SERVER_PID" "${1:-100}" "${2:-20}" "${3:-200}" || STATUS=1
  stop_all
  return $STATUS
}
