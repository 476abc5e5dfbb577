"""Lighthouse gives 100 for accessibility, best practices and search engines, on a phone."""

import json
import os
import shutil
import subprocess
from typing import Any

import pytest

from tests.browser.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES

from .addresses import JUDGED
from .tools import FOLDER, install_node_packages, program

CATEGORIES = ["accessibility", "best-practices", "seo"]
# Results of a search are kept out of search engines on purpose.
ONLY_FOR_RESULTS = ["is-crawlable"]


def start(demo: str, paths: list[str], skip: list[str]) -> subprocess.Popen[str]:
    """Start judging pages; the result comes as JSON."""
    asked = {
        "urls": [f"{demo}{path}" for path in paths],
        "categories": CATEGORIES,
        "skip": skip,
        "flags": ["--headless=new", *CHROMIUM_FLAGS],
    }
    installed = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    chromium = installed or program("chromium", "chromium")
    return subprocess.Popen(
        [program("node", "nodejs"), "lighthouse.mjs", json.dumps(asked)],
        cwd=FOLDER,
        env=os.environ | {"CHROME_PATH": chromium},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.system
def test_pages_get_full_marks(demo: str, settings: Any) -> None:
    settings.CRAWLABLE = True
    install_node_packages()
    runs = []
    for paths in JUDGED.values():
        searches = [path for path in paths if "?q=" in path]
        runs.append(start(demo, [path for path in paths if path not in searches], []))
        runs.append(start(demo, searches, ONLY_FOR_RESULTS))
    results: dict[str, Any] = {}
    for run in runs:
        results |= json.loads(run.communicate(timeout=300)[0])
    assert len(results) == sum(map(len, JUDGED.values()))
    full = {"error": None, "lost": [], "scores": dict.fromkeys(CATEGORIES, 100)}
    assert {url: found for url, found in results.items() if found != full} == {}
