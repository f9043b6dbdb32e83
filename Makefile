# On a bare Debian or Ubuntu machine with Python 3.11 or newer and make:
#
#   make               sets up what is needed and makes the memoir's PDF, EPUB, text and archive package in output/
#   make test          runs the tests, the style checks and the type checks
#   make conformance   builds every document of the corpus beside this checkout and puts it through EPUBCheck; the
#                      main kinds of text through Ace and a reading system too (installs Node and Chromium)
#   make benchmark     measures what the tool promises
#   make clean         removes all that these made, .venv included
#
# PYTHON=python3.12 make … takes another Python than the first one found.

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: all test check conformance benchmark clean

BIN := .venv/bin
EDITIONS := $(addprefix output/from-lenin-to-stalin,.pdf .epub .txt)
PACKAGE := output/from-lenin-to-stalin.zip
SOURCES := pyproject.toml $(shell find teipress exporters schemas tei -type f -not -name '*.pyc')

all: $(EDITIONS) $(PACKAGE)

$(EDITIONS) &: $(SOURCES) | .venv/build.stamp
	$(BIN)/teipress build

# A package holds the editions as they are made, not as they lie in output/.
$(PACKAGE): $(EDITIONS)
	$(BIN)/teipress pack

.venv/build.stamp .venv/test.stamp .venv/conformance.stamp: .venv/%.stamp: pyproject.toml .ci/setup.sh
	@.ci/setup.sh $*

check: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy benchmarks

# The tests come last, so that their closing line does.
test: check
	$(BIN)/pytest -n 2

conformance: .venv/conformance.stamp
	$(BIN)/pytest -n 2 -m conformance tests/conformance

benchmark: .venv/test.stamp
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(EDITIONS) $(PACKAGE) .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find teipress exporters schemas tests benchmarks -name __pycache__ -type d -exec rm -rf {} +
