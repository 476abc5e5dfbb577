"""Pages that the search knows."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bps_portal.languages.parity import declared_empty
from bps_portal.pages import parity_gate
from bps_portal.pages.language_exceptions import allow_one_language_first
from bps_portal.search.finding import find
from news.models import ArticlePage, NewsIndexPage
from tests.factories import ArticlePageFactory, ThemeFactory


@pytest.fixture
def publish(news: NewsIndexPage) -> Callable[..., ArticlePage]:
    """Publish an article with these texts; what one language lacks is empty on purpose."""
    theme = ThemeFactory()

    def published(**values: Any) -> ArticlePage:
        article = ArticlePageFactory(parent=news, **{"theme": theme, "live": False} | values)
        for code in {"fr", "nl"} - set(article.published_languages):
            allow_one_language_first(article, code, "Alerte", date.max)
        article.save_revision()
        for lack in parity_gate.lacks(article):
            article.parity_marks = declared_empty(article.parity_marks, lack.key, lack.code)
        article.save_revision().publish()
        return ArticlePage.objects.get(pk=article.pk)

    return published


def titles(text: str, code: str = "fr") -> list[str]:
    """Return the titles of all hits in their order."""
    answer = find(text, code)
    return [entry.title for entry in answer.hits] if answer else []
