#!/usr/bin/env bash
# What `make test` runs, in order, with the time of each step. `fast` leaves out the app, the crash test and the browser.
set -eu
. "$(dirname "$0")/setup/env.sh"
cd "$root"
select=(--workspace --features test-clock)
started=$SECONDS
step() { # step NAME COMMAND…
  local name=$1 from=$SECONDS
  shift
  echo "== $name"
  "$@"
  printf '== %s: %d s\n' "$name" $((SECONDS - from))
}

clippy() {
  if cargo clippy --version >/dev/null 2>&1; then cargo clippy --quiet "${select[@]}" --all-targets -- -D warnings; else echo "lint skipped: no clippy"; fi
}
ui() { bash tests/setup/ui.sh && (cd web/ui && npm run --silent check); }

step "rust" bash tests/setup/rust.sh
step "format" cargo fmt --all --check
if [ "$1" = all ]; then
  step "node" bash tests/setup/node.sh
  step "browser" bash tests/setup/browser.sh
  step "staff app: build, types, lint, tests" ui
fi
step "build" cargo test --quiet "${select[@]}" --no-run
step "lint" clippy
if [ "$1" = all ]; then
  step "browser journeys" bash tests/browser/run.sh
fi
step "filed processes" ./target/debug/mingjing check processes
step "scenarios" ./target/debug/mingjing run-scenario processes
step "scenarios of single elements" ./target/debug/mingjing run-scenario tests/elements
if [ "$1" = all ]; then
  step "tests" cargo test "${select[@]}"
else
  step "tests" cargo test --quiet "${select[@]}" -- --skip slow_
fi
echo "all of it: $((SECONDS - started)) s"
