# make help lists the targets. Each sets up what it needs, on a fresh Debian machine with Python 3.11.
SHELL := /bin/bash
PYTHON ?= python3.11
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run dev test check check-code check-tests fix bench messages borders clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## the atlas on http://localhost:8501 (PORT=… for another port)
	@$(BIN)/streamlit run app.py --server.port $(PORT)

dev: $(VENV)/.run ## the same, restarted by itself when a file changes
	@$(BIN)/streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto --client.showErrorDetails full

test: $(VENV)/.test ## every test, the browser included
	@./scripts/chromium
	@$(MAKE) --no-print-directory check
	@$(BIN)/pytest -q -n 2 -m "slow and not browser"
	@$(BIN)/pytest -q -n 2 --dist loadfile -m browser

check: $(VENV)/.test ## lint, types, data, fast tests
	@$(MAKE) --no-print-directory -j 2 --output-sync=target check-code check-tests

check-code: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m atlas check
	@$(BIN)/python -m atlas readme --check
	@$(BIN)/mypy --strict atlas

check-tests: $(VENV)/.test
	@$(BIN)/pytest -q -n 2 -m "not browser and not slow"

fix: $(VENV)/.test ## put the code into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.bench ## the measurements, side by side with the peers, as ratios
	@./scripts/chromium
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.picture

messages: $(VENV)/.test ## collect every text a reader sees into atlas/locale/atlas.pot
	@$(BIN)/python -m scripts.messages

borders: $(VENV)/.run ## build geo/ anew (needs npm)
	@$(BIN)/python -m atlas.geography.build_borders

clean: ## remove the environment and what was built
	@rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache

$(VENV)/.made:
	@./scripts/venv $(PYTHON) $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.test requirements-bench.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-bench.txt
	@touch $@
