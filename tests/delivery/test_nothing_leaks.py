"""What readers may not see stands nowhere: search, suggestions, spelling, feeds, map, open data, lists.

Neither does it at its own address, nor in a copy that a cache keeps. Every hidden page has the word "quagga" in all its texts; a page that is public in French only has
"okapi"; what everybody may see has "girafe".
"""

import datetime as dt
from itertools import chain, product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from bps_portal.home.models import HomePage
from bps_portal.home.themes import ThemeIndexPage
from bps_portal.pages.language_exceptions import allow_one_language_first
from bps_portal.pages.models import PortalPage
from news.models import ArticlePage, NewsIndexPage
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    ContentPageFactory,
    DocumentFactory,
    LibraryPageFactory,
    PublicationPageFactory,
    ThemeFactory,
    ThemeIndexPageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "nl")
SURFACES = {
    "fr": (
        "/fr/recherche/?q={word}",
        "/fr/recherche/suggestions/?q={word}",
        "/fr/recherche/suggestions/?q={word}&format=json",
        "/fr/actualites/atom.xml",
        "/fr/actualites/atom.xml?theme=animaux",
        "/fr/campagnes/atom.xml",
        "/sitemap.xml",
        "/api/v1/articles?lang=fr",
        "/api/v1/campaigns?lang=fr",
        "/api/v1/brochures?lang=fr",
    ),
    "nl": (
        "/nl/zoeken/?q={word}",
        "/nl/zoeken/suggesties/?q={word}",
        "/nl/zoeken/suggesties/?q={word}&format=json",
        "/nl/nieuws/atom.xml",
        "/nl/nieuws/atom.xml?theme=dieren",
        "/nl/campagnes/atom.xml",
        "/sitemap.xml",
        "/api/v1/articles?lang=nl",
        "/api/v1/campaigns?lang=nl",
        "/api/v1/brochures?lang=nl",
    ),
}


def says(word: str, state: str = "") -> dict[str, str]:
    """Return titles and leads in both languages with `word` in each."""
    return {f"{name}_{code}": f"{word} {state}" for name in ("title", "lead") for code in LANGUAGES}


