"""Content of several kinds for the tests of the workbench."""

import pytest

from bps_portal.home.models import ContentPage
from tests.emergency.factories import EmergencyNumberFactory
from tests.factories import (
    ArticlePageFactory,
    ContentPageFactory,
    DocumentFactory,
    ImageFactory,
    ThemeFactory,
)


def rewrite(page: ContentPage, **texts: object) -> None:
    """Save a draft with other texts, as the edit form would."""
    draft = ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in texts.items():
        setattr(draft, name, value)
    draft.save_revision()


@pytest.fixture
def content(home, news) -> dict[str, object]:
    """One object of several kinds; the page is out of date, article and theme miss Dutch."""
    theme = ThemeFactory(name_fr="Crues", name_nl="Overstroming", description_fr="De l'eau.")
    article = ArticlePageFactory(
        parent=news,
        title_fr="Pluie",
        title_nl="",
        lead_nl="",
        theme=theme,
        published_languages=["fr"],
    )
    # Saving a draft pairs the blocks of the two bodies.
    article.save_revision().publish()
    page = ContentPageFactory(parent=home, title_fr="Eau", title_nl="Water")
    page.save_revision().publish()
    rewrite(page, title_fr="De l'eau")
    return {
        "theme": theme,
        "article": article,
        "page": page,
        "number": EmergencyNumberFactory(name_fr="Poison", name_nl="Gif"),
        "picture": ImageFactory(title_fr="Parc", title_nl="Park"),
        "document": DocumentFactory(title_fr="Dépliant", title_nl="Folder"),
    }
