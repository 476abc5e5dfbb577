"""What becomes of a message, right or wrong."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core import mail
from django.test import Client
from django.utils import timezone

from bps_portal.contact import limits, stamps
from bps_portal.contact.models import ContactMessage

from .conftest import ADDRESSES, THANKS, Send, filled_in, the_message

CODES = ["fr", "nl"]
ERROR = {"fr": "Erreur\N{NO-BREAK SPACE}: ", "nl": "Fout: "}


def soup_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def summary_of(response: Any) -> Tag:
    summary = soup_of(response).find(class_="error-summary")
    assert isinstance(summary, Tag)
    return summary


class TestRight:
    @pytest.mark.parametrize("code", CODES)
    def test_it_is_kept_and_the_visitor_thanked(self, send: Send, code: str) -> None:
        response = send(code, page="/fr/a-propos/", name="A. B.", email="a@example.org")
        assert (response.status_code, response["Location"]) == (302, THANKS[code])
        assert "no-store" in response["Cache-Control"]
        message = the_message()
        assert message.language == code
        assert (message.subject, message.page) == ("question", "/fr/a-propos/")
        assert (message.name, message.email) == ("A. B.", "a@example.org")
        assert message.handled_at is None

    def test_a_double_click_sends_once(self, send: Send) -> None:
        stamp = stamps.new(timezone.now() - timedelta(minutes=1))
        assert send(stamp=stamp).status_code == send(stamp=stamp).status_code == 302
        assert ContactMessage.objects.count() == 1
        assert len(mail.outbox) == 1

    def test_another_text_from_the_same_form_is_another_message(self, send: Send) -> None:
        stamp = stamps.new(timezone.now() - timedelta(minutes=1))
        send(stamp=stamp)
        send(stamp=stamp, message="Encore une question.")
        assert ContactMessage.objects.count() == 2

    @pytest.mark.usefixtures("contact")
    def test_the_token_protects_the_form(self) -> None:
        client = Client(enforce_csrf_checks=True)
        client.get(ADDRESSES["fr"])
        token = client.cookies["csrftoken"].value
        response = client.post(ADDRESSES["fr"], filled_in(csrfmiddlewaretoken=token))
        assert response.status_code == 302


class TestWrong:
    @pytest.mark.parametrize("code", CODES)
    def test_errors_stand_in_the_summary_and_beside_the_fields(self, send: Send, code: str) -> None:
        response = send(code, subject="", message=" ", email="personne@")
        assert response.status_code == 422
        assert "no-store" in response["Cache-Control"]
        soup = soup_of(response)
        assert soup.title
        assert soup.title.get_text().startswith(ERROR[code])
        summary = summary_of(response)
        assert summary["role"] == "alert"
        assert summary["tabindex"] == "-1"
        assert summary.has_attr("autofocus")
        for link in summary.find_all("a"):
            field = soup.find(id=str(link["href"])[1:])
            assert isinstance(field, Tag)
            assert field["aria-invalid"] == "true"
            described = str(field["aria-describedby"]).split()
            error = soup.find(id=next(name for name in described if name.endswith("_error")))
            assert isinstance(error, Tag)
            assert error.get_text(strip=True) in link.get_text()
        assert len(summary.find_all("a")) == 3
        assert not ContactMessage.objects.exists()
        assert not mail.outbox

    def test_nothing_typed_is_lost(self, send: Send) -> None:
        soup = soup_of(
            send(subject="press", page="Accueil", name="A.", email="x", message="Un\ndeux")
        )
        assert soup.find("option", selected=True, value="press")
        assert soup.find("input", attrs={"name": "page", "value": "Accueil"})
        assert soup.find("input", attrs={"name": "name", "value": "A."})
        assert soup.find("input", attrs={"name": "email", "value": "x"})
        area = soup.find("textarea")
        assert isinstance(area, Tag)
        assert area.get_text().lstrip("\n") == "Un\ndeux"

    def test_a_text_that_is_far_too_long_comes_back_whole(self, send: Send) -> None:
        text = "é" * 100_000
        response = send(message=text)
        assert response.status_code == 422
        assert "95000" in summary_of(response).get_text()
        area = soup_of(response).find("textarea")
        assert isinstance(area, Tag)
        assert area.get_text().strip() == text

    @pytest.mark.parametrize("name", ["page", "name", "email", "subject", "homepage", "stamp"])
    def test_no_field_takes_a_hundred_thousand_characters(self, send: Send, name: str) -> None:
        assert send(**{name: "a" * 100_000}).status_code == 422
        assert not ContactMessage.objects.exists()

    @pytest.mark.usefixtures("contact")
    def test_an_empty_request_is_an_empty_form(self, client: Client) -> None:
        assert client.post(ADDRESSES["fr"]).status_code == 422

    @pytest.mark.parametrize(
        "email",
        [
            "a@example.org\nBcc: b@example.org",
            "a@example.org, b@example.org",
            "é@example.org",
            '"a b"@',
            "a@@example.org",
            f"{'a' * 250}@example.org",
            "<script>@example.org",
        ],
    )
    def test_only_one_plain_address(self, send: Send, email: str) -> None:
        assert send(email=email).status_code == 422
        assert not mail.outbox


class TestHarmless:
    def test_nul_and_control_characters_disappear(self, send: Send) -> None:
        response = send(message="Un\0\x07\r\n\tdeux", name="A\0\x1b[1m", page="/a\0/")
        assert response.status_code == 302
        message = the_message()
        assert message.message == "Un\n\tdeux"
        assert (message.name, message.page) == ("A[1m", "/a/")

    @pytest.mark.parametrize("name", ["subject", "email", "homepage", "stamp"])
    def test_nul_anywhere_is_no_server_error(self, send: Send, name: str) -> None:
        assert send(**{name: "a\0b"}).status_code == 422

    def test_lines_in_a_name_become_one(self, send: Send) -> None:
        send(name="A.\r\nBcc: b@example.org", email="a@example.org")
        assert the_message().name == "A. Bcc: b@example.org"
        assert all("Bcc" not in sent.message() for sent in mail.outbox)

    def test_scripts_are_text(self, send: Send) -> None:
        script = "<script>alert(1)</script>"
        response = send(message=script, name=script, page=script, subject="")
        assert script.encode() not in response.content
        send(message=script)
        assert the_message().message == script

    def test_words_of_any_script_pass(self, send: Send) -> None:
        send(message="Ça va ? 👩🏽‍🚒 שלום مرحبا", name="Ólafur Łukasz")
        assert the_message().message == "Ça va ? 👩🏽‍🚒 שלום مرحبا"


class TestPrograms:
    def test_the_trap_stops_a_program_and_a_person_only_sends_again(self, send: Send) -> None:
        response = send(homepage="https://spam.example")
        assert response.status_code == 422
        field = soup_of(response).find(attrs={"name": "homepage"})
        assert isinstance(field, Tag)
        assert not field.get("value")
        assert not ContactMessage.objects.exists()

    def test_a_form_sent_within_a_breath_is_asked_for_again(self, send: Send) -> None:
        stamp = stamps.new()
        response = send(stamp=stamp)
        assert response.status_code == 422
        assert len(summary_of(response).find_all("li")) == 1
        assert soup_of(response).find("input", attrs={"name": "stamp", "value": stamp})

    @pytest.mark.parametrize(
        "stamp",
        ["", "x", "a.1:b", stamps.new(timezone.now() - timedelta(days=2))],
        ids=["none", "word", "made-up", "old"],
    )
    def test_a_useless_stamp_is_replaced(self, send: Send, stamp: str) -> None:
        response = send(stamp=stamp)
        assert response.status_code == 422
        field = soup_of(response).find(attrs={"name": "stamp"})
        assert isinstance(field, Tag)
        assert stamps.age(str(field["value"])) is stamps.Age.TOO_YOUNG
        assert not ContactMessage.objects.exists()

    def test_many_messages_from_one_connection(
        self, send: Send, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "MESSAGES_PER_HOUR", 2)
        assert [send().status_code for _ in range(3)] == [302, 302, 429]
        response = send(message="Un texte qui reste.")
        area = soup_of(response).find("textarea")
        assert isinstance(area, Tag)
        assert "Un texte qui reste." in area.get_text()
        assert ContactMessage.objects.count() == 2


@pytest.mark.usefixtures("contact")
class TestWithoutCookie:
    @pytest.mark.parametrize("code", CODES)
    def test_the_form_comes_back_with_all_that_was_typed(self, code: str) -> None:
        client = Client(enforce_csrf_checks=True)
        answers = filled_in(message="Un texte qui reste.", stamp=stamps.new())
        response = client.post(ADDRESSES[code], answers)
        assert response.status_code == 403
        [reason] = summary_of(response).find_all("li")
        assert "cookie" in reason.get_text()
        assert "Un texte qui reste." in soup_of(response).get_text()
        assert not ContactMessage.objects.exists()

    @pytest.mark.parametrize("path", ["/fr/", "/admin/login/", "/fr/rien/"])
    def test_other_forms_are_refused_on_a_page_of_their_own(self, path: str) -> None:
        response = Client(enforce_csrf_checks=True).post(path, {"a": "b"})
        assert response.status_code == 403
        assert not soup_of(response).find(class_="error-summary")
