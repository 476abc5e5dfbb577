"""A text that is empty on purpose in one language is empty there, wherever it could show.

Every text of the other language holds the word "okapi".
"""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from modeltranslation.translator import translator

from bps_portal import languages
from bps_portal.home.models import HomePage
from bps_portal.languages.parity import declared_empty
from bps_portal.pages import parity_gate
from tests.delivery.test_nothing_leaks import SURFACES
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    ContentPageFactory,
    DocumentFactory,
    ImageFactory,
    LibraryPageFactory,
    NewsIndexPageFactory,
    PublicationPageFactory,
    ThemeFactory,
    ThemeIndexPageFactory,
    UserFactory,
)
from tests.pages.test_two_at_once import opened

pytestmark = pytest.mark.django_db
OTHER = {"fr": "nl", "nl": "fr"}
OKAPI = "Okapi dit tout"
# What every page has in each language, and what is no text.
NEEDED = {"title", "slug", "url_path", "draft_title", "body", "name"}


def emptied(thing: Any, code: str) -> dict[str, str]:
    """Return values for the texts of a kind: "okapi" in the other language, nothing in this one.

    Nothing but what no page can be without, such as an article's lead.
    """
    texts = {}
    for name in translator.get_options_for_model(thing).all_fields:
        field = thing._meta.get_field(languages.field_name(name, code))
        if name not in NEEDED and field.get_internal_type() in ("CharField", "TextField"):
            needed = name in getattr(thing, "required_per_language", ())
            texts[languages.field_name(name, code)] = "Girafe" if needed else ""
            texts[languages.field_name(name, OTHER[code])] = OKAPI
    return texts


def published(page: Any) -> Any:
    """Publish a page; what it lacks is declared empty on purpose."""
    page.save_revision()
    for lack in parity_gate.lacks(page):
        page.parity_marks = declared_empty(page.parity_marks, lack.key, lack.code)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def made(factory: Any, parent: Any, code: str, **values: Any) -> Any:
    body = {
        f"body_{code}": [("text", "<p>Girafe.</p>")],
        f"body_{OTHER[code]}": [("text", f"<p>{OKAPI}.</p>"), ("quote", {"text": OKAPI})],
    }
    model = factory._meta.model
    given = {"body": body, "contact_telephone": {"contact_telephone": "02 123 45 67"}}
    for name, these in given.items():
        values = (these if hasattr(model, name) else {}) | values
    values = emptied(model, code) | values
    return published(factory(parent=parent, live=False, **values))


@pytest.fixture(params=["fr", "nl"])
def code(request: pytest.FixtureRequest) -> str:
    """The language in which texts are empty on purpose."""
    return str(request.param)


@pytest.fixture
def pages(home: HomePage, code: str) -> list[Any]:
    """A page of each kind, whose texts are empty in the language."""
    named = {"name_fr": "Animaux", "name_nl": "Dieren"}
    theme = ThemeFactory(**emptied(ThemeFactory._meta.model, code) | named)
    picture = ImageFactory(
        title_fr="Girafe",
        title_nl="Giraf",
        **{f"description_{code}": "", f"description_{OTHER[code]}": OKAPI},
    )
    files = {"file_fr": DocumentFactory(), "file_nl": DocumentFactory()}
    titled = {f"title_{code}": "Girafe", f"title_{OTHER[code]}": OKAPI}
    news = made(NewsIndexPageFactory, home, code)
    campaigns = made(CampaignIndexPageFactory, home, code)
    library = made(LibraryPageFactory, home, code)
    themes = made(ThemeIndexPageFactory, home, code)
    return [
        *(news, campaigns, library, themes),
        made(ArticlePageFactory, news, code, theme=theme, image=picture, **titled),
        made(CampaignPageFactory, campaigns, code, theme=theme, image=picture, **titled),
        made(PublicationPageFactory, library, code, **titled, **files),
        made(ContentPageFactory, home, code, **titled),
    ]


def test_what_is_empty_on_purpose_shows_no_other_language(
    pages: list[Any], code: str, client: Client
) -> None:
    theme = {"fr": "/fr/themes/animaux/", "nl": "/nl/themas/dieren/"}[code]
    addresses = [f"/{code}/", theme, *(page.url_in(code) for page in pages)]
    # The map and the brochures name what there is in every language.
    of_all = ("sitemap", "brochures")
    addresses += [
        one.format(word="girafe")
        for one in SURFACES[code]
        if not any(name in one for name in of_all)
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        said = answer.content.decode()
        if "html" in answer["Content-Type"]:
            soup = BeautifulSoup(answer.content, "html.parser")
            # The file of the other language is offered too, and says in which language it is.
            for link in soup.select(f".download [lang={OTHER[code]}]"):
                link.decompose()
            said = str(soup)
            assert not soup.select("meta[content=''], h1:empty, h2:empty, p:empty"), address
        assert "Okapi" not in said, address
    assert "Okapi" in client.get(f"/{OTHER[code]}/").content.decode()


def test_it_is_still_empty_when_the_form_is_opened_again(
    pages: list[Any], code: str, client: Client
) -> None:
    client.force_login(UserFactory(language=OTHER[code], is_superuser=True))
    for page in pages:
        form = opened(client, f"/admin/pages/{page.pk}/edit/")
        empty = [name for name, value in emptied(type(page), code).items() if not value]
        assert {form[name] for name in empty if name in form} == {""}, page
