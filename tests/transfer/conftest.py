"""Pages of the former site, written for the tests in the form of the real ones."""

from pathlib import Path

import pytest

PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def french_text() -> str:
    """A French page."""
    return (PAGES / "velo-fr.txt").read_text(encoding="utf-8")


@pytest.fixture
def dutch_text() -> str:
    """The same page in Dutch."""
    return (PAGES / "fiets-nl.txt").read_text(encoding="utf-8")
