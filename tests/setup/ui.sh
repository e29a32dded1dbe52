#!/usr/bin/env bash
# Builds the staff app into web/ui/dist, if its sources changed since the last build.
# Without network or Node the server still works and says so on its page; in CI that is an error.
set -eu
. "$(dirname "$0")/env.sh"
cd "$root/web/ui"
if [ -f dist/index.html ] && [ -z "$(find src index.html package-lock.json vite.config.ts -newer dist/index.html -print -quit)" ]; then exit 0; fi
build() { { [ -d node_modules ] && [ node_modules -nt package-lock.json ]; } || npm ci --silent --no-audit --no-fund; npm run --silent build; }
if build; then exit 0; fi
if [ "${CI:-}" = true ]; then echo "the staff app could not be built" >&2; exit 1; fi
echo "the staff app could not be built; going on without it (API and command line work)"
