#!/usr/bin/env bash
# The browser tests: `run.sh` runs all of them, `run.sh journey` those whose file or title matches.
# MINGJING_BINARY names another binary than the one that `cargo build --workspace --features test-clock` leaves.
set -eu
cd "$(dirname "$0")"
. ../setup/env.sh
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
MINGJING_BINARY=${MINGJING_BINARY:-${CARGO_TARGET_DIR:-$root/target}/debug/mingjing}
export MINGJING_BINARY
[ -x "$MINGJING_BINARY" ] || { echo "there is no $MINGJING_BINARY: build it first" >&2; exit 1; }
[ -f "$root/web/ui/dist/index.html" ] || { echo "the staff app is not built: run tests/setup/ui.sh" >&2; exit 1; }
{ [ -d node_modules ] && [ node_modules -nt package-lock.json ]; } || npm ci --silent --no-audit --no-fund
exec node_modules/.bin/playwright test --reporter=list "$@"
