"""Invitations and resets reach people in their own language."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SUBJECTS = {
    "fr": "Votre accès au site de rédaction du portail",
    "nl": "Uw toegang tot de redactiesite van het portaal",
}


@pytest.fixture
def admin(client: Client) -> Client:
    """The browser of an administrator."""
    client.force_login(UserFactory(is_superuser=True, is_staff=True, language="nl"))
    return client


def make_account(client: Client, **values: str):
    data = {"username": "an", "email": "an@example.org", "first_name": "An", "last_name": "Peeters"}
    return client.post(reverse("wagtailusers_users:add"), data | values)


def test_a_new_user_is_invited_in_both_languages_and_chooses_a_password(admin: Client):
    assert make_account(admin).status_code == 302
    (message,) = mail.outbox
    assert message.to == ["an@example.org"]
    assert message.subject == f"{SUBJECTS['fr']} / {SUBJECTS['nl']}"
    assert "Votre nom d’utilisateur est an." in message.body
    assert "Uw gebruikersnaam is an." in message.body
    path = re.search(r"https?://[^/]+(/\S+)", message.body).group(1)
    visitor = Client()
    form = visitor.get(path, follow=True)
    address = form.redirect_chain[-1][0]
    password = {
        "new_password1": "veertien-lange-woorden",
        "new_password2": "veertien-lange-woorden",
    }
    assert visitor.post(address, password).status_code == 302
    assert visitor.login(username="an", password="veertien-lange-woorden")


def test_an_account_without_an_address_is_made_without_mail(admin: Client):
    make_account(admin, email="")
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_loses_no_account(admin: Client, monkeypatch):
    def fail(_message):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    answer = make_account(admin)
    assert answer.status_code == 302
    html = admin.get(answer.url).content.decode()
    assert "kon niet verstuurd worden" in html
    assert "Peeters" in html


@pytest.mark.parametrize("asked_in", ["fr", "nl"])
@pytest.mark.parametrize(("language", "words"), [("fr", "mot de passe"), ("nl", "wachtwoord")])
def test_a_reset_is_in_the_language_of_its_reader(language, words, asked_in):
    user = UserFactory(groups=["Editors"], language=language)
    user.email = "iemand@example.org"
    user.set_password("veertien-lange-woorden")
    user.save()
    address = reverse("wagtailadmin_password_reset")
    Client(headers={"accept-language": asked_in}).post(address, {"email": user.email})
    (message,) = mail.outbox
    assert words in message.body
