# Both commands set themselves up from nothing and touch nothing outside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --no-input --cache-dir .cache/pip -q

.PHONY: brief test soak check record clean

brief: $(VENV)/.core
	@$(BIN)/briefing generate --topic kursk

# A file at a time goes to each core: what a file has set up is set up once.
test: $(VENV)/.dev
	@$(BIN)/python -m pytest -n auto --dist loadfile $(PYTEST)

# What takes longer than the tests should: the same properties over ten times as many cases.
soak: $(VENV)/.dev
	@BRIEFING_FUZZ=10000 HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest $(PYTEST)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# Ask a real endpoint again for every recorded response: OPENAI_API_KEY set, or OPENAI_BASE_URL for a server of your
# own (and BRIEFING_MODEL for another model). BRIEFING_RECORD=NAME,NAME records these alone; those whose answers are bad
# on purpose need no endpoint (tests/cassettes/README.md).
record: $(VENV)/.dev
	@BRIEFING_RECORD=$${BRIEFING_RECORD:-all} $(BIN)/python -m pytest --force-enable-socket tests/recorded $(PYTEST)

$(VENV)/.core: constraints.txt pyproject.toml
	@echo "Setting up $(VENV) (once, a minute or so) ..." >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r constraints.txt
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.dev: constraints-dev.txt pyproject.toml
	@echo "Setting up $(VENV) with what the tests need (once, a minute or two) ..." >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r constraints-dev.txt
	@$(PIP) install --no-deps -e .
	@touch $@ $(VENV)/.core

clean:
	rm -rf $(VENV) .cache briefs briefing.db*
