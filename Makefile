# Two commands do it all on a fresh machine: `make demo` and `make test`. The rest is for the inner loop.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test test-fast bench storm prove dev ui rust node browser clean-demo

# One selection of packages and features everywhere, so that nothing is compiled twice.
SELECT := --workspace --features test-clock
UI     := web/ui
# Node and Rust as the setup steps found or made them.
ENV     = . tests/setup/env.sh

help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 14

demo: rust ui ## build everything, load processes/, start on embedded SQLite (FRESH=1 starts over)
	@$(ENV); cargo build --quiet $(SELECT)
	@$(ENV); exec ./target/debug/mingjing demo $(if $(FRESH),--fresh)

test: ## everything that CI runs; installs what it needs on Debian when it is missing
	@bash tests/run.sh all

test-fast: ## format, lints of the tree, unit tests, scenarios: what people run by hand
	@bash tests/run.sh fast

bench: rust ## what a step costs beside its rows written bare, as ratios within one run (JSON=FILE: as JSON too)
	@$(ENV); cargo bench --quiet -p mingjing --features test-clock --bench steps -- $(if $(JSON),--json $(abspath $(JSON)))

storm: rust ## a hundred thousand clocks due at once with people at work beside, and a million that wait (JSON=FILE, QUICK=1)
	@$(ENV); cargo bench --quiet -p mingjing --features test-clock --bench storm -- $(if $(QUICK),--quick) $(if $(JSON),--json $(abspath $(JSON)))

prove: rust ## a million random clocks against a calculator that knows nothing but the next day (CASES=N)
	@$(ENV); PROPTEST_CASES=$(or $(CASES),1000000) cargo test --release --quiet -p mingjing-clock --test naive --test ledgers

dev: rust node ## the app with hot reload on its own port, the server behind it
	@$(ENV); cargo build --quiet $(SELECT)
	@$(ENV); trap 'kill 0' EXIT; ./target/debug/mingjing demo & cd $(UI) && npm run dev

ui: node
	@bash tests/setup/ui.sh

rust:
	@bash tests/setup/rust.sh

node:
	@bash tests/setup/node.sh

browser:
	@bash tests/setup/browser.sh
