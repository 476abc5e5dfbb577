"""Asks the public database of vulnerabilities about every locked dependency, where it answers.

    python .ci/audit.py UV

Where it cannot be reached that is said in one sentence and counts as passed.
"""

import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

# A release whose entry must tell of vulnerabilities; mirrors leave that part of the index out.
DATABASE = "https://pypi.org/pypi/pip/26.3/json"
PIP_AUDIT = Path(sys.executable).parent / "pip-audit"


def main(uv: str) -> int:
    """Audit what `uv.lock` holds; return the exit status."""
    if problem := unreachable():
        sys.stdout.write(f"Skipped: the database of vulnerabilities is not at hand ({problem}).\n")
        return 0
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirements:
        export = [uv, "export", "--quiet", "--frozen", "--all-groups", "--no-emit-project"]
        subprocess.run(export, stdout=requirements, check=True)
        audit = [PIP_AUDIT, "--disable-pip", "--require-hashes", "--progress-spinner=off"]
        return subprocess.run([*audit, "-r", requirements.name], check=False).returncode


def unreachable() -> str:
    """Return why the database cannot be asked, or an empty text where it can."""
    try:
        with urllib.request.urlopen(DATABASE, timeout=20) as answer:
            entry = json.load(answer)
    except (OSError, ValueError) as error:
        return str(error)
    return "" if "vulnerabilities" in entry else "the index names none"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