def published(page: Any) -> Any:
    """Publish a page as an editor does; what one language lacks may follow."""
    for code in {*LANGUAGES} - set(page.published_languages):
        allow_one_language_first(page, code, "Alerte", dt.date.max)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def restrict(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.fixture
def hidden(home: HomePage, news: NewsIndexPage) -> list[ArticlePage]:
    """Articles in each state in which readers see none, among pages that they see."""
    now = timezone.now()
    theme = ThemeFactory(name_fr="Animaux", name_nl="Dieren")

    def article(parent: Any = news, **values: Any) -> ArticlePage:
        return ArticlePageFactory(parent=parent, live=False, theme=theme, **values)

    draft = article(**says("Quagga", "un"))
    draft.save_revision()
    scheduled = article(**says("Quagga", "deux"), go_live_at=now + dt.timedelta(days=1))
    scheduled.save_revision().publish()
    expired = published(article(**says("Quagga", "trois")))
    ArticlePage.objects.filter(pk=expired.pk).update(expire_at=now - dt.timedelta(minutes=1))
    withdrawn = published(article(**says("Quagga", "quatre")))
    withdrawn.unpublish()
    closed = published(article(**says("Quagga", "cinq")))
    restrict(closed)
    section = ContentPageFactory(parent=home, **says("Quagga", "section"))
    below = published(article(section, **says("Quagga", "six")))
    restrict(section)
    published(article(**says("Quagga", "sept"))).delete()

    seen = published(article(**says("Girafe")))
    for number, other in enumerate((draft, scheduled, expired, withdrawn, closed, below)):
        seen.related_links.create(article=other, sort_order=number)
    for name, text in says("Quagga", "huit").items():
        setattr(seen, name, text)
    seen.save_revision()
    published(article(**says("Okapi"), published_languages=["fr"]))

    ThemeIndexPageFactory(parent=home)
    campaigns = CampaignIndexPageFactory(parent=home)
    library = LibraryPageFactory(parent=home)
    for parent, factory in ((campaigns, CampaignPageFactory), (library, PublicationPageFactory)):
        published(factory(parent=parent, title_fr="Girafe", title_nl="Girafe"))
        restrict(published(factory(parent=parent, title_fr="Quagga", title_nl="Quagga")))
    return [draft, scheduled, expired, withdrawn, closed, below]


def test_what_readers_may_not_see_stands_nowhere(hidden: list[ArticlePage], client: Client) -> None:
    # Whoever asks: what is public is the same for all.
    client.force_login(UserFactory(is_superuser=True))
    # As a word begins, and as it is misspelt.
    for word in ("quag", "quaggja"):
        for address in chain(*SURFACES.values()):
            assert "quagga" not in read(client, address, word), address
    for page, code in product(hidden, LANGUAGES):
        assert client.get(f"/api/v1/articles/{page.pk}?lang={code}").status_code == 404


def test_no_list_shows_what_readers_may_not_see(
    hidden: list[ArticlePage], home: HomePage, client: Client
) -> None:
    client.force_login(UserFactory(is_superuser=True))
    years = {timezone.localdate().year, hidden[0].date.year}
    pages = [*PortalPage.objects.live().not_type(ArticlePage).specific()]
    public = [page for page in pages if not page.get_view_restrictions()]
    seen = ArticlePage.objects.get(title_fr__contains="Girafe")
    assert {type(page) for page in public} >= {HomePage, NewsIndexPage, ThemeIndexPage}
    for page, code in product([*public, seen], LANGUAGES):
        addresses = [page.url_in(code), f"{page.url_in(code)}nulle-part-nergens/"]
        if isinstance(page, NewsIndexPage):
            theme = {"fr": "animaux", "nl": "dieren"}[code]
            addresses += [f"{page.url_in(code)}?theme={theme}"]
            addresses += [f"{page.url_in(code)}?year={year}" for year in years]
        if isinstance(page, ThemeIndexPage):
            addresses.append(f"{page.url_in(code)}{ {'fr': 'animaux', 'nl': 'dieren'}[code] }/")
        for address in addresses:
            assert "quagga" not in client.get(address).content.decode().casefold(), address


def test_its_own_address_tells_a_stranger_nothing(hidden: list[ArticlePage]) -> None:
    for page, code in product(hidden, LANGUAGES):
        if address := page.url_in(code):
            # As an editor has just read it.
            editor = Client()
            editor.force_login(UserFactory(is_superuser=True))
            editor.get(address)
            answer = Client().get(address)
            assert answer.status_code in {302, 404, 410}, address
            assert "quagga" not in answer.content.decode().casefold(), address


def test_a_document_for_some_is_at_no_other_address(client: Client, home: HomePage) -> None:
    secret = Collection.get_first_root_node().add_child(name="Secret")
    CollectionViewRestriction.objects.create(
        collection=secret, restriction_type=CollectionViewRestriction.LOGIN
    )
    document = DocumentFactory(collection=secret, title="Quagga")
    name = document.file.name
    for address in (document.url, f"/media/{name}", f"/media//{name}", f"/media/x/../{name}"):
        answer = client.get(address)
        assert answer.status_code in {302, 404}, address
        assert answer.status_code == 404 or "public" not in answer["Cache-Control"], address
    client.force_login(UserFactory(is_superuser=True))
    own = client.get(document.url)
    assert own.status_code == 200
    assert "private" in own["Cache-Control"]
    assert "Surrogate-Key" not in own
    own.close()


def test_what_readers_may_see_stands_in_its_own_language_only(
    hidden: list[ArticlePage], client: Client
) -> None:
    for code, addresses in SURFACES.items():
        for address in addresses:
            assert "girafe" in read(client, address, "giraf"), address
        told = [address for address in addresses if "okapi" in read(client, address, "okap")]
        assert len(told) == (6 + 1 if code == "fr" else 1), told
        misspelt = read(client, addresses[0], "okkapi")
        assert ("okapi" in misspelt) is (code == "fr")
    assert "/nl/nieuws/okapi" not in read(client, "/sitemap.xml")


def read(client: Client, address: str, word: str = "") -> str:
    answer = client.get(address.format(word=word))
    assert answer.status_code == 200, address
    return answer.content.decode().casefold()
