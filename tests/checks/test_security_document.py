"""docs/security.md names tests that exist."""

from tests.checks.named_tests import ROOT, missing, named_in


def test_each_answer_is_held_by_a_test_that_exists() -> None:
    named = named_in((ROOT / "docs" / "security.md").read_text())
    assert len(named) > 20
    assert not missing(named)
