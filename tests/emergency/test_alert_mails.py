"""What administrators are told by e-mail."""

import pytest
from django.core.management import call_command

from emergency.models import CrisisAlert
from tests.emergency.factories import CrisisAlertFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_administrators_are_told_in_their_own_language(
    mailoutbox, django_capture_on_commit_callbacks
) -> None:
    old = CrisisAlertFactory()
    UserFactory(username="jan", language="nl", is_superuser=True)
    UserFactory(username="lea", language="fr", is_superuser=True)
    UserFactory(is_superuser=True, email="")
    UserFactory(is_superuser=True, is_active=False)
    UserFactory(groups=["Moderators"])
    with django_capture_on_commit_callbacks(execute=True):
        words = ("--text-fr", "L’air : ça sent.", "--text-nl", "Rook.")
        call_command("alert", "on", "--level", "danger", *words)
    alert = CrisisAlert.objects.exclude(pk=old.pk).get()
    mails = {mail.to[0].partition("@")[0]: mail for mail in mailoutbox}
    assert set(mails) == {"jan", "lea"}
    assert mails["jan"].subject == "Melding verspreid: Gevaar – Rook."
    assert mails["lea"].subject == "Alerte diffusée\u00a0: Danger – L’air : ça sent."
    for mail in mails.values():
        assert "Rook." in mail.body
        assert "L’air : ça sent." in mail.body
        assert f"http://localhost/admin/crisis/edit/{alert.pk}/" in mail.body
    assert "de opdrachtregel" in mails["jan"].body
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("alert", "off")
    assert sorted(mail.subject for mail in mailoutbox) == [
        "Fin de l’alerte\u00a0: Danger – L’air : ça sent.",
        "Melding beëindigd: Gevaar – Rook.",
    ]


def test_a_mail_server_that_is_down_holds_nothing_up(
    monkeypatch, django_capture_on_commit_callbacks
) -> None:
    UserFactory(is_superuser=True)
    monkeypatch.setattr("emergency.alert_mails.EmailMessage.send", _fail)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("alert", "on", "--level", "danger", "--text-fr", "A", "--text-nl", "B")
    assert CrisisAlert.objects.count() == 1


def _fail(*_args, **_kwargs) -> None:
    raise OSError
