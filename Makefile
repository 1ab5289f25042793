# Every target starts from a clean clone: it makes what it needs and no more.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-deps

# The program that the replay test opens our files in. AGPL, so it is fetched and never kept here.
REPLAY := build/replay
REPLAY_PACKAGE := replaywebpage-2.5.3
REPLAY_SHA256 := b7d35c39c4da9b7121c5a393911d8675d4cc6f19513c380191e16b086bea812c

# Some processes share the tests. Those that make desks of their own, on SQLite, run once.
SHARED := -n auto --maxprocesses 4
ON_SQLITE := --ignore-glob='tests/desk/test_killed*' --ignore=tests/desk/test_demo.py

.PHONY: demo soak test lint bench docs serve setup clean

demo: $(VENV)/core.stamp
	$(BIN)/columninch demo --into demo

test: setup $(REPLAY)/stamp
	$(BIN)/python -m pytest $(SHARED)
	COLUMNINCH_TEST_DATABASE=postgresql $(BIN)/python -m pytest $(SHARED) tests/desk $(ON_SQLITE)

lint: setup
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/djlint --quiet --check --lint src/columninch/desk/templates
	$(BIN)/codespell src docs README.md ARCHITECTURE.md CHANGELOG.md benchmarks
	$(BIN)/python -m django makemigrations --check --dry-run --settings columninch.desk.settings

bench: setup
	for file in benchmarks/*.py; do case $$file in benchmarks/report.py|benchmarks/feed_*.py) continue;; esac; $(BIN)/python $$file $(if $(DATA),--data $(DATA)); done

# The long counts: a hundred thousand damaged documents, a hundred kills while collecting.
soak: setup
	COLUMNINCH_FUZZ=100000 $(BIN)/python -m pytest $(SHARED) tests/extract/test_fuzz.py
	COLUMNINCH_KILLS=100 $(BIN)/python -m pytest tests/desk/test_killed_collecting.py tests/desk/test_killed_removing.py tests/desk/test_killed.py

docs: setup demo
	$(BIN)/python docs/pictures.py demo

serve: demo
	$(BIN)/columninch serve --desk demo

setup: $(VENV)/dev.stamp

# What a laptop needs. A Python without venv gets one line with the command that mends it.
$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Column Inch needs Python 3.11 or newer: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python has no venv. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/core.stamp: $(VENV)/python.stamp requirements.txt pyproject.toml
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-build-isolation -e .
	touch $@

$(VENV)/dev.stamp: $(VENV)/core.stamp requirements-dev.txt
	$(PIP) --require-hashes -r requirements-dev.txt
	touch $@

$(REPLAY)/stamp: Makefile
	@command -v npm >/dev/null || { echo "The replay test fetches a package with npm. On Debian and Ubuntu: sudo apt-get install npm"; exit 1; }
	rm -rf $(REPLAY) && mkdir -p $(REPLAY)
	cd $(REPLAY) && npm pack --silent $(subst replaywebpage-,replaywebpage@,$(REPLAY_PACKAGE)) >/dev/null
	cd $(REPLAY) && echo "$(REPLAY_SHA256)  $(REPLAY_PACKAGE).tgz" | sha256sum --check --quiet
	cd $(REPLAY) && tar -xzf $(REPLAY_PACKAGE).tgz --strip-components=1 package/ui.js package/sw.js package/LICENSE
	touch $@

clean:
	rm -rf $(VENV) demo build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
