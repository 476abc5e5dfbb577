"""The e-mails that a message causes."""

import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django_tasks_db.models import DBTaskResult

from bps_portal.contact import tasks
from bps_portal.contact.models import ContactMessage

from .conftest import Send, the_message
from .factories import ContactMessageFactory


class TestNotice:
    @pytest.mark.parametrize(
        ("code", "to", "subject"),
        [
            (
                "fr",
                ["accueil@example.org", "presse@example.org"],
                "Message du site\N{NO-BREAK SPACE}: Une question",
            ),
            ("nl", ["onthaal@example.org"], "Bericht van de website: Een vraag"),
        ],
    )
    def test_it_tells_those_who_answer_in_that_language(
        self, send: Send, code: str, to: list[str], subject: str
    ) -> None:
        send(code, message="Un <b> & « deux »", page="/fr/a-propos/", name="A. B.")
        notice = mail.outbox[0]
        assert (notice.to, notice.subject) == (to, subject)
        assert "Un <b> & « deux »" in notice.body
        assert "/fr/a-propos/" in notice.body
        assert "A. B." in notice.body
        assert f"/admin/contact-messages/edit/{the_message().pk}/" in notice.body
        assert notice.reply_to == []

    def test_an_answer_goes_to_the_visitor(self, send: Send) -> None:
        send(email="a@example.org")
        assert mail.outbox[0].reply_to == ["a@example.org"]

    @pytest.mark.django_db
    def test_none_without_recipients_or_without_the_message(self) -> None:
        tasks.send_notice.call(ContactMessageFactory().pk, [])
        tasks.send_notice.call(0, ["a@example.org"])
        assert not mail.outbox


class TestConfirmation:
    @pytest.mark.parametrize(
        ("code", "subject", "words"),
        [
            ("fr", "Nous avons reçu votre message", "Une question"),
            ("nl", "We hebben uw bericht ontvangen", "Een vraag"),
        ],
    )
    def test_it_is_in_the_visitors_language(
        self, send: Send, code: str, subject: str, words: str
    ) -> None:
        send(code, email="a@example.org")
        confirmation = mail.outbox[1]
        assert isinstance(confirmation, EmailMultiAlternatives)
        assert (confirmation.to, confirmation.subject) == (["a@example.org"], subject)
        [(html, kind)] = confirmation.alternatives
        assert kind == "text/html"
        for text in (confirmation.body, str(html)):
            assert words in text
            assert "112" in text
        assert f'<html lang="{code}">' in str(html)
        assert "<img" not in str(html)
        assert confirmation.message()["Auto-Submitted"] == "auto-replied"

    def test_nothing_typed_is_repeated(self, send: Send) -> None:
        send(email="a@example.org", message="Achetez ceci", name="Vendeur", page="Boutique")
        sent = mail.outbox[1].message().as_string()
        assert not any(word in sent for word in ("Achetez", "Vendeur", "Boutique"))

    def test_none_without_an_address(self, send: Send) -> None:
        send()
        assert len(mail.outbox) == 1
        tasks.send_confirmation.call(the_message().pk)
        assert len(mail.outbox) == 1

    def test_a_mailbox_cannot_be_flooded(self, send: Send) -> None:
        for number in range(5):
            assert send(email="a@example.org", message=f"Texte {number}").status_code == 302
        confirmations = [sent for sent in mail.outbox if sent.to == ["a@example.org"]]
        assert len(confirmations) == 3
        assert ContactMessage.objects.count() == 5


class TestOutage:
    @pytest.fixture(autouse=True)
    def _no_mail_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_args: Any, **_options: Any) -> None:
            raise smtplib.SMTPServerDisconnected("gone")

        monkeypatch.setattr(EmailMultiAlternatives, "send", fail)

    def test_the_visitor_does_not_notice(self, send: Send) -> None:
        assert send(email="a@example.org").status_code == 302
        assert the_message()

    @pytest.mark.django_db
    def test_it_is_tried_again_later(self, settings: Any) -> None:
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
        message = ContactMessageFactory(email="a@example.org")
        tasks.send_confirmation.call(message.pk)
        later = DBTaskResult.objects.get()
        assert later.args_kwargs == {"args": [message.pk], "kwargs": {"attempt": 1}}
        assert later.run_after > message.created_at
        with pytest.raises(smtplib.SMTPException):
            tasks.send_confirmation.call(message.pk, attempt=len(tasks.WAITS))
        assert DBTaskResult.objects.count() == 1
