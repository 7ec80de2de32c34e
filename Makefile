# make demo: set up, scan the practice region, say where the report is.  make test: set up, run every check and test.
# Both need Python 3.11 or newer and nothing else; what they install stays in .venv, a browser apart.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
READY := $(VENV)/.ready

PYWB_READY := .venv-pywb/.ready

.PHONY: demo test fast check docs pictures setup pywb constraints clean

demo: setup
	$(BIN)/g2b demo

test: setup check pywb
	$(BIN)/python -m pytest -n 2 -m "not browser and not server and not slow"
	$(BIN)/python -m pytest -n 2 --dist loadscope -m "browser or server or slow"

fast: setup
	$(BIN)/python -m pytest -m "not browser and not server and not slow"

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/g2b criteria check
	$(BIN)/g2b criteria test

docs: setup
	G2B_LANG=en $(BIN)/python -m scanner.cli.reference > docs/commands.md

# The pictures of the reports in docs/, of the invented region.
pictures: demo
	G2B_LANG=de $(BIN)/python -m scanner.cli.pictures docs

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --requirement constraints.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/g2b browser --install
	@touch $@

# A real web archive for one test, apart from everything else because it needs other versions.
pywb: $(PYWB_READY)

$(PYWB_READY): constraints-pywb.txt
	$(PYTHON) -m venv .venv-pywb
	.venv-pywb/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement $<
	@touch $@

# Names, versions and hashes of everything that is installed, for every platform; no addresses.
constraints: setup
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --output-file constraints.txt
	$(BIN)/uv pip compile tests/whole/pywb.in --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --output-file constraints-pywb.txt

clean:
	rm -rf $(VENV) .venv-pywb build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
