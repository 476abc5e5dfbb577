"""An article that waits for its translation, and a theme."""

import pytest

from bps_portal.content.models import Theme
from news.models import ArticlePage
from tests.content.bodies import stream
from tests.factories import ArticlePageFactory, ThemeFactory

LINK = '<p>Appelez le <a href="tel:112">112</a>.</p><p>Sortez <b>vite</b>.</p>'


@pytest.fixture
def article(home, news) -> ArticlePage:
    """A draft in French, with one Dutch text that is out of date and the others missing."""
    made = ArticlePageFactory(
        parent=news,
        title_fr="Le feu",
        title_nl="Vuur",
        lead_fr="",
        lead_nl="",
        theme=ThemeFactory(name_fr="Incendie", name_nl=""),
        live=False,
    )
    made.body_fr = stream(
        ("heading", {"text": "Que faire", "level": "h2"}),
        ("text", LINK),
        ("picture", {"image": None, "caption": "", "credit": ""}),
    )
    made.body_nl = []
    made.save_revision()
    draft = made.get_latest_revision_as_object()
    draft.title_fr = "Au feu"
    draft.save_revision()
    return ArticlePage.objects.get(pk=made.pk)


@pytest.fixture
def theme(article: ArticlePage) -> Theme:
    """The theme of the article, without a Dutch name."""
    return article.theme


def draft_of(page: ArticlePage) -> ArticlePage:
    """Return the newest draft of a page."""
    return ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
