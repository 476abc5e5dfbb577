"""What a search costs with very many pages, and how well it answers beside Wagtail's own."""

import statistics
import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from news.models import ArticlePage
from tests.many import multiply, multiply_entries
from tests.search.engines import ours, stock
from tests.search.judging import HALVES, LANGUAGES, judgements, marks

RUNS = 21
FEW, MANY = 1_000, 100_000
# As many hits whatever the number of pages: words of articles that are not multiplied.
QUERIES = ("détecteur de fumée", "monoxide de carbonne", "0800 32 123", "coeur", "xyzzyx")


def quality() -> dict[str, float]:
    """Return mean reciprocal rank and recall at 10 of both halves, ours and Wagtail's."""
    results = {}
    for code in LANGUAGES:
        for half in HALVES:
            for name, engine in (("ours", ours), ("Wagtail's", stock)):
                found = marks(judgements(code, half), engine(code))
                results[f"search {code}, {half}, {name}: mean reciprocal rank"] = round(
                    found.reciprocal_rank, 3
                )
                results[f"search {code}, {half}, {name}: recall at 10"] = round(found.recall, 3)
    return results


def with_many_pages() -> dict[str, float]:
    """Return the ratios of 100,000 pages to 1,000, with equally many hits, and of the queries."""
    article = ArticlePage.objects.get(slug_fr="un-autocollant-pour-retrouver-votre-velo")
    multiply(article, FEW)
    multiply_entries(article)
    few = {text: _cost(text) for text in QUERIES}
    multiply(article, MANY - FEW)
    multiply_entries(article)
    many = {text: _cost(text) for text in QUERIES}
    results: dict[str, float] = {}
    for text in QUERIES:
        (few_ms, few_queries), (many_ms, many_queries) = few[text], many[text]
        results[f"search “{text}”: ms with {FEW} pages"] = round(few_ms, 1)
        results[f"search “{text}”: ratio with {MANY}"] = round(many_ms / few_ms, 2)
        results[f"search “{text}”: queries more with {MANY}"] = many_queries - few_queries
    results["search of a word on every page: ms with 100000"] = round(_cost("vélo")[0], 1)
    return results


def _cost(text: str) -> tuple[float, int]:
    """Return the median milliseconds and the number of queries of a search."""
    client = Client()

    def ask() -> None:
        answer = client.get("/fr/recherche/", {"q": text})
        if answer.status_code != 200:
            message = f"“{text}” answers {answer.status_code}"
            raise RuntimeError(message)

    cache.clear()
    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    return _median_ms(ask), len(queries)


def _median_ms(run: Callable[[], None]) -> float:
    times = []
    for _run in range(RUNS):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)
