"""docs/known-cases.md names, for each case, tests that exist."""

import re

from tests.checks.named_tests import ROOT, missing, named_in

ROW = re.compile(r"^\| (D\d\d) \|(.+)$", re.MULTILINE)
COLUMNS = 5
LABELS = [f"D{number:02}" for number in range(1, 19)]


def rows() -> dict[str, list[str]]:
    """Return the cells of each case, by its label."""
    text = (ROOT / "docs" / "known-cases.md").read_text()
    return {label: rest.strip(" |").split(" | ") for label, rest in ROW.findall(text)}


def test_each_case_is_held_by_a_test_that_exists() -> None:
    for label, cells in rows().items():
        assert len(cells) == COLUMNS - 1, label
        named = named_in(cells[-1])
        assert named, label
        assert not missing(named), label


def test_every_case_has_its_row_in_order() -> None:
    assert list(rows()) == LABELS
