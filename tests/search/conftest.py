"""Pages that the search knows."""

from collections.abc import Callable
from typing import Any

import pytest

from bps_portal.search.finding import find
from news.models import ArticlePage, NewsIndexPage
from tests.factories import ArticlePageFactory, ThemeFactory


@pytest.fixture
def publish(news: NewsIndexPage) -> Callable[..., ArticlePage]:
    """Publish an article with these texts."""
    theme = ThemeFactory()

    def published(**values: Any) -> ArticlePage:
        article = ArticlePageFactory(parent=news, **{"theme": theme, "live": False} | values)
        article.save_revision().publish()
        return ArticlePage.objects.get(pk=article.pk)

    return published


def titles(text: str, code: str = "fr") -> list[str]:
    """Return the titles of all hits in their order."""
    answer = find(text, code)
    return [entry.title for entry in answer.hits] if answer else []
