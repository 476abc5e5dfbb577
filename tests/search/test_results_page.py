"""The page of results as readers get it."""

import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bps_portal.search.models import SearchEntry
from emergency.models import EmergencyNumber, EmergencyNumbersPage
from tests.factories import ThemeFactory
from tests.many import multiply, multiply_entries

pytestmark = pytest.mark.django_db
PAGES = {"fr": "/fr/recherche/", "nl": "/nl/zoeken/"}


def soup(client: Client, code: str = "fr", **query: str) -> BeautifulSoup:
    answer = client.get(PAGES[code], query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def links(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(a.get_text(strip=True), a["href"]) for a in page.select(".hit__link")]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_results_say_what_they_are(publish, client, code):
    publish(
        title_fr="Crue",
        title_nl="Vloed",
        lead_fr="L'eau de la cave.",
        lead_nl="Het water van de kelder.",
    )
    word = {"fr": "cave", "nl": "kelder"}[code]
    page = soup(client, code, q=word)
    (link,) = links(page)
    assert (
        link == {"fr": ("Crue", "/fr/actualites/crue/"), "nl": ("Vloed", "/nl/nieuws/vloed/")}[code]
    )
    hit = page.select_one(".hit")
    assert hit.mark.get_text() == word
    lead = {"fr": "L'eau de la cave.", "nl": "Het water van de kelder."}[code]
    shown = hit.select_one(".hit__excerpt").get_text()
    assert shown.startswith(lead)
    assert shown.endswith(" …")
    assert {"fr": "Article", "nl": "Artikel"}[code] in hit.get_text()
    assert hit.time
    assert page.html["lang"] == code
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"


def test_text_is_never_taken_for_html(publish, client):
    attack = "<script>alert('girafe')</script> & <b>girafe</b>"
    publish(title_fr=f"Titre {attack}", lead_fr=attack)
    answer = client.get(PAGES["fr"], {"q": f"girafe {attack}"}).content.decode()
    assert "<script>" not in answer
    assert "<b>girafe" not in answer
    assert "&lt;script&gt;" in answer


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.parametrize(
    "typed",
    [
        "\0",
        "a\0b",
        "%00",
        "a" * 10_000,
        "mot " * 800,
        "&|!()<->:*",
        "' OR 1=1 --",
        "\\",
        "'",
        '"',
        '"mot',
        "-mot",
        "mot:*",
        "(((",
        "$$",
        "[a-z]+(?=x)",
        "😀",
        "\u202eabc\u200f",
        "\ue000mot\ue001",
        "שלום",
        "١٢٣",
        "²",
        "\ud800",
        "qu'il",
        " ",
        "",
        "x'" * 60,
        "1" * 200,
        "+32",
    ],
)
def test_any_query_answers(publish, client, code, typed):
    publish(title_fr="Mot", title_nl="Woord")
    typed = typed.encode("utf-8", "surrogatepass")
    assert client.get(PAGES[code], {"q": typed}).status_code == 200
    assert client.get(PAGES[code], {"q": b"mot woord " + typed}).status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "99999", "abc", "", "1e9", "١"])
def test_any_page_number_answers(publish, client, number):
    for place in range(12):
        publish(title_fr=f"Mot {place}")
    assert links(soup(client, q="mot", page=number))


@pytest.mark.parametrize("path", ["/fr/recherche/", "/nl/zoeken/", "/fr/recherche/suggestions/"])
def test_what_takes_the_database_too_long_is_given_up(publish, client, monkeypatch, path):
    publish(title_fr="Girafe")

    def sleep(*_args):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    monkeypatch.setattr("bps_portal.search.patience.PATIENCE_MS", 20)
    monkeypatch.setattr("bps_portal.search.views.find", sleep)
    monkeypatch.setattr("bps_portal.search.views.suggest", sleep)
    answer = client.get(path, {"q": "girafe"})
    assert answer.status_code == 503
    says = {"/fr/recherche/": "prend trop de temps", "/nl/zoeken/": "duurt te lang"}
    assert says.get(path, "") in answer.content.decode()
    monkeypatch.undo()
    assert client.get(path, {"q": "girafe"}).status_code == 200


def test_a_query_of_bytes_that_are_no_text_answers(home, client):
    assert client.get(f"{PAGES['fr']}?q=%ff%fe%00%ed%a0%80").status_code == 200


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_query_is_shown_as_it_was_typed(home, client, code):
    for shown in ("CŒUR", "PM2-5", "l’ĳs"):
        page = soup(client, code, q=f"\u202e{shown}\0")
        assert shown in page.select_one(".results__title").get_text()
        assert page.select_one("main input[name=q]")["value"] == shown


def test_long_queries_say_that_they_are_cut(home, client):
    assert "200 premiers caractères" in soup(client, q="mot " * 100).get_text()
    assert "eerste 200 tekens" in soup(client, "nl", q="woord " * 100).get_text()


