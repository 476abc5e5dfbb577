"""A form without its cookie is refused in the reader's language; what was typed can be sent again."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bps_portal.content.models import Theme
from bps_portal.home.models import HomePage
from tests.factories import ThemeFactory, UserFactory

TITLES = {"fr": "Rien n’a encore été envoyé", "nl": "Er is nog niets verzonden"}
OTHER = {"fr": "nl", "nl": "fr"}
HERE = {"origin": "http://testserver"}
TYPED = {"text": "Un mot\r\n« doux » <b>", "choice": ["a", "b"]}


@pytest.fixture
def visitor() -> Client:
    """A browser whose forms have no cookie."""
    return Client(enforce_csrf_checks=True)


def fields_of(soup: BeautifulSoup) -> list[tuple[str, str]]:
    return [
        (str(field["name"]), str(field["value"]))
        for field in soup.select("#refused-form input")
        if field["name"] != "csrfmiddlewaretoken"
    ]


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_it_is_refused_in_the_language_of_the_address(
    home: HomePage, visitor: Client, code: str
) -> None:
    answer = visitor.post(f"/{code}/?a=1", TYPED, headers=HERE)
    assert answer.status_code == 403
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == code
    assert [title.get_text() for title in soup.select("h1")] == [TITLES[code]]
    assert TITLES[OTHER[code]] not in soup.get_text()
    form = soup.select_one("#refused-form")
    assert form is not None
    assert form["action"] == f"/{code}/?a=1"
    assert soup.select_one("main button[form=refused-form]")
    assert fields_of(soup) == [("text", TYPED["text"]), ("choice", "a"), ("choice", "b")]


def test_where_the_address_names_no_language_it_speaks_both(
    home: HomePage, visitor: Client
) -> None:
    answer = visitor.post("/admin/login/", {"a": "b"}, headers=HERE | {"accept-language": "nl"})
    soup = BeautifulSoup(answer.content, "html.parser")
    assert [section["lang"] for section in soup.select("main section")] == ["nl", "fr"]
    assert len(soup.select("#refused-form")) == 1
    assert len(soup.select("main button[form=refused-form]")) == 2


def test_what_was_typed_arrives_when_it_is_sent_again(home: HomePage) -> None:
    theme = ThemeFactory()
    editor = Client(enforce_csrf_checks=True)
    editor.force_login(UserFactory(is_superuser=True, is_staff=True))
    address = f"/admin/snippets/content/theme/edit/{theme.pk}/"
    typed = {"name_fr": "Thème écrit", "name_nl": "Geschreven thema"}
    refused = editor.post(address, typed, headers=HERE)
    assert refused.status_code == 403
    soup = BeautifulSoup(refused.content, "html.parser")
    token = soup.select_one("[name=csrfmiddlewaretoken]")
    assert token is not None
    again = dict(fields_of(soup)) | {"csrfmiddlewaretoken": str(token["value"])}
    assert editor.post(address, again, headers=HERE).status_code == 302
    assert Theme.objects.get().name_nl == "Geschreven thema"


@pytest.mark.parametrize("headers", [{}, {"origin": "null"}, {"origin": "https://evil.example"}])
def test_what_another_site_sends_is_not_offered_again(
    home: HomePage, visitor: Client, headers: dict[str, str]
) -> None:
    answer = visitor.post("/fr/", TYPED, headers=headers)
    assert answer.status_code == 403
    soup = BeautifulSoup(answer.content, "html.parser")
    assert not soup.select("#refused-form, main button")
    assert "doux" not in soup.get_text()
    assert soup.select_one('main a[href="/fr/"]')


@pytest.mark.parametrize(
    "secret", [{"password": "hush"}, {"file": SimpleUploadedFile("a.txt", b"hush")}]
)
def test_passwords_and_files_are_not_given_back(
    home: HomePage, visitor: Client, secret: dict[str, object]
) -> None:
    answer = visitor.post("/admin/login/", {"username": "x"} | secret, headers=HERE)
    assert answer.status_code == 403
    assert b"hush" not in answer.content
    assert b"refused-form" not in answer.content


def test_a_form_that_is_too_large_and_without_cookie_is_no_fault(
    home: HomePage, visitor: Client
) -> None:
    many = {f"field{number}": "" for number in range(10_001)}
    assert visitor.post("/nl/", many, headers=HERE).status_code == 400
