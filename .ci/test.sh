#!/bin/sh
# `make test`: every test, the real-browser ones included, with the coverage that we promise.
set -eu
cd "$(dirname "$0")/.."
. .ci/need.sh

has_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    return 1
}

if ! has_chromium && ! need chromium chromium; then
    .venv/bin/playwright install chromium || {
        echo "The browser tests need Chromium: install the package chromium, or let Playwright reach its downloads." >&2
        exit 1
    }
fi

rm -f .coverage .coverage.*
# Each file in one worker, which so loads the demo content once for it.
# `make coverage` traces branches, for which Python 3.13 needs the slow tracer.
if [ "${1:-}" = --cov-branch ]; then export COVERAGE_CORE=ctrace; fi
.venv/bin/python -m pytest -n auto --dist loadfile -m "not system" --ignore=tests/browser \
    --cov --cov-report=term --cov-fail-under=95 "$@"
# Apart, because the browser tests share one database with the demo content in it.
exec .venv/bin/python -m pytest tests/browser -n auto
