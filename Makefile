# make help lists the targets. Each sets up what it needs, on a fresh Debian machine with Python 3.11.
SHELL := /bin/bash
PYTHON ?= python3.11
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

# Compiled modules are kept, whatever the shell says: without them every start compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run dev test check check-code check-tests fix bench fuzz audit messages lock borders clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run ## the atlas on http://localhost:8501 (PORT=… for another port)
	@$(BIN)/streamlit run app.py --server.port $(PORT)

dev: $(VENV)/.run ## the same, restarted by itself when a file changes
	@$(BIN)/streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto --client.showErrorDetails full

test: $(VENV)/.test ## every test, the browser included
	@./scripts/debian-package chromium chromium chromium-browser google-chrome
	@./scripts/debian-package nginx-light nginx
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
	@$(BIN)/pytest -q -n 2 -m "not browser and not slow" --ignore tests/browser --ignore tests/fuzz

fix: $(VENV)/.test ## put the code into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.bench ## the measurements, side by side with the peers, as ratios
	@./scripts/debian-package chromium chromium chromium-browser google-chrome
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.picture

fuzz: $(VENV)/.test ## hostile input at scale, counted; five minutes
	@$(BIN)/python -m tests.fuzz

audit: $(VENV)/.test ## licences, known vulnerabilities (asks a service), list of parts into build/
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-audit.txt
	@mkdir -p build
	@$(BIN)/pip-licenses --from=mixed --order=license > build/licences.txt
	@$(BIN)/cyclonedx-py requirements --output-reproducible --of JSON -o build/sbom.json requirements.txt
	@echo "build/licences.txt, build/sbom.json"
	@$(BIN)/pip-audit --disable-pip -r requirements.txt --no-deps

messages: $(VENV)/.test ## collect every text a reader sees into atlas/locale/atlas.pot
	@$(BIN)/python -m scripts.messages

lock: $(VENV)/.test ## write deploy/requirements.lock: the requirements with the hash of every file
	@echo '# Made from requirements.txt by `make lock`: each package with the hashes of its files. Not edited by hand.' > deploy/requirements.lock
	@$(BIN)/uv pip compile -q requirements.txt --no-deps --generate-hashes --only-binary :all: \
		--python-version 3.11 --no-header --no-annotate >> deploy/requirements.lock

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
