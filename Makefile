# `make demo` and `make test` are all a new machine needs: Python 3.11 or later and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-browser lint check bench docs model clean

demo: $(STAMP)
	@$(BIN)/comity demo

test: $(STAMP) lint
	$(BIN)/python -m pytest
	$(BIN)/comity check

# Needs Debian's chromium at /usr/bin/chromium.
test-browser: $(STAMP)
	$(BIN)/python -m pytest tests/browser -o python_files='screens_*.py'

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: $(STAMP)
	$(BIN)/comity check

bench: $(STAMP)
	$(BIN)/python bench/ratio.py

# Trains the shipped model on from its second version, which the history holds, with all of training/, and writes its card; about an hour.
SECOND := e23279267091:src/comity/data/models/pairs-en
model: $(STAMP)
	$(PYTHON) -m venv .venv-model
	.venv-model/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	.venv-model/bin/python -m pip install --quiet --disable-pip-version-check --requirement training/requirements.txt
	mkdir -p build/second
	git show $(SECOND).onnx > build/second/pairs-en.onnx
	git show $(SECOND).tokenizer.json > build/second/pairs-en.tokenizer.json
	OMP_NUM_THREADS=1 .venv-model/bin/python training/train.py --out build/step --start build/second/pairs-en.onnx --rate 1e-4 --epochs 3 --hold=-05
	OMP_NUM_THREADS=1 .venv-model/bin/python training/train.py --out build/model --start build/step/model.pt --rate 6e-5 --epochs 2 --seed 2 --hold=-05
	.venv-model/bin/python training/ship.py --model build/step build/model --hold=-05 --version 3

docs: $(STAMP)
	$(BIN)/python tools/codebook.py

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Comity needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Set PYTHON=python3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

clean:
	rm -rf $(VENV) .venv-model build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
