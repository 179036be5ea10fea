# Every target makes or reuses .venv by itself. Needs Python 3.11 or newer with venv, pip, make, git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
ITEMS ?= 100000
STAMP := $(VENV)/.installed-app
DEV_STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench
BROWSER_STAMP := $(VENV)/.installed-browser

.PHONY: help install demo run test test-long check bench replay format constraints clean
help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"  # 23.2 cannot resolve lxml's extras

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@

$(BENCH_STAMP): $(DEV_STAMP)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group bench
	@touch $@

$(BROWSER_STAMP): $(DEV_STAMP)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group browser
	@touch $@

install: $(STAMP) ## the program, in .venv
	@echo "installed: $(BIN)/catchup"

demo: $(STAMP) ## the whole program on a bundled sample, offline; writes out/
	@$(BIN)/catchup demo

run: $(STAMP) ## crawl what is due and write the report (after `.venv/bin/catchup init`)
	@$(BIN)/catchup run && $(BIN)/catchup

test: $(DEV_STAMP) ## the tests
	$(BIN)/python -m pytest -n auto -m "not long"

test-long: $(BROWSER_STAMP) ## recorded weeks, real pacing, crash marathons, a browser (Chromium must be there)
	$(BIN)/python -m pytest -m long --timeout 900

check: $(DEV_STAMP) ## format, lint, types, arrows, spelling, dead code, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/vulture
	$(BIN)/deptry .

bench: $(BENCH_STAMP) ## speed, side by side with what one would pick instead; search over ITEMS=1000000
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/render.py
	$(BIN)/python benchmarks/summaries.py
	$(BIN)/python benchmarks/site.py
	$(BIN)/python benchmarks/search.py --items $(ITEMS)

replay: $(STAMP) ## the real program over a recorded internet (needs $(SHARED)/replay)
	$(BIN)/python tests/replay/weeks.py --shared $(SHARED)

format: $(DEV_STAMP) ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .

constraints: ## pin today's newest versions
	rm -rf .venv-pins && $(PYTHON) -m venv .venv-pins && .venv-pins/bin/python -m pip install --quiet --upgrade pip
	.venv-pins/bin/python -m pip install --quiet . --group dev --group bench --group browser
	(echo "# Pins for a repeatable install; renew with \`make constraints\`."; .venv-pins/bin/python -m pip freeze --exclude catchup) > constraints.txt
	rm -rf .venv-pins

clean: ## what was made, but not your data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .coverage* build dist *.egg-info
