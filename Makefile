# `make` alone lists what can be done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help

help:  ## Tell what can be done
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(READY): setup.cfg pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kg needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(READY)-dev: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,picture$(EXTRAS)]'
	@touch $@

run: $(READY)  ## Read the sample workspace and tell where the gap report and the map are
	@$(BIN)/kg refresh

test: $(READY)-dev  ## Run all tests
	@$(BIN)/python -m pytest -q -n auto --dist loadgroup

lint: $(READY)-dev  ## Check style, types, floors and generated pages
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && for page in scripts/*_page.py; do $(BIN)/python $$page --check || exit 1; done

docs: $(READY)-dev  ## Make the generated pages anew
	@for page in scripts/*_page.py; do $(BIN)/python $$page || exit 1; done

bench: $(READY)-dev  ## Measure, with the peer beside us
	@failed=0; for script in benchmarks/*.py; do $(BIN)/python $$script || failed=1; done; exit $$failed

clean:  ## Remove what can be made again (not the virtual environment)
	@rm -rf .kg build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

.PHONY: help run test lint docs bench clean