def test_pages_keep_the_query_and_the_kind(publish, client):
    for place in range(12):
        publish(title_fr=f"Mot & {place}")
    page = soup(client, q="mot", kind="article")
    link = page.select_one(".pagination a[rel=next]")
    assert link["href"] == "?q=mot&kind=article&page=2"
    second = soup(client, q="mot", kind="article", page="2")
    assert len(links(second)) == 2
    assert second.select_one(".hits")["start"] == "11"
    assert (
        second.select_one(".language-switch a")["href"] == "/nl/zoeken/?q=mot&kind=article&page=2"
    )


def test_one_kind_can_be_shown(publish, news, client):
    news.title_fr = "Girafes"
    news.save_revision().publish()
    publish(title_fr="Une girafe")
    page = soup(client, q="girafe")
    assert "2 résultats pour" in page.get_text()
    kinds = [a.get_text(strip=True) for a in page.select(".kinds__link")]
    assert kinds == ["Tout", "Article (1)", "Page (1)"]
    assert links(soup(client, q="girafe", kind="article")) == [
        ("Une girafe", "/fr/actualites/une-girafe/")
    ]
    assert len(links(soup(client, q="girafe", kind="nonsense"))) == 2


def test_a_misspelt_word_is_understood_and_said(publish, client):
    publish(title_fr="Monoxyde de carbone")
    page = soup(client, q="monoxide de carbone")
    assert links(page)[0][0] == "Monoxyde de carbone"
    assert page.select_one(".search-notice a").get_text() == "monoxyde de carbone"


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_nothing_found_shows_ways_on(publish, news, client, code):
    publish()
    page = soup(client, code, q="xyzzyx")
    hrefs = {a["href"] for a in page.select(".results__way")}
    assert {"fr": "/fr/actualites/", "nl": "/nl/nieuws/"}[code] in hrefs
    assert any(href.startswith("?q=") for href in hrefs)


def test_results_can_be_narrowed_by_theme_and_year(publish, client):
    digital = ThemeFactory(name_fr="Numérique", name_nl="Digitaal")
    publish(title_fr="Girafe une", date=dt.date(2024, 5, 1))
    publish(title_fr="Girafe deux", date=dt.date(2025, 5, 1), theme=digital)
    publish(title_fr="Girafe trois", date=dt.date(2025, 6, 1), theme=digital)
    page = soup(client, q="girafe")
    choices = [option.get_text() for option in page.select(".filters option")]
    assert {"Numérique (2)", "2025 (2)", "2024 (1)"} <= set(choices)
    part = soup(client, q="girafe", year="2025", theme="numerique")
    assert len(links(part)) == 2
    assert "2 résultats affichés" in part.get_text()
    assert [o["value"] for o in part.select("option[selected]")] == ["numerique", "2025"]
    assert part.select_one(".filters [type=hidden]")["value"] == "girafe"
    assert part.select_one(".results__note a")["href"] == "?q=girafe"
    # Nothing of that theme in that year: the counts of the other filter show the way.
    none = soup(client, q="girafe", year="2024", theme="numerique")
    assert not links(none)
    assert "2025 (2)" in [option.get_text() for option in none.select(".filters option")]


def test_of_very_many_results_all_can_be_narrowed_and_none_is_miscounted(
    publish, client, monkeypatch
):
    monkeypatch.setattr("bps_portal.search.finding.MOST_RANKED", 2)
    for place, year in enumerate((2024, 2025, 2025, 2025)):
        publish(title_fr=f"Girafe {place}", date=dt.date(year, 5, 1))
    page = soup(client, q="girafe")
    assert "Plus de 1\u00a0000 résultats" in page.get_text()
    assert len(links(page)) == 2
    assert "(2)" not in page.select_one("main").get_text()
    part = soup(client, q="girafe", year="2024")
    assert [title for title, _url in links(part)] == ["Girafe 0"]
    assert "1 résultat affiché" in part.get_text()


@pytest.mark.parametrize("value", ["\0", "x", "-1", "2025.0", "9" * 400, "١٢٣", "' OR 1"])
@pytest.mark.parametrize("name", ["kind", "theme", "year"])
def test_an_unknown_filter_is_as_none(publish, client, name, value):
    publish(title_fr="Girafe")
    assert links(soup(client, **{"q": "girafe", name: value}))


@pytest.fixture
def numbers(home):
    """The page of numbers, published, and one number."""
    page = home.add_child(
        instance=EmergencyNumbersPage(
            title_fr="Numéros", title_nl="Nummers", slug_fr="numeros", slug_nl="nummers"
        )
    )
    page.save_revision().publish()
    return EmergencyNumber.objects.create(
        number="0800 32 123",
        name_fr="Prévention du suicide",
        name_nl="Zelfmoordpreventie",
        need="talk",
    )


