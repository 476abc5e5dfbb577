"""The tests that a document names as `tests/room/test_file.py::test_name`, and whether they exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`((?:tests|\.ci)/[\w/.]+)(?:::(\w+))?`")


def named_in(text: str) -> list[tuple[str, str]]:
    """Return the files that a text names, each with the test or class in it, or ""."""
    return NAMED.findall(text)


def missing(named: list[tuple[str, str]]) -> list[str]:
    """Return what is named and does not exist."""
    return [f"{path}::{name}" for path, name in named if not _exists(ROOT / path, name)]


def _exists(path: Path, name: str) -> bool:
    if not path.exists():
        return False
    code = path.read_text() if name else ""
    return not name or bool(re.search(rf"^(?:    )?(?:def|class) {name}\b", code, re.MULTILINE))
