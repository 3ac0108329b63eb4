# make run   reads the sample corpus, answers a question, serves the page at 127.0.0.1:8000
# make test  runs all checks; both prepare .venv themselves

VENV := .venv
BIN := $(VENV)/bin
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c '$(FITS)' 2>/dev/null && { echo $$p; break; }; done)
PIP := PYTHONWARNINGS=ignore $(BIN)/python -m pip --disable-pip-version-check --quiet
PORT ?= 8000

.PHONY: install run test check-long bench models accuracy clean

install: $(VENV)/installed

run: install
	$(BIN)/doichieu demo --port $(PORT)

test: $(VENV)/installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -m "not long"

check-long: $(VENV)/installed-test
	$(BIN)/pytest -m long

bench: $(VENV)/installed-test
	$(PIP) install -c constraints.txt -e '.[bench]'
	$(BIN)/python -m benchmarks speed

models: $(VENV)/installed-test
	$(PIP) install -c constraints.txt -e '.[train]'
	$(BIN)/python -m training

# make accuracy   measures the reading of facts; writes docs/accuracy.md and tests/annotated/run_*.jsonl
accuracy: $(VENV)/installed-test
	$(PIP) install -c constraints.txt -e '.[train]'
	$(BIN)/python -m training.accuracy
	$(BIN)/python -m training.answers

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/made
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/installed-test: pyproject.toml constraints.txt | $(VENV)/made
	$(PIP) install -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/installed

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "Cần Python 3.11, 3.12 hoặc 3.13, ví dụ: sudo apt install python3 python3-venv"; \
		echo "Python 3.11, 3.12 or 3.13 is needed; or name one: make PYTHON=/path/to/python3.12 run"; exit 1; }
	@$(PYTHON) -c '$(FITS)' || { echo "$(PYTHON) không phải Python 3.11–3.13; hãy chỉ ra bản khác: make PYTHON=python3.12 run"; \
		echo "$(PYTHON) is not Python 3.11 to 3.13; name another one: make PYTHON=python3.12 run"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Thiếu python3-venv, hãy cài: sudo apt install python3-venv"; \
		echo "python3-venv is missing, install it: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade pip
	@touch $@