@pytest.mark.parametrize("typed", ["0800 32 123", "080032123", "+32 800 32 123", "0800/32.123"])
def test_a_number_to_call_is_an_answer(numbers, client, typed):
    page = soup(client, q=typed)
    assert links(page)[0] == ("Prévention du suicide", "/fr/numeros/#need-talk")
    assert page.select_one(".hit__number")["href"] == "tel:+3280032123"


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("fr", "suicide"),
        ("fr", "J’ai envie de mourir"),
        ("fr", "SUICIDER xyzzy"),
        ("fr", "sucide"),
        ("fr", "zelfmoord"),
        ("nl", "zelfmoord"),
        ("nl", "ik wil dood"),
    ],
)
def test_a_number_stands_first_where_the_words_sound_urgent(numbers, client, code, typed):
    page = soup(client, code, q=typed)
    urgent = page.select_one(".urgent-numbers")
    assert urgent.a["href"] == "tel:+3280032123"
    name = {"fr": "Prévention du suicide", "nl": "Zelfmoordpreventie"}[code]
    assert name in urgent.get_text()
    results = page.select_one(".results")
    assert results is None or results in urgent.find_all_next()


def test_the_number_that_the_words_name_stands_first(numbers, client):
    # A word of its purpose, in a text that counts for less than a title.
    EmergencyNumber.objects.create(
        number="106", name_nl="Praatlijn", what_for_nl="Over zelfmoord en meer", need="talk"
    )
    EmergencyNumber.objects.create(number="1813", name_nl="Zelfmoordlijn", need="talk")
    EmergencyNumber.objects.filter(pk=numbers.pk).delete()
    call_command("rebuild_search", verbosity=0, stdout=io.StringIO())
    urgent = soup(client, "nl", q="zelfmoord").select(".urgent-numbers__name")
    assert [name.get_text() for name in urgent] == ["Zelfmoordlijn", "Praatlijn"]


@pytest.mark.parametrize("typed", ["girafe", "mort de rire", "mes documents"])
def test_other_words_do_not_sound_urgent(numbers, client, typed):
    assert soup(client, q=typed).select_one(".urgent-numbers") is None


def test_urgent_numbers_are_shown_as_long_as_readers_see_their_page(numbers, client):
    EmergencyNumbersPage.objects.get().unpublish()
    assert soup(client, q="suicide").select_one(".urgent-numbers") is None


def test_numbers_follow_their_page_and_their_entry(numbers, client):
    page = EmergencyNumbersPage.objects.get()
    numbers.name_fr = "Écoute"
    numbers.save()
    assert links(soup(client, q="écoute"))
    page.unpublish()
    assert not links(soup(client, q="écoute"))
    page.save_revision().publish()
    assert links(soup(client, q="écoute"))
    numbers.delete()
    assert not links(soup(client, q="écoute"))
    assert not SearchEntry.objects.exclude(source="").exists()


def test_every_page_has_the_form(news, client):
    page = BeautifulSoup(client.get("/nl/nieuws/").content, "html.parser")
    form = page.select_one(".masthead form")
    assert form["action"] == "/nl/zoeken/"
    assert form.label["for"] == form.input["id"]
    assert page.select_one(".menu__search a")["href"] == "/nl/zoeken/"


@pytest.mark.parametrize(("code", "label"), [("fr", "sur ce site"), ("nl", "op deze website")])
def test_the_home_page_has_one_form_with_a_visible_label(home, client, code, label):
    page = BeautifulSoup(client.get(f"/{code}/").content, "html.parser")
    (form,) = page.select("form[role=search]")
    assert form.find_parent("main")
    assert form["action"] == PAGES[code]
    assert label in form.label.get_text()
    assert "visually-hidden" not in " ".join(form.label["class"])


def queries_for(client, **query) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAGES["fr"], query).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "typed", ["mot", "mots unixque", "inconnux motx", "a b c d e f g h i j mot"]
)
def test_queries_are_few_and_constant(publish, client, typed):
    article = publish(title_fr="Mot unique")
    cache.clear()
    client.get(PAGES["fr"], {"q": typed})
    few = queries_for(client, q=typed)
    # Two of them mark the time limit in a test; a reader's request has none.
    assert few <= 17
    for place in range(15):
        publish(title_fr=f"Mot {place}")
    assert queries_for(client, q=typed) <= few
    assert article


def test_the_index_serves_twenty_thousand_pages(publish):
    article = publish(title_fr="Mot")
    publish(title_fr="Aiguille")
    multiply(article, 20_000)
    multiply_entries(article)
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN SELECT id FROM search_searchentry"
            " WHERE language = 'fr' AND vector @@ plainto_tsquery('portal_french', 'aiguille')"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "search_by_words" in plan
