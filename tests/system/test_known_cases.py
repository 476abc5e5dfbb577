"""Cases of docs/known-cases.md on the running portal: gunicorn, both languages, editors of both."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import requests
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from bps_portal.content.models import PortalDocument
from bps_portal.pages.models import PortalPage
from emergency.models import EmergencyNumber
from news.models import ArticlePage
from tests.content.pdf_files import pdf_file, pdf_writer
from tests.factories import ArticlePageFactory, UserFactory
from tests.pages.test_translators import edit
from tests.pages.test_two_at_once import opened
from tests.stand.processes import Portal, running

LANGUAGES = ("fr", "nl")
SEARCH = {"fr": "/fr/recherche/", "nl": "/nl/zoeken/"}
SUGGESTIONS = {"fr": "/fr/recherche/suggestions/", "nl": "/nl/zoeken/suggesties/"}


@pytest.fixture(scope="module")
def portal(content: str) -> Iterator[Portal]:
    """The portal with two processes; what a test makes is taken away at its end."""
    with running(Portal(settings.MEDIA_ROOT, content)) as portal:
        yield portal


@pytest.fixture(autouse=True)
def _taken_away(content: str) -> Iterator[None]:
    kinds = (PortalPage, PortalDocument, EmergencyNumber, get_user_model())
    before = [set(kind._default_manager.values_list("pk", flat=True)) for kind in kinds]
    yield
    for kind, known in zip(kinds, before, strict=True):
        for thing in kind._default_manager.exclude(pk__in=known):
            getattr(thing, "specific", thing).delete()


class Browser:
    """Somebody's browser: keeps cookies, sends the token of the last form."""

    def __init__(self, portal: Portal, language: str = "", group: str = "Moderators") -> None:
        self._url, self._session = portal.url, requests.Session()
        if language:
            client = Client()
            client.force_login(UserFactory(groups=[group], language=language))
            name = settings.SESSION_COOKIE_NAME
            self._session.cookies.set(name, client.cookies[name].value)

    def get(self, address: str, **headers: str) -> requests.Response:
        """Return the answer; a redirect is one."""
        return self._session.get(
            self._url + address, headers=headers, allow_redirects=False, timeout=30
        )

    def post(self, address: str, values: dict[str, Any]) -> requests.Response:
        """Send a form; return once the other process has heard of it, too."""
        answer = self._session.post(
            self._url + address,
            values | {"csrfmiddlewaretoken": self._session.cookies["csrftoken"]},
            headers={"Referer": self._url + address},
            allow_redirects=False,
            timeout=30,
        )
        # It asks once a second (`CHANGES_ASKED_EVERY`).
        time.sleep(1.2)
        return answer


@pytest.fixture(params=LANGUAGES)
def editor(portal: Portal, request: pytest.FixtureRequest) -> Browser:
    """The browser of a moderator, with a French interface and then with a Dutch one."""
    return Browser(portal, request.param)


@pytest.fixture
def reader(portal: Portal) -> Browser:
    """The browser of somebody who is not known."""
    return Browser(portal)


def article(title: dict[str, str], **values: Any) -> ArticlePage:
    """Publish an article among those of the demo."""
    other = ArticlePage.objects.live_in("fr").live_in("nl").newest_first().last()
    titles = {f"title_{code}": title[code] for code in LANGUAGES}
    made = ArticlePageFactory(parent=other.get_parent(), theme=other.theme, **titles, **values)
    made.save_revision().publish()
    return made


def frame(reader: Browser, code: str) -> list[tuple[str, str]]:
    """Return every link of the frame around a home page: where it leads, and what it says."""
    html = BeautifulSoup(reader.get(f"/{code}/").content, "html.parser")
    links = html.select("header a[href], nav a[href], footer a[href]")
    return [(link["href"], link.get_text(" ", strip=True)) for link in links]


def words_at(reader: Browser, address: str) -> str:
    """Return what the main part of a page says."""
    return BeautifulSoup(reader.get(address).content, "html.parser").main.get_text()


