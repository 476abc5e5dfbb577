"""The open data: what every reader of a language sees, and nothing else."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from emergency.models import EmergencyNumber, EmergencyNumbersPage
from news.models import ArticlePage, NewsIndexPage
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    DocumentFactory,
    ImageFactory,
    LibraryPageFactory,
    PublicationPageFactory,
    ThemeFactory,
    UserFactory,
)
from tests.many import multiply

pytestmark = pytest.mark.django_db
API = "/api/v1/"


@pytest.fixture
def get(client: Client) -> Callable[..., Any]:
    """Return the JSON of a part."""

    def fetched(part: str, **query: Any) -> Any:
        answer = client.get(f"{API}{part}", query)
        assert answer.status_code == 200, answer.content
        assert answer["Content-Type"].startswith("application/json")
        return answer.json()

    return fetched


def titles(found: dict[str, Any]) -> list[str]:
    return [item["title"] for item in found["items"]]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_an_article_is_told_in_one_language(news: NewsIndexPage, get: Any, code: str) -> None:
    theme = ThemeFactory(name_fr="Crises", name_nl="Crisissen")
    article = ArticlePageFactory(
        parent=news,
        title_fr="L’été",
        title_nl="De zomer",
        lead_fr="Il fait chaud.",
        lead_nl="Het is warm.",
        theme=theme,
        image=ImageFactory(),
        date=dt.date(2026, 7, 1),
    )
    urls = {
        "fr": "http://localhost/fr/actualites/l-ete/",
        "nl": "http://localhost/nl/nieuws/de-zomer/",
    }
    found = get("articles", lang=code)
    assert found["count"] == 1
    assert found["licence"].startswith("https://creativecommons.org/")
    (item,) = found["items"]
    assert item["title"] == {"fr": "L’été", "nl": "De zomer"}[code]
    assert item["lead"] == {"fr": "Il fait chaud.", "nl": "Het is warm."}[code]
    assert item["theme"]["name"] == {"fr": "Crises", "nl": "Crisissen"}[code]
    assert (item["lang"], item["url"], item["date"]) == (code, urls[code], "2026-07-01")
    assert {version["lang"]: version["url"] for version in item["versions"]} == urls
    assert item["image"]["url"].startswith("http://localhost/")
    whole = get(f"articles/{article.pk}", lang=code)
    assert whole["title"] == item["title"]
    assert "<p>" in whole["html"]


def test_the_language_is_what_is_asked_for_and_not_what_a_browser_prefers(
    news: NewsIndexPage, client: Client
) -> None:
    ArticlePageFactory(parent=news, title_fr="L’été", title_nl="De zomer")
    dutch = client.get(f"{API}articles", headers={"accept-language": "nl"})
    assert titles(dutch.json()) == ["L’été"]
    assert dutch["Content-Language"] == "fr"
    slash = client.get(f"{API}articles/", {"lang": "nl"})
    assert titles(slash.json()) == ["De zomer"]


def test_what_readers_do_not_see_is_not_told(news: NewsIndexPage, get: Any, client: Client) -> None:
    now = timezone.now()
    hidden = [
        ArticlePageFactory(parent=news, title_fr="Brouillon", title_nl="Ontwerp", live=False),
        ArticlePageFactory(
            parent=news, title_fr="Passé", title_nl="Voorbij", expire_at=now - dt.timedelta(hours=1)
        ),
        ArticlePageFactory(
            parent=news, title_fr="Zébulon", title_nl="Zebulon", published_languages=["fr"]
        ),
    ]
    closed = ArticlePageFactory(parent=news, title_fr="Réservé", title_nl="Besloten")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    draft = ArticlePageFactory(parent=news, title_fr="Vu", title_nl="Gezien")
    draft.title_nl = "Zebulon"
    draft.save_revision()
    client.force_login(UserFactory(is_superuser=True))
    found = get("articles", lang="nl")
    assert titles(found) == ["Gezien"]
    assert found["count"] == 1
    for page in (*hidden, closed):
        assert client.get(f"{API}articles/{page.pk}?lang=nl").status_code == 404
    assert [v["lang"] for v in get(f"articles/{hidden[2].pk}", lang="fr")["versions"]] == ["fr"]


def test_articles_are_chosen_by_date_and_theme_and_come_in_parts(
    news: NewsIndexPage, get: Any
) -> None:
    theme = ThemeFactory(name_fr="Crises", name_nl="Crisissen")
    for day in (1, 2, 3):
        ArticlePageFactory(
            parent=news, title_fr=f"Jour {day}", title_nl=f"Dag {day}", date=dt.date(2026, 1, day)
        )
    ArticlePageFactory(
        parent=news, title_fr="Autre", title_nl="Ander", date=dt.date(2026, 1, 4), theme=theme
    )
    period = {"from": "2026-01-02", "until": "2026-01-03"}
    assert titles(get("articles", **period)) == ["Jour 3", "Jour 2"]
    assert titles(get("articles", theme="crisissen", lang="nl")) == ["Ander"]
    assert titles(get("articles", theme="crisissen", lang="fr")) == []
    second = get("articles", page=2, page_size=3)
    assert (titles(second), second["count"]) == (["Jour 1"], 4)
    assert titles(get("articles", page=9999)) == []


def test_campaigns_touch_a_period(news: NewsIndexPage, home: Any, get: Any) -> None:
    index = CampaignIndexPageFactory(parent=home)
    CampaignPageFactory(
        parent=index,
        title_fr="Été",
        title_nl="Zomer",
        starts_on=dt.date(2026, 6, 1),
        ends_on=dt.date(2026, 8, 31),
    )
    assert titles(get("campaigns", lang="nl")) == ["Zomer"]
    assert titles(get("campaigns", **{"from": "2026-08-31"})) == ["Été"]
    assert titles(get("campaigns", **{"from": "2026-09-01"})) == []
    assert titles(get("campaigns", until="2026-05-31")) == []


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_brochures_name_the_files_that_anyone_may_open(home: Any, get: Any, code: str) -> None:
    library = LibraryPageFactory(parent=home)
    closed = Collection.get_first_root_node().add_child(name="Fermé")
    restrict = CollectionViewRestriction.objects.create
    restrict(collection=closed, restriction_type=CollectionViewRestriction.LOGIN)
    PublicationPageFactory(
        parent=library,
        title_fr="Canicule",
        title_nl="Hittegolf",
        published_on=dt.date(2026, 6, 1),
        file_fr=DocumentFactory(language="fr"),
        file_nl=DocumentFactory(language="nl", collection=closed),
    )
    (item,) = get("brochures", lang=code)["items"]
    assert item["title"] == {"fr": "Canicule", "nl": "Hittegolf"}[code]
    assert (item["kind"], item["date"]) == ("brochure", "2026-06-01")
    (file,) = item["files"]
    assert file["lang"] == "fr"
    assert file["url"].startswith("http://localhost/documents/")
    assert get("brochures", **{"from": "2026-06-02"})["items"] == []


@pytest.fixture
def number(home: Any) -> EmergencyNumber:
    """A number on its page."""
    page = home.add_child(
        instance=EmergencyNumbersPage(
            title_fr="Numéros", title_nl="Nummers", slug_fr="numeros", slug_nl="nummers"
        )
    )
    page.save_revision().publish()
    EmergencyNumber.objects.create(name_fr="Seul", number="1111", need="talk")
    return EmergencyNumber.objects.create(
        number="0800 32 123",
        name_fr="Écoute; aide, conseil",
        name_nl="Luisterend oor",
        what_for_fr="Pour qui pense au suicide et ne sait plus à qui en parler, jour et nuit.",
        need="talk",
        served_languages=["fr"],
        verified_on=dt.date(2026, 11, 2),
    )


def test_numbers_are_told_as_json_csv_and_vcards(
    number: EmergencyNumber, get: Any, client: Client
) -> None:
    (item,) = get("emergency-numbers", lang="nl")["items"]
    assert (item["number"], item["tel"]) == ("0800 32 123", "tel:+3280032123")
    assert (item["name"], item["what_for"]) == ("Luisterend oor", "")
    assert (item["served_languages"], item["verified_on"]) == (["fr"], "2026-11-02")
    answer = client.get(f"{API}emergency-numbers.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["name"] for row in rows] == ["Seul", "Écoute; aide, conseil"]
    assert rows[1]["tel"] == "tel:+3280032123"
    answer = client.get(f"{API}emergency-numbers.vcf")
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer["Content-Disposition"].endswith('filename="emergency-numbers-fr.vcf"')
    lines = answer.content.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert unfolded.count("BEGIN:VCARD") == unfolded.count("END:VCARD") == 2
    assert "FN:Écoute\\; aide\\, conseil" in unfolded
    assert "TEL;VALUE=uri;TYPE=voice:tel:+3280032123" in unfolded
    EmergencyNumbersPage.objects.get().unpublish()
    assert get("emergency-numbers")["items"] == []


@pytest.mark.parametrize("part", ["articles", "campaigns", "brochures", "emergency-numbers"])
@pytest.mark.parametrize(
    "query",
    [
        {"lang": "de"},
        {"lang": "\0"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "abc"},
        {"page": "9" * 400},
        {"page_size": "1000"},
    ],
)
def test_what_makes_no_sense_is_refused(home: Any, client: Client, part: str, query: Any) -> None:
    answer = client.get(f"{API}{part}", query)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][-1] in query
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "typed",
    [
        "\0",
        "a" * 10_000,
        "mot " * 800,
        "&|!()<->:*",
        "\\'\"",
        "😀",
        "\u202eabc",
        "שלום",
        "0",
        "-1",
        "9999",
        "abc",
        "\ud800",
        "1e400",
    ],
)
def test_nothing_that_is_typed_makes_an_error(home: Any, client: Client, typed: str) -> None:
    value = typed.encode("utf-8", "surrogatepass")
    for name in ("lang", "page", "page_size", "from", "until", "theme", "q"):
        for part in ("articles", "emergency-numbers"):
            answer = client.get(f"{API}{part}", {name: value})
            assert answer.status_code in (200, 422), (part, name)
            assert answer["Content-Type"].startswith("application/json")


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2026-02-30"},
        {"from": "0"},
        {"until": "x"},
        {"until": "1767225600"},
        {"until": "3.3e-301"},
        {"theme": "a\0"},
        {"theme": "A b"},
    ],
)
def test_impossible_days_and_themes_are_refused(home: Any, client: Client, query: Any) -> None:
    assert client.get(f"{API}articles", query).status_code == 422


@pytest.mark.parametrize("path", ["articles/0", "articles/" + "9" * 30, "articles/x", "nothing"])
def test_what_is_not_there_is_not_found(home: Any, client: Client, path: str) -> None:
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 404
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_nobody_can_write_and_every_origin_may_read(home: Any, client: Client) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(f"{API}articles")
        assert answer.status_code == 405
    asked = client.options(f"{API}articles", headers={"origin": "https://elsewhere.example"})
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    answer = client.get(f"{API}articles")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert 'rel="license"' in answer["Link"]
    head = client.head(f"{API}articles")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == answer["ETag"]


def test_an_answer_is_sent_once_for_each_state(news: NewsIndexPage, client: Client) -> None:
    ArticlePageFactory(parent=news)
    etag = client.get(f"{API}articles")["ETag"]
    assert client.get(f"{API}articles", headers={"if-none-match": etag}).status_code == 304
    ArticlePageFactory(parent=news, title_fr="Autre", title_nl="Ander")
    assert client.get(f"{API}articles", headers={"if-none-match": etag}).status_code == 200


def test_the_description_knows_every_part(home: Any, get: Any) -> None:
    contents = get("")
    described = get("openapi.json")
    assert described["openapi"].startswith("3.1")
    assert described["info"]["license"]["url"] == contents["licence"]
    paths = set(described["paths"])
    assert {address.removeprefix("http://localhost") for address in contents["parts"].values()} < (
        paths
    )
    assert set(contents["documentation"]) == {"fr", "nl"}
    assert contents["description"] == "http://localhost/api/v1/openapi.json"
    for path, operations in described["paths"].items():
        assert set(operations) == {"get"}, path
        names = {parameter["name"] for parameter in operations["get"].get("parameters", [])}
        assert "lang" in names or path == API
    assert "enum" in json.dumps(described)


@pytest.mark.parametrize(
    ("code", "address", "title"),
    [("fr", "/fr/donnees-ouvertes/", "Données ouvertes"), ("nl", "/nl/open-data/", "Open data")],
)
def test_a_page_explains_it(
    number: EmergencyNumber, client: Client, code: str, address: str, title: str
) -> None:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.html["lang"] == code
    assert page.h1.get_text() == title
    links = [a["href"] for a in page.select("main .rich-text a")]
    local = [link.removeprefix("http://localhost") for link in links if "localhost" in link]
    assert len(local) == 8
    for link in local:
        assert f"lang={code}" in link
        assert client.get(link).status_code == 200
    home = BeautifulSoup(client.get(f"/{code}/").content, "html.parser")
    assert home.select_one(f'.footer a[href="{address}"]')


@pytest.mark.parametrize("part", ["articles", "campaigns", "brochures", "emergency-numbers"])
def test_many_take_no_more_queries_than_few(
    news: NewsIndexPage, home: Any, client: Client, part: str
) -> None:
    article = ArticlePageFactory(parent=news, image=ImageFactory())
    index = CampaignIndexPageFactory(parent=home)
    CampaignPageFactory(parent=index)
    library = LibraryPageFactory(parent=home)
    PublicationPageFactory(parent=library)

    def queries() -> int:
        cache.clear()
        client.get(f"{API}{part}")
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"{API}{part}").status_code == 200
        return len(found)

    few = queries()
    assert few <= 5
    for number in range(5):
        CampaignPageFactory(parent=index, title_fr=f"C{number}", title_nl=f"D{number}")
        PublicationPageFactory(parent=library, title_fr=f"P{number}", title_nl=f"Q{number}")
        EmergencyNumber.objects.create(name_fr=f"N{number}", number=f"190{number}", need="talk")
    multiply(article, 100)
    assert queries() <= few
    assert ArticlePage.objects.count() == 101
