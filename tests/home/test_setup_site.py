"""`setup_site`: what a new site has after it, what a second run leaves alone, what is refused."""

import re
from collections.abc import Callable
from io import StringIO
from smtplib import SMTPServerDisconnected

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Site

from bps_portal.home.models import ContentPage, HomePage
from bps_portal.pages.models import GoneAddress
from emergency.models import EmergencyNumber
from tests.demo.conftest import forget_home
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SetUp = Callable[..., str]
EMAIL = "hoofd@example.org"
PASSWORD = "veertien-lange-woorden"


@pytest.fixture
def set_up(db: None, settings) -> SetUp:
    """Run `setup_site` as for https://www.example.org; return what it prints."""
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"

    def run(*words: str) -> str:
        printed = StringIO()
        call_command("setup_site", *words, stdout=printed)
        return printed.getvalue()

    return run


def test_a_new_site_has_its_addresses_its_numbers_and_an_invited_administrator(set_up: SetUp):
    forget_home()
    printed = set_up("--email", EMAIL, "--language", "nl")
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("www.example.org", 443)
    assert not GoneAddress.objects.filter(path__in=("/fr/", "/nl/")).exists()
    visitor = Client(headers={"host": "www.example.org"})
    for path in ("/fr/", "/nl/noodnummers/", "/fr/numeros-d-urgence/", "/nl/nieuws/"):
        assert visitor.get(path).status_code == 200, path
    assert "112" in visitor.get("/nl/noodnummers/").content.decode()
    # Its text is the editors' to write.
    about = ContentPage.objects.get(slug_fr="vie-privee")
    assert not about.live
    assert f"Still to be written: {about.title_fr} (/admin/pages/{about.pk}/edit/)" in printed
    assert Group.objects.filter(name="Translators (nl)").exists()
    (message,) = mail.outbox
    assert (message.to, message.subject) == (
        [EMAIL],
        "Uw toegang tot de redactiesite van het portaal",
    )
    path = re.search(r"https://www\.example\.org(/\S+)", message.body).group(1)
    form = visitor.get(path, follow=True)
    chosen = dict.fromkeys(("new_password1", "new_password2"), PASSWORD)
    visitor.post(form.redirect_chain[-1][0], chosen)
    assert Client().login(username="hoofd", password=PASSWORD)


def test_a_second_run_changes_nothing(set_up: SetUp, settings):
    settings.ADMIN_PASSWORD = PASSWORD
    set_up("--email", EMAIL)
    assert Client().login(username="hoofd", password=PASSWORD)
    EmergencyNumber.objects.filter(number="112").delete()
    HomePage.objects.update(title_fr="La rédaction l’a changé")
    Group.objects.filter(name="Editors").delete()
    before = EmergencyNumber.objects.count()
    set_up()
    assert EmergencyNumber.objects.count() == before
    assert HomePage.objects.get().title_fr == "La rédaction l’a changé"
    assert not Group.objects.filter(name="Editors").exists()
    assert get_user_model().objects.count() == 1
    assert mail.outbox == []


def test_where_no_mail_can_be_sent_the_address_is_told_and_the_next_run_tries_again(
    set_up: SetUp, monkeypatch
):
    def fail(_message):
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", fail)
        printed = set_up("--email", EMAIL)
    assert "Choose the password at https://www.example.org/admin/" in printed
    assert "(Settings › Sites) is http://localhost" in printed
    set_up()
    assert [message.to for message in mail.outbox] == [[EMAIL]]


@pytest.mark.parametrize(
    ("words", "password", "said"),
    [
        ([], "", "Name the first administrator: --email ADDRESS, or set ADMIN_EMAIL."),
        (["--email", "hoofd"], "", "'hoofd' is no e-mail address."),
        (["--email", EMAIL, "--username", "een hoofd"], "", "'een hoofd' is no user name"),
        (["--email", EMAIL], "kort", "The password is refused: "),
        (["--email", EMAIL, "--username", "taken"], "", "The user 'taken' exists"),
    ],
)
def test_what_is_refused_changes_nothing(set_up: SetUp, settings, words, password, said):
    settings.ADMIN_PASSWORD = password
    UserFactory(username="taken")
    with pytest.raises(CommandError) as refused:
        set_up(*words)
    assert str(refused.value).startswith(said)
    assert str(refused.value).endswith("Nothing was changed.")
    assert get_user_model().objects.count() == 1
    assert not EmergencyNumber.objects.exists()


def test_addresses_are_never_made_in_the_language_of_the_code(set_up: SetUp, settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    with pytest.raises(CommandError, match=r"run `manage[.]py compilemessages` first"):
        set_up("--email", EMAIL)


def test_missing_migrations_are_told(set_up: SetUp, monkeypatch):
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: ["one"]
    )
    with pytest.raises(CommandError, match=r"run `manage[.]py migrate` first"):
        set_up("--email", EMAIL)