def titles_in_list(editor: Browser, page: ArticlePage) -> list[int]:
    """Return how often the list of the admin says each title."""
    listed = editor.get(f"/admin/pages/{page.get_parent().pk}/?q={quote(page.title_fr)}").text
    return [listed.count(title) for title in (page.title_fr, page.title_nl)]


def test_d06_an_editors_language_changes_nothing(editor: Browser, reader: Browser) -> None:
    page = article({"fr": "Vélo gravé", "nl": "Gemerkte fiets"})
    titles = titles_in_list(editor, page)
    before = {code: frame(reader, code) for code in LANGUAGES}
    text = {code: words_at(reader, page.url_in(code)) for code in LANGUAGES}
    sent = opened(editor, edit(page)) | {"action-publish": "action-publish"}
    assert editor.post(edit(page), sent).status_code == 302
    again = ArticlePage.objects.get(pk=page.pk)
    for code in LANGUAGES:
        assert again.url_in(code) == page.url_in(code)
        assert frame(reader, code) == before[code]
        assert words_at(reader, page.url_in(code)) == text[code]
    assert (again.title_fr, again.title_nl) == ("Vélo gravé", "Gemerkte fiets")
    # The first page of the admin after that says that it was published.
    editor.get("/admin/")
    assert titles_in_list(editor, page) == titles
    assert sum(titles) > 0


def test_d09_a_word_is_found_however_it_is_typed(reader: Browser) -> None:
    page = article({"fr": "Cœur et œuvre : fièvre d’été", "nl": "Coördinatie van een geval"})
    words = {
        "fr": ("cœur", "coeur", "œuvre", "oeuvre", "fièvre", "fievre", "FIÈVRE", "ete", "été"),
        "nl": ("coördinatie", "coordinatie", "COÖRDINATIE", "coo\u0308rdinatie"),
    }
    for code in LANGUAGES:
        for word in words[code]:
            found = reader.get(f"{SEARCH[code]}?q={quote(word)}")
            assert found.status_code == 200
            assert page.url_in(code) in found.text, word


def test_d10_what_readers_may_not_see_is_not_found(reader: Browser) -> None:
    word = dict.fromkeys(LANGUAGES, "Zebulon")
    article(word).unpublish()
    planned = article({"fr": "Bientôt", "nl": "Straks"})
    planned.title_fr = planned.title_nl = "Zebulon bientôt"
    planned.go_live_at = timezone.now() + timedelta(days=1)
    planned.save_revision().publish()
    closed = article(word)
    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    drafted = article({"fr": "Ordinaire", "nl": "Gewoon"})
    drafted.title_fr = drafted.title_nl = "Zebulon brouillon"
    drafted.save_revision()
    for code in LANGUAGES:
        for address in (SEARCH[code], SUGGESTIONS[code]):
            for query in ("zebulon", "zebu", "zebulom"):
                found = reader.get(f"{address}?q={query}")
                assert found.status_code == 200
                main = BeautifulSoup(found.content, "html.parser").main
                told = main.get_text() if main else found.text
                assert "Zebulon" not in told.replace(f"“{query}”", ""), (address, query)


@pytest.mark.parametrize(
    "name", ["Été – l’hôpital & cœur.pdf", "E\u0301te\u0301 de\u0301pliant.pdf", "“x”;%0d.pdf"]
)
def test_d11_a_name_with_accents_reaches_the_reader(reader: Browser, name: str) -> None:
    document = PortalDocument(title="Nom", file=pdf_file(pdf_writer(), name))
    document.save()
    answer = reader.get(document.url)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    told = answer.headers["Content-Disposition"]
    assert re.search(r'filename="[ -~]+\.pdf"', told)
    assert told.isascii()
    assert ("filename*=UTF-8''" in told) is ("pliant" in name or "pital" in name)


