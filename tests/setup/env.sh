# Sourced by every step: puts what the setup steps made on the path.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if [ -x "$root/.venv/bin/node" ]; then PATH="$root/.venv/bin:$PATH"; fi
if [ -x "$HOME/.cargo/bin/cargo" ]; then PATH="$HOME/.cargo/bin:$PATH"; fi
export PATH
if [ "${CI:-}" = true ]; then export CARGO_INCREMENTAL=0 INSTA_UPDATE=no; fi

# newer HAVE WANT: true if version HAVE is at least WANT.
newer() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -1)" = "$2" ]; }

# install PACKAGE…: Debian packages, as root or by sudo.
install_debian() {
  local sudo=
  [ "$(id -u)" = 0 ] || sudo=sudo
  if ! $sudo apt-get install -y -qq "$@" >/dev/null 2>&1; then
    $sudo apt-get update -qq >/dev/null && $sudo apt-get install -y -qq "$@" >/dev/null
  fi
}
