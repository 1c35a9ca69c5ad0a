# Installs the foreign phones and the browser that the tests need; sourced by the other scripts.

need_tools() { # COMMAND=DEBIAN-PACKAGE ...
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || missing+=("${pair#*=}")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
    echo "The tests need these packages, which are not installed: ${missing[*]}" >&2
    echo "Install them, or run this script as root on Debian: it then does so itself." >&2
    return 1
  fi
  with_progress "Reading the package lists" "$ROOT/target/apt-update.log" apt-get update
  with_progress "Installing ${missing[*]}" "$ROOT/target/apt-install.log" \
    env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}