def test_d14_the_root_leads_each_reader_to_their_language(reader: Browser) -> None:
    wanted = {"nl": "/nl/", "fr": "/fr/", "de": "/fr/", "": "/fr/", "nl;q=0, fr;q=0.1": "/fr/"}
    for accepted, address in wanted.items():
        answer = reader.get("/", **{"Accept-Language": accepted})
        assert (answer.status_code, answer.headers["Location"]) == (302, address), accepted
        assert "Accept-Language" in answer.headers["Vary"]
        assert "Set-Cookie" not in reader.get(address).headers


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("112", "tel:112"),
        ("1722", "tel:1722"),
        ("070 245 245", "tel:+3270245245"),
        ("+32 (0)2 123 45 67", "tel:+3221234567"),
        ("02\u00a0123\u00a045\u00a067", "tel:+3221234567"),
    ],
)
def test_d16_a_number_is_dialled_as_it_should_and_shown_as_typed(
    editor: Browser, reader: Browser, typed: str, dialled: str
) -> None:
    with put_aside(dialled.removeprefix("tel:")):
        assert add_number(editor, typed).status_code == 302
        for code, address in (("fr", "/fr/numeros-d-urgence/"), ("nl", "/nl/noodnummers/")):
            html = BeautifulSoup(reader.get(address).content, "html.parser")
            name = html.find("h3", string={"fr": "Ligne d’essai", "nl": "Proeflijn"}[code])
            around = name.find_parent("li")
            assert {link["href"] for link in around.select("a[href^='tel:']")} == {dialled}
            assert one_line(typed) in one_line(around.get_text(" "))


def test_d16_what_is_no_number_is_refused(editor: Browser) -> None:
    answer = add_number(editor, "abc")
    assert answer.status_code == 200
    assert 'value="abc"' in answer.text
    assert not EmergencyNumber.objects.filter(number="abc").exists()


def one_line(text: str) -> str:
    return " ".join(text.split())


@contextmanager
def put_aside(dial: str) -> Iterator[None]:
    """Have no number of the demo be the same for a while."""
    kept = list(
        EmergencyNumber.objects.filter(dial__endswith=dial.lstrip("+")).values("pk", "dial")
    )
    for each in kept:
        EmergencyNumber.objects.filter(pk=each["pk"]).update(dial=f"9{each['pk']}")
    try:
        yield
    finally:
        EmergencyNumber.objects.filter(dial=dial).delete()
        for each in kept:
            EmergencyNumber.objects.filter(pk=each["pk"]).update(dial=each["dial"])


def add_number(editor: Browser, typed: str) -> requests.Response:
    """Fill in the form of a number."""
    address = "/admin/snippets/emergency/emergencynumber/add/"
    html = BeautifulSoup(editor.get(address).content, "html.parser")
    need = html.select_one("[name=need] option[value]:not([value=''])") or html.select_one(
        "[name=need][value]"
    )
    values = {"number": typed, "need": need["value"], "order": "0", "is_emergency": "on"}
    names = {"name_fr": "Ligne d’essai", "name_nl": "Proeflijn"}
    return editor.post(address, values | names)


@pytest.mark.parametrize("way", [{}, {"go_live_at": "2035-01-01 08:00"}], ids=["save", "schedule"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_d18_a_later_save_keeps_anothers_work(portal: Portal, code: str, way: Any) -> None:
    page = article({"fr": "Ancien titre", "nl": "Oude titel"})
    editor, colleague = Browser(portal, code), Browser(portal, "fr" if code == "nl" else "nl")
    mine, theirs = opened(editor, edit(page)), opened(colleague, edit(page))
    changed = theirs | {"title_fr": "Nouveau titre", "action-publish": "action-publish"}
    assert colleague.post(edit(page), changed).status_code == 302
    # Both have changed one text: nothing is written before a word.
    clash = editor.post(edit(page), mine | way | {"title_fr": "Autre titre"})
    assert clash.status_code == 200
    assert {"fr": "Quelqu’un d’autre", "nl": "Iemand anders"}[code] in clash.text
    assert "Nouveau titre" in clash.text
    # Only one of them has: both texts stay.
    assert editor.post(edit(page), mine | way | {"lead_nl": "Nieuwe tekst"}).status_code == 302
    saved = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (saved.title_fr, saved.lead_nl) == ("Nouveau titre", "Nieuwe tekst")
