# Every target works on a fresh machine with GNU make and a Python; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run dev test coverage test-system test-image check bench soak fuzz messages stand clean

PYTHON := .venv/bin/python
SETUP := @sh bps_portal/launcher/setup.sh
LAUNCH := @exec $(PYTHON) -m bps_portal.launcher

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

run: ## serve the portal with its demo content on 127.0.0.1:8000 (PORT)
	$(SETUP) run
	$(LAUNCH) run

dev: ## the same with Django's reloading development server
	$(SETUP) run
	$(LAUNCH) dev

test: ## every test, the real-browser ones included
	$(SETUP) dev
	@exec sh .ci/test.sh

coverage: ## the same with the coverage of branches, which takes half as long again
	$(SETUP) dev
	@exec sh .ci/test.sh --cov-branch

test-system: ## the tests that need further servers and tools
	$(SETUP) dev
	@exec sh .ci/system.sh

test-image: ## build the container image and try it (docker, podman or buildah)
	$(SETUP) dev
	@exec $(PYTHON) -m pytest tests/system/test_image.py -m image

check: ## formatting, lint, types, layers, migrations, translations, templates, audit
	$(SETUP) dev
	@exec sh .ci/check.sh

bench: ## the benchmarks (PARTS); ratios are printed and written to var/bench.json
	$(SETUP) dev
	@exec $(PYTHON) -m tests.bench $(PARTS)

soak: ## half an hour at the highest rate while editors publish (SOAK_MINUTES)
	$(SETUP) dev
	@exec $(PYTHON) -m tests.bench soak

fuzz: ## the property tests with twenty times as many cases
	$(SETUP) dev
	@exec $(PYTHON) -m pytest -m hypothesis --hypothesis-profile=fuzz -n auto

messages: ## extract and compile the French and Dutch catalogues
	$(SETUP) dev
	@exec sh .ci/messages.sh

stand: ## the portal as in production with docker compose on localhost:8080 (STAND_PORT)
	@exec sh deploy/stand.sh

clean: ## remove what is installed and cached here, but neither the database nor uploads
	rm -rf .venv .tools .coverage .coverage.* htmlcov test-results var/static
	rm -rf tests/system/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
