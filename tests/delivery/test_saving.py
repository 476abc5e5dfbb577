"""A form that cannot be saved loses nothing: it is given back, to be sent once more."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from bps_portal.content.models import Theme
from bps_portal.delivery import saving
from tests.factories import UserFactory

BY_HAND = {"origin": "http://testserver", "accept": "text/html,*/*"}
TYPED = {"name_fr": "Thème « écrit »\r\n<b>", "name_nl": "Geschreven thema"}
ASK = "/admin/can-save/"


@pytest.fixture
def editor(db: None) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def _database_away(monkeypatch) -> None:
    def fail(*_args, **_kwargs):
        raise OperationalError("the server is gone")

    monkeypatch.setattr(Theme, "save", fail)
    monkeypatch.setattr(saving, "database_takes_writes", lambda: False)


def kept(answer) -> dict[str, str]:
    soup = BeautifulSoup(answer.content, "html.parser")
    fields = soup.select("#not-saved input")
    return {str(field["name"]): str(field["value"]) for field in fields}


@pytest.mark.usefixtures("_database_away")
def test_all_that_was_typed_is_given_back_and_arrives_the_second_time(
    home, editor: Client, monkeypatch
) -> None:
    address = "/admin/snippets/content/theme/add/"
    failed = editor.post(address, TYPED, headers=BY_HAND)
    assert (failed.status_code, failed["Retry-After"]) == (503, "30")
    assert "no-store" in failed["Cache-Control"]
    soup = BeautifulSoup(failed.content, "html.parser")
    assert [part["lang"] for part in soup.select("main section.prose")] == ["fr", "nl"]
    assert "Er is nog niets opgeslagen" in soup.get_text()
    assert len(soup.select("main button[form=not-saved]")) == 2
    form = soup.select_one("#not-saved")
    assert form is not None
    assert form["action"] == address
    again = kept(failed)
    assert {name: again[name] for name in TYPED} == TYPED
    monkeypatch.undo()
    assert editor.post(address, again, headers=BY_HAND).status_code == 302
    assert Theme.objects.get().name_nl == TYPED["name_nl"]


@pytest.mark.usefixtures("_database_away")
@pytest.mark.parametrize(
    ("more", "headers"),
    [
        ({"password": "hush"}, BY_HAND),
        ({}, BY_HAND | {"origin": "https://evil.example"}),
    ],
)
def test_passwords_and_what_another_site_sends_are_not_given_back(
    home, editor: Client, more: dict[str, str], headers: dict[str, str]
) -> None:
    failed = editor.post("/admin/snippets/content/theme/add/", TYPED | more, headers=headers)
    assert failed.status_code == 503
    assert kept(failed) == {}


@pytest.mark.usefixtures("_database_away")
def test_a_file_has_to_be_chosen_again(home, editor: Client) -> None:
    typed = TYPED | {"file": SimpleUploadedFile("a.txt", b"hush")}
    failed = editor.post("/admin/snippets/content/theme/add/", typed, headers=BY_HAND)
    assert kept(failed)["name_nl"] == TYPED["name_nl"]
    assert "Bestanden worden niet bewaard" in failed.text
    assert "hush" not in failed.text


@pytest.mark.usefixtures("_database_away")
def test_what_a_script_sends_is_answered_as_ever(home, editor: Client) -> None:
    failed = editor.post(
        "/admin/snippets/content/theme/add/", TYPED, headers={"accept": "application/json"}
    )
    assert failed.status_code == 500
    assert "not-saved" not in failed.text


def test_a_fault_of_our_own_keeps_its_status(home, editor: Client, monkeypatch) -> None:
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(Theme, "save", fail)
    failed = editor.post("/admin/snippets/content/theme/add/", TYPED, headers=BY_HAND)
    assert failed.status_code == 500
    assert kept(failed)["name_nl"] == TYPED["name_nl"]


def test_whoever_is_signed_out_meanwhile_keeps_it_too(home, client: Client) -> None:
    answer = client.post("/admin/snippets/content/theme/add/", TYPED, headers=BY_HAND)
    assert answer.status_code == 403
    assert kept(answer)["name_nl"] == TYPED["name_nl"]
    soup = BeautifulSoup(answer.content, "html.parser")
    link = soup.select_one("main a[target=_blank]")
    assert link is not None
    assert str(link["href"]).startswith("/admin/login/")
    # A wrong password is no form that was lost.
    wrong = client.post("/admin/login/", {"username": "a", "password": "b"}, headers=BY_HAND)
    assert wrong.status_code == 200


def test_the_script_learns_whether_it_may_send(home, editor: Client, monkeypatch) -> None:
    answer = editor.get(ASK)
    assert answer.json()["token"]
    assert "no-store" in answer["Cache-Control"]
    assert Client().get(ASK).status_code == 302
    monkeypatch.setattr(saving, "database_takes_writes", lambda: False)
    assert editor.get(ASK).status_code == 503


def test_a_database_that_only_follows_takes_no_writes(db: None, monkeypatch, caplog) -> None:
    assert saving.database_takes_writes()

    class Away:
        def cursor(self):
            raise OperationalError("away")

    monkeypatch.setattr(saving, "connection", Away())
    assert not saving.database_takes_writes()
    assert "Nothing can be saved: away" in caplog.text
