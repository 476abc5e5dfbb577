"""The map of the site: every public page in each language, with its versions, for everybody alike."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from bps_portal.delivery import site_map
from bps_portal.home.models import HomePage, ThemeIndexPage
from news.models import NewsIndexPage
from tests.factories import (
    ArticlePageFactory,
    ContentPageFactory,
    ImageFactory,
    ThemeFactory,
    UserFactory,
)
from tests.many import multiply
from tests.schemas import assert_valid

pytestmark = pytest.mark.django_db
NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}


def entries(client: Client, address: str = "/sitemap.xml") -> dict[str, ET.Element]:
    """Return the entries of the map by address."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert_valid(answer.content, "site_map")
    root = ET.fromstring(answer.content)  # noqa: S314 - our own
    assert root.tag == f"{{{NS['s']}}}urlset"
    found = {entry.findtext("s:loc", namespaces=NS): entry for entry in root}
    assert len(found) == len(root)
    return found


def test_every_page_names_its_versions_its_picture_and_its_last_change(
    news: NewsIndexPage, client: Client
) -> None:
    article = ArticlePageFactory(
        parent=news, title_fr="L’été", title_nl="De zomer", image=ImageFactory()
    )
    moment = dt.datetime(2027, 7, 1, 0, 30, tzinfo=timezone.get_default_timezone())
    type(article).objects.filter(pk=article.pk).update(last_published_at=moment)
    found = entries(client)
    urls = {
        "fr": "http://localhost/fr/actualites/l-ete/",
        "nl": "http://localhost/nl/nieuws/de-zomer/",
    }
    for url in urls.values():
        links = found[url].findall("x:link", NS)
        assert {link.get("hreflang"): link.get("href") for link in links} == urls
        assert {link.get("rel") for link in links} == {"alternate"}
        assert found[url].findtext("s:lastmod", namespaces=NS) == "2027-07-01T00:30:00+02:00"
        picture = found[url].findtext("i:image/i:loc", namespaces=NS)
        assert picture == f"http://localhost{article.image.file.url}"
        assert client.get(url.removeprefix("http://localhost")).status_code == 200


def test_what_readers_do_not_see_is_not_mapped(home: HomePage, client: Client) -> None:
    now = timezone.now()
    ContentPageFactory(parent=home, title_fr="Brouillon", title_nl="Ontwerp", live=False)
    ContentPageFactory(
        parent=home, title_fr="Passé", title_nl="Voorbij", expire_at=now - dt.timedelta(minutes=1)
    )
    ContentPageFactory(parent=home, title_fr="Seul", title_nl="", published_languages=["fr"])
    closed = ContentPageFactory(parent=home, title_fr="Réservé", title_nl="Besloten")
    ContentPageFactory(parent=closed, title_fr="Dessous", title_nl="Onder")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    found = entries(client)
    assert set(found) == {f"http://localhost{path}" for path in ("/fr/", "/nl/", "/fr/seul/")}
    links = found["http://localhost/fr/seul/"].findall("x:link", NS)
    assert [link.get("hreflang") for link in links] == ["fr"]


def test_themes_are_mapped_with_their_versions(home: HomePage, client: Client) -> None:
    home.add_child(
        instance=ThemeIndexPage(
            title_fr="Thèmes", title_nl="Thema’s", slug_fr="themes", slug_nl="themas"
        )
    )
    ThemeFactory(name_fr="Vélo", name_nl="Fiets")
    entry = entries(client)["http://localhost/fr/themes/velo/"]
    assert [link.get("href") for link in entry.findall("x:link", NS)] == [
        "http://localhost/fr/themes/velo/",
        "http://localhost/nl/themas/fiets/",
    ]


def test_everybody_gets_the_same_bytes(news: NewsIndexPage, client: Client) -> None:
    ArticlePageFactory(parent=news)
    first = client.get("/sitemap.xml")
    other = Client(headers={"accept-language": "nl"})
    other.force_login(UserFactory(is_superuser=True, language="nl"))
    second = other.get("/sitemap.xml", headers={"host": "elsewhere.example"})
    assert second.content == first.content
    assert "Cookie" not in first.get("Vary", "")
    assert not first.cookies
    again = client.get("/sitemap.xml", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    ArticlePageFactory(parent=news, title_fr="Autre", title_nl="Ander")
    changed = client.get("/sitemap.xml", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_a_large_site_has_its_map_in_parts(
    news: NewsIndexPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ArticlePageFactory.create_batch(3, parent=news)
    whole = set(entries(client))
    assert client.get("/sitemap-1.xml").status_code == 404
    monkeypatch.setattr(site_map, "PAGES_PER_FILE", 2)
    index = client.get("/sitemap.xml").content
    assert_valid(index, "site_map")
    root = ET.fromstring(index)  # noqa: S314 - our own
    assert root.tag == f"{{{NS['s']}}}sitemapindex"
    parts = [loc.text for loc in root.findall("s:sitemap/s:loc", NS)]
    assert parts == [f"http://localhost/sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [set(entries(client, part.removeprefix("http://localhost"))) for part in parts]
    assert set.union(*found) == whole
    assert sum(map(len, found)) == len(whole)
    for missing in ("/sitemap-0.xml", "/sitemap-4.xml", "/sitemap-99999999999.xml"):
        assert client.get(missing).status_code == 404


def test_many_pages_take_no_more_queries_than_few(news: NewsIndexPage, client: Client) -> None:
    article = ArticlePageFactory(parent=news, image=ImageFactory())

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/sitemap.xml").status_code == 200
        return len(found)

    queries()
    few = queries()
    assert few <= 12
    multiply(article, 200)
    assert queries() == few
