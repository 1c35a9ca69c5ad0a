# Starts one of our own command-line tools; sourced by the other scripts.

run_tool() { # MAIN-CLASS ARGUMENT...
  find_jdk
  # A platform may be running from the package: its jars are not replaced under it.
  if [ ! -e "$PACKAGE/built" ]; then
    build_package
  elif ! package_is_current; then
    echo "The sources are newer than the package; scripts/run builds it anew." >&2
  fi
  PARAAT_WIDTH=${PARAAT_WIDTH:-$(stty size 2>/dev/null </dev/tty | cut -d' ' -f2 || true)}
  export PARAAT_WIDTH
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx128m \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Dlogback.configurationFile=tools-logback.xml -cp "$PACKAGE/lib/*" "$@"
}
