#!/usr/bin/env bash
# A Rust that is new enough: what is there, else Debian's packages.
set -eu
. "$(dirname "$0")/env.sh"
want=1.94
have=$(cargo --version 2>/dev/null | awk '{print $2}' || true)
if [ -z "$have" ] || ! newer "$have" "$want"; then
  echo "installing Rust (have: ${have:-none}, need: $want)"
  install_debian rustc-web cargo-web rustfmt-web gcc libc6-dev
fi
command -v cc >/dev/null || install_debian gcc libc6-dev
cargo --version >/dev/null
