"""What Lighthouse says of the speed on a phone: the median of five runs over `make run`'s server."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bps_portal.launcher import CHECKOUT
from bps_portal.launcher.keeper import free_port
from tests.browser.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES
from tests.system.addresses import JUDGED
from tests.system.tools import FOLDER, install_node_packages, program

RUNS = 5
NAMES = ("home", "article", "campaign", "list", "numbers")


def performance() -> dict[str, float]:
    """Return the median mark (0 to 100) of the first pages that readers meet, in French."""
    install_node_packages()
    with _serving() as root:
        addresses = {name: f"{root}{path}" for name, path in zip(NAMES, JUDGED["fr"], strict=False)}
        runs = [_marks(list(addresses.values())) for _run in range(RUNS)]
    return {
        f"lighthouse performance: {name}": statistics.median(run[url] for run in runs)
        for name, url in addresses.items()
    }


def _marks(urls: list[str]) -> dict[str, float]:
    asked = {
        "urls": urls,
        "categories": ["performance"],
        "skip": [],
        "flags": ["--headless=new", *CHROMIUM_FLAGS],
    }
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), "")
    judged = subprocess.run(
        [program("node", "nodejs"), "lighthouse.mjs", json.dumps(asked)],
        cwd=FOLDER,
        env=os.environ | {"CHROME_PATH": chromium},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return {url: found["scores"]["performance"] for url, found in json.loads(judged.stdout).items()}


@contextmanager
def _serving() -> Iterator[str]:
    """Serve the demo as `make run` does, compressed and with DEBUG off; return its address."""
    port = str(free_port())
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    server = subprocess.Popen(
        [sys.executable, "-m", "bps_portal.launcher", "run"],
        cwd=CHECKOUT,
        env=own | {"PORT": port},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert server.stdout
        for line in server.stdout:
            if "The portal is up." in line:
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
