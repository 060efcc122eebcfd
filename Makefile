# The commands people rely on: run, test, check, bench, lock. Each works from a fresh clone; a second run is quick.

PORT ?= 8000
N ?= 100000
UV ?= uv
PROCESSES ?= 4
PYTHON ?= $(shell for python in python3 python3.11 python3.12 python3.13; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 && echo $$python && break; done)
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock

help:
	@echo "make run     start everything on this machine (PORT=$(PORT))"
	@echo "make test    the test suite, no service needed"
	@echo "make check   linters, types, import contracts, the suite on SQLite and on PostgreSQL + Redis, browser journeys"
	@echo "make bench   the benchmark (N=$(N) complaints)"
	@echo "make lock    write requirements*.txt anew from pyproject.toml (needs uv)"

run: .venv/installed-run
	@exec $(BIN)/python manage.py run --port $(PORT)

test: .venv/installed-test
	$(BIN)/python -m pytest -m "not browser" -n auto --maxprocesses $(PROCESSES)

check: .venv/installed-check
	$(BIN)/python scripts/check.py

bench: .venv/installed-test
	$(BIN)/python -m bench --complaints $(N)

lock:
	@mkdir -p .venv
	$(UV) pip compile $(LOCKING) --extra test --extra check --extra browser --output-file .venv/lock.txt pyproject.toml
	$(UV) pip compile $(LOCKING) --constraint .venv/lock.txt --output-file requirements.txt pyproject.toml
	$(UV) pip compile $(LOCKING) --constraint .venv/lock.txt --extra test --output-file requirements-test.txt pyproject.toml
	$(UV) pip compile $(LOCKING) --constraint .venv/lock.txt --extra test --extra check --output-file requirements-check.txt pyproject.toml
	$(UV) pip compile $(LOCKING) --constraint .venv/lock.txt --extra test --extra browser --output-file requirements-browser.txt pyproject.toml
	@rm .venv/lock.txt

# No index address and no machine's path may stand in a committed file, and hashes cover every platform.
LOCKING := --quiet --upgrade --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; name one with PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed-run: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-test: requirements-test.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@ .venv/installed-run

.venv/installed-check: requirements-check.txt requirements-browser.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-check.txt -r requirements-browser.txt
	@touch $@ .venv/installed-test .venv/installed-run
