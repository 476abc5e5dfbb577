"""Programs that are no Python packages, and where they are."""

import fcntl
import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"


def program(name: str, package: str) -> str:
    """Return the path of a program; fail the test with the Debian package to install."""
    found = shutil.which(name)
    if found is None:
        pytest.fail(f"{name} is missing: install the package {package}.")
    return found


def install_node_packages() -> None:
    """Install what package-lock.json names, unless that is done; processes wait for one another."""
    # npm writes this file last.
    done = MODULES / ".package-lock.json"
    lock = FOLDER / "package-lock.json"
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
            npm = program("npm", "npm")
            subprocess.run([npm, "ci"], cwd=FOLDER, check=True, capture_output=True)
