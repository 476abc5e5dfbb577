"""Programs that are no Python packages, and where they are."""

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
    """Install what package-lock.json names, unless that is done."""
    # npm writes this file last.
    done = MODULES / ".package-lock.json"
    lock = FOLDER / "package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([program("npm", "npm"), "ci"], cwd=FOLDER, check=True, capture_output=True)
