# Builds the packaged server when it is missing or older than its sources; sourced by the other scripts.

PACKAGE=$ROOT/server/target/paraat

package_is_current() {
  [ -e "$PACKAGE/built" ] || return 1
  [ -z "$(find "$ROOT"/pom.xml "$ROOT"/*/pom.xml "$ROOT"/*/src/main -newer "$PACKAGE/built" -print -quit)" ]
}

# Runs a long command; shows one line of progress every few seconds, and its log when it fails.
with_progress() { # WHAT LOG COMMAND...
  local what=$1 log=$2 started=$SECONDS pid shown=0
  shift 2
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  # shellcheck disable=SC2064
  trap "kill $pid 2>/dev/null; exit 130" INT TERM
  while kill -0 "$pid" 2>/dev/null; do
    if [ $((SECONDS - started)) -ge $((shown + 5)) ]; then
      shown=$((SECONDS - started))
      printf '%s: %d s\n' "$what" "$shown"
    fi
    sleep 0.2
  done
  trap - INT TERM
  if ! wait "$pid"; then
    printf '%s failed; the end of its log:\n' "$what" >&2
    tail -n 40 "$log" >&2
    return 1
  fi
  printf '%s: done in %d s\n' "$what" $((SECONDS - started))
}

build_package() {
  package_is_current && return 0
  find_maven || return 1
  with_progress "Building Paraat (the first time fetches its libraries)" "$ROOT/target/build.log" \
    mvn -B -q -f "$ROOT/pom.xml" package -DskipTests -Dmaven.test.skip=true || return 1
  touch "$PACKAGE/built"
}
