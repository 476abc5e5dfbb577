"""Whoever runs the portal finds every variable that it reads."""

import re

import pytest

from bps_portal.settings.env import BASE_DIR

SOURCES = [
    *(BASE_DIR / "bps_portal" / "settings").glob("*.py"),
    *(BASE_DIR / "deploy").glob("*.py"),
]
READ = re.compile(r'(?:(?<![.\w])[a-z]\w*|environ\.get)\(\s*"([A-Z][A-Z_0-9]{3,})"')
# The launcher's and the tests' own.
NOT_FOR_OPERATORS = {"DEBUG", "TEST_DATABASE_TEMPLATE", "PROMETHEUS_MULTIPROC_DIR"}


@pytest.mark.parametrize("document", ["docs/operations.md", ".env.example"])
def test_every_variable_is_written_down(document: str) -> None:
    read = {name for path in SOURCES for name in READ.findall(path.read_text(encoding="utf-8"))}
    text = (BASE_DIR / document).read_text(encoding="utf-8")
    assert len(read) > 30
    assert {name for name in read - NOT_FOR_OPERATORS if name not in text} == set()
