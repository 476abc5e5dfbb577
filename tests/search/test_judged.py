"""The judged queries on the demo content: recall does not fall below what it was made with."""

import io

import pytest
from django.core.management import call_command

from tests.search.engines import ours
from tests.search.judging import HALVES, LANGUAGES, judgements, marks


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_half_is_large_enough(code):
    assert sum(len(judgements(code, half)) for half in HALVES) >= 60
    assert all(len(judgements(code, half)) >= 30 for half in HALVES)


@pytest.mark.django_db
def test_the_judged_queries_find_their_answers():
    call_command("load_demo", stdout=io.StringIO())
    for code in LANGUAGES:
        for half in HALVES:
            found = marks(judgements(code, half), ours(code))
            assert found.recall >= 0.95, (code, half, found)
            assert found.reciprocal_rank >= 0.85, (code, half, found)
