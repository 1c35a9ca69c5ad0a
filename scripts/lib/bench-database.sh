# Calls while the database is away: the mode database; sourced by scripts/bench.

STANDING=200
EXTERNAL_PID=
EXTERNAL_COMMAND=()

pid_on() { # DATA-FOLDER -> the MariaDB that runs on it
  local pid
  for pid in /proc/[0-9]*; do
    { tr '\0' '\n' <"$pid/cmdline"; } 2>/dev/null | grep -qxF -- "--datadir=$1" && echo "${pid#/proc/}" && return 0
  done
  return 0
}

records() { # -> call records in the database at $DATABASE_URL
  PARAAT_DATABASE_PASSWORD=$DATABASE_PASSWORD "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 \
    -cp "$LOAD_CLASSES:$PACKAGE/lib/*" org.paraat.system.load.RecordCount "$DATABASE_URL"
}

# Asks four times a second what the server says of itself, until it is ended.
watch_health() {
  local answer
  while :; do
    answer=$( (http_get /health/ready) 2>/dev/null) || true
    case $answer in
      *" 200 "*'"database","condition":"up"'*) echo up ;;
      *" 200 "*) echo impaired ;;
      *) echo "not ready" ;;
    esac
    sleep 0.25
  done >"$BENCH/health"
}

await_database() {
  local started=$SECONDS
  until (http_get /health/ready) 2>/dev/null | grep -q '"database","condition":"up"'; do
    if [ $((SECONDS - started)) -gt 90 ]; then
      echo "the database was not up again within 90 s" >&2
      return 1
    fi
    sleep 0.1
  done
}

start_external() { # on the files and the port of an embedded one
  "${EXTERNAL_COMMAND[@]}" >>"$BENCH/external.log" 2>&1 &
  EXTERNAL_PID=$!
  DATABASE_DATA=$BENCH/external/data
}

# An external server with an account for us, made from what an embedded one leaves.
prepare_external() {
  local pid
  rm -rf "$BENCH/external"
  start_server
  await_database
  pid=$(pid_on "$BENCH/data/database/data")
  mapfile -d '' EXTERNAL_COMMAND <"/proc/$pid/cmdline"
  stop_server
  mv "$BENCH/data/database" "$BENCH/external"
  rm -rf "$BENCH/software"
  mv "$BENCH/data/software" "$BENCH/software"
  EXTERNAL_COMMAND=("${EXTERNAL_COMMAND[@]//$BENCH\/data\/database/$BENCH\/external}")
  EXTERNAL_COMMAND=("${EXTERNAL_COMMAND[@]//$BENCH\/data\/software/$BENCH\/software}")
  DATABASE_URL=$(printf '%s\n' "${EXTERNAL_COMMAND[@]}" |
    sed -n 's#^--port=\([0-9]*\)$#jdbc:mariadb://127.0.0.1:\1/paraat#p')
  DATABASE_PASSWORD=$(cat "$BENCH/external/password")
  start_external
}

away() { # FAULT SECONDS: takes the database away for so long, then gives it back
  local until=$((SECONDS + $2)) pid
  pid=$(pid_on "$DATABASE_DATA")
  case $1 in
    frozen) kill -STOP "$pid" ;;
    stopped) kill -TERM "$pid" ;;
  esac
  while [ "$SECONDS" -lt "$until" ]; do
    # ours is started again at once: it is to stay away
    [ "$1" != killed ] || { pid=$(pid_on "$DATABASE_DATA"); [ -z "$pid" ] || kill -KILL "$pid"; }
    sleep 0.2
  done
  case $1 in
    frozen) kill -CONT "$pid" ;;
    *) [ -z "$EXTERNAL_PID" ] || start_external ;;
  esac
}

calls_without_database() { # WHICH FAULT SECONDS RATE
  local before fault_pid health_pid started said made
  coproc LOAD_PROCESS { run_load TrunkLoad "$SIP_PORT" 0880000750 5082 5080; }
  told >/dev/null
  tell "calls 400 $4" >/dev/null
  # the last of them is over for its caller before it is for its callee
  tell "wait 1" >/dev/null
  tell "stand $STANDING 100" >/dev/null
  await_database
  before=$(settled_records)
  watch_health &
  health_pid=$!
  PHONE_PIDS+=("$health_pid")
  away "$2" "$3" &
  fault_pid=$!
  made=$(($4 * ($3 + 5)))
  said=$(tell "calls $made $4")
  wait "$fault_pid"
  started=$SECONDS
  await_database || STATUS=1
  echo "$1 database $2 for $3 s under $STANDING standing calls:$said"
  echo "  back $((SECONDS - started)) s after that; health meanwhile: $(sort "$BENCH/health" | uniq -c | tr -s ' \n' ' ')"
  case $said in *"done: "*"failed 0,"*) ;; *) STATUS=1 ;; esac
  ! grep -q "not ready" "$BENCH/health" || STATUS=1
  kill "$health_pid" 2>/dev/null || true
  said=$(tell "wait 1")
  case $said in *"done: $STANDING stand"*) ;; *) STATUS=1 ;; esac
  echo " $said; then they hang up: $(tell end)"
  made=$((made + STANDING))
  said=$(($(settled_records $((before + made))) - before))
  echo "  calls that ended: $made, their records in the database: $said, lost: $((made - said))"
  [ "$made" = "$said" ] || STATUS=1
  end_load
}

settled_records() { # [EXPECTED]: what is written behind may take a moment
  local count=-1 next started=$SECONDS
  next=$(records)
  while [ "$next" != "${1:-$count}" ] && [ $((SECONDS - started)) -lt 30 ]; do
    count=$next
    sleep 1
    next=$(records)
  done
  echo "$next"
}

bench_database() { # [SECONDS [A-SECOND [FAULT...]]]
  local seconds=${1:-60} rate=${2:-20} fault
  local faults=("${@:3}")
  [ ${#faults[@]} -gt 0 ] || faults=(frozen killed stopped)
  ready_to_bench
  STATUS=0
  compile_load
  for fault in "${faults[@]}"; do
    start_server
    DATABASE_DATA=$BENCH/data/database/data
    DATABASE_PASSWORD=$(cat "$BENCH/data/database/password")
    DATABASE_URL=jdbc:mariadb://127.0.0.1:$(cut -d' ' -f2 "$BENCH/data/database/mariadbd.pid")/paraat
    # ours is started again within a second when it is stopped: killing it is the same
    [ "$fault" = stopped ] || calls_without_database "embedded" "$fault" "$seconds" "$rate"
    stop_server
  done
  prepare_external
  for fault in "${faults[@]}"; do
    PARAAT_DATABASE_URL=$DATABASE_URL PARAAT_DATABASE_PASSWORD=$DATABASE_PASSWORD start_server
    calls_without_database "external" "$fault" "$seconds" "$rate"
    stop_server
  done
  stop_all
  # by its folder: it may have been started again by the one who took it away
  kill "$(pid_on "$BENCH/external/data")" 2>/dev/null || true
  return $STATUS
}
