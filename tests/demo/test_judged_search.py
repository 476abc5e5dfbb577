"""The judged queries on the demo content: recall does not fall below what it was made with."""

import pytest

from tests.search.engines import ours
from tests.search.judging import HALVES, LANGUAGES, judgements, marks


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_half_is_large_enough(code):
    assert sum(len(judgements(code, half)) for half in HALVES) >= 60
    assert all(len(judgements(code, half)) >= 30 for half in HALVES)


@pytest.mark.usefixtures("demo")
def test_the_judged_queries_find_their_answers():
    for code in LANGUAGES:
        for half in HALVES:
            found = marks(judgements(code, half), ours(code))
            assert found.recall >= 0.95, (code, half, found)
            assert found.reciprocal_rank >= 0.85, (code, half, found)
