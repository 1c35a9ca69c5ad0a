# Finds a JDK 25 or newer and sets JAVA_HOME; sourced by the other scripts.

jdk_major() { # FOLDER -> 25; fails when there is no javac in it
  [ -x "$1/bin/javac" ] || return 1
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

find_jdk() {
  local candidate major on_path=""
  if command -v javac >/dev/null 2>&1; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  for candidate in "${PARAAT_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -d "$candidate" ] || continue
    major=$(jdk_major "$candidate") || continue
    if [ "${major:-0}" -ge 25 ]; then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  cat >&2 <<'TEXT'
Paraat needs a JDK 25 or newer, and none was found.
Looked at JAVA_HOME, at the javac on the PATH and in /usr/lib/jvm, /opt, ~/.sdkman and ~/.jdks.
Install one, for instance Eclipse Temurin 25 (Debian package temurin-25-jdk), or set
PARAAT_JAVA_HOME to the folder of one.
TEXT
  return 1
}

find_maven() {
  command -v mvn >/dev/null 2>&1 && return 0
  echo "Paraat is built with Maven 3.8 or newer, and there is no mvn on the PATH (Debian package maven)." >&2
  return 1
}
