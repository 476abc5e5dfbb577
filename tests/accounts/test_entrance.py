"""Who comes into the admin: with a second factor, not too often, and not for ever."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt, AccessLog
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import ModelLogEntry, PageViewRestriction, Revision
from wagtail.users.models import UserProfile

from bps_portal.accounts import limits
from bps_portal.accounts.retention import forget_old_entries
from tests.content.picture_files import exif_with_a_place, picture_file
from tests.factories import ArticlePageFactory, ContentPageFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "veertien-lange-woorden"
WORDS = {
    "fr": {
        "wrong": "ne vont pas ensemble",
        "many": "Trop de tentatives",
        "set_up": "Configurez votre second facteur",
        "factor": "Tapez le code que votre application affiche",
        "codes": "Codes de secours",
    },
    "nl": {
        "wrong": "horen niet bij elkaar",
        "many": "Te veel pogingen",
        "set_up": "Stel uw tweede factor in",
        "factor": "Typ de code die uw app nu toont",
        "codes": "Herstelcodes",
    },
}
both = pytest.mark.parametrize("language", ["fr", "nl"])


def editor(language: str = "nl", **values: Any) -> Any:
    """Return a user with a password and an e-mail address."""
    user = UserFactory(groups=["Editors"], language=language, **values)
    user.email = f"{user.get_username()}@example.org"
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, name: str, password: str = PASSWORD, **headers: str) -> Any:
    """Send the form of the entrance."""
    data = {"username": name, "password": password, "next": "/admin/"}
    return client.post("/admin/login/", data, headers=headers)


def code_of(secret: str) -> str:
    """Return what an app shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def set_up_factor(client: Client) -> Any:
    """Follow the page on which a second factor is set up; return the answer to the first code."""
    page = client.get("/admin/second-factor/app/")
    secret = BeautifulSoup(page.content, "html.parser").select_one("code").text
    return secret, client.post("/admin/second-factor/app/", {"code": code_of(secret)}, follow=True)


@pytest.fixture
def required(settings: Any) -> None:
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def counted(settings: Any) -> None:
    """What goes wrong is counted, as it is outside tests."""
    settings.AXES_ENABLED = True


@both
def test_a_name_and_a_password_suffice_where_no_factor_is_required(language: str) -> None:
    client = Client(headers={"accept-language": language})
    user = editor(language)
    assert sign_in(client, user.username, "something else").status_code == 200
    answer = sign_in(client, user.username)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


@both
def test_who_has_no_factor_sets_one_up_before_anything_else(
    required: None, language: str, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client(headers={"accept-language": language})
    user = editor(language)
    sign_in(client, user.username)
    answer = client.get("/admin/pages/", follow=True)
    assert answer.request["PATH_INFO"] == "/admin/second-factor/app/"
    assert WORDS[language]["set_up"] in answer.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        _secret, answer = set_up_factor(client)
    assert WORDS[language]["codes"] in answer.content.decode()
    assert len(re.findall(r"<code>\s*\d{8}\s*</code>", answer.content.decode())) == 10
    assert client.get("/admin/pages/").status_code == 200
    assert mail.outbox[0].to == [user.email]


@both
def test_a_factor_is_asked_for_and_a_recovery_code_works_once(
    required: None, language: str, django_capture_on_commit_callbacks: Any
) -> None:
    user = editor(language)
    first = Client()
    sign_in(first, user.username)
    with django_capture_on_commit_callbacks(execute=True):
        secret, answer = set_up_factor(first)
    recovery = re.search(r"<code>\s*(\d{8})\s*</code>", answer.content.decode()).group(1)
    # Neither the key nor the codes' seed can be read in the database.
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept
    for code, works in (("000000", False), (recovery, True), (recovery, False)):
        client = Client(headers={"accept-language": language})
        answer = sign_in(client, user.username)
        assert answer["Location"] == "/admin/login/second-factor/"
        assert WORDS[language]["factor"] in client.get(answer["Location"]).content.decode()
        assert client.get("/admin/").status_code == 302
        answer = client.post("/admin/login/second-factor/", {"code": code})
        assert answer.status_code == (302 if works else 200)
        assert (client.get("/admin/").status_code == 200) is works


@pytest.mark.parametrize(
    "path", ["/admin/", "/fr/_util/login/?next=/admin/", "/admin/second-factor/"]
)
def test_no_other_door_is_open_to_a_password_alone(required: None, path: str) -> None:
    user = editor()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    client = Client()
    # As if some other view had let somebody in.
    client.force_login(user)
    answer = client.get(path, follow=True)
    assert answer.request["PATH_INFO"] == "/admin/login/"
    assert client.post("/fr/_util/login/", {"username": user.username, "password": PASSWORD})[
        "Location"
    ].startswith("/admin/login/")


def test_a_session_without_factor_reads_no_restricted_page(required: None, home: Any) -> None:
    page = ContentPageFactory(parent=home, title_fr="Secret", slug_fr="secret")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client = Client()
    client.force_login(editor())
    answer = client.get("/fr/secret/")
    assert (answer.status_code, "/admin/login/" in answer["Location"]) == (302, True)


@both
def test_whoever_tries_too_often_waits_and_a_colleague_does_not(
    counted: None, settings: Any, language: str
) -> None:
    user = editor(language)
    attacker = Client(headers={"accept-language": language}, REMOTE_ADDR="198.51.100.1")
    answers = [sign_in(attacker, user.username, "wrong").status_code for _ in range(9)]
    assert answers == [200] * 7 + [429] * 2
    # Neither the right password helps now, nor another way to write the name.
    for name in (user.username, f" {user.username.upper()} "):
        locked = sign_in(attacker, name)
        assert locked.status_code == 429
        assert WORDS[language]["many"] in locked.content.decode()
    colleague = Client(REMOTE_ADDR="203.0.113.7")
    assert sign_in(colleague, user.username).status_code == 302
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(attacker, user.username).status_code == 302


def test_a_name_tried_from_everywhere_is_open_to_where_its_owner_comes_from(counted: None) -> None:
    user = editor()
    assert sign_in(Client(REMOTE_ADDR="203.0.113.7"), user.username).status_code == 302
    for number in range(limits.MOST_FROM_EVERYWHERE // 6):
        attacker = Client(REMOTE_ADDR=f"198.51.100.{number}")
        for _ in range(6):
            sign_in(attacker, user.username, "wrong")
    elsewhere = sign_in(Client(REMOTE_ADDR="192.0.2.1"), user.username)
    assert WORDS["fr"]["many"] in elsewhere.content.decode()
    assert sign_in(Client(REMOTE_ADDR="203.0.113.7"), user.username).status_code == 302
    assert AccessLog.objects.filter(username=user.username).count() == 2


def test_the_entrance_does_not_tell_who_has_an_account(
    counted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = editor()
    closed = editor(is_active=False)
    hashed: list[str] = []
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    encode = "abc$def$ghi"
    monkeypatch.setattr(hasher, lambda _self, password, _salt: hashed.append(password) or encode)
    said = set()
    for name in (user.username, closed.username, "nobody"):
        answer = sign_in(Client(), name, "wrong")
        page = BeautifulSoup(answer.content, "html.parser")
        said.add((answer.status_code, page.select_one(".messages").get_text(strip=True)))
    assert len(said) == 1
    # As much work for each, so that time tells nothing either.
    assert hashed == ["wrong"] * 3


def test_a_reset_answers_the_same_and_asks_for_nobody_before_it_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    user = editor()
    queued: list[str] = []
    monkeypatch.setattr(
        "bps_portal.accounts.mails.send_reset.__class__.enqueue",
        lambda _task, email, *_rest: queued.append(email),
    )
    address = reverse("wagtailadmin_password_reset")
    answers = [
        Client().post(address, {"email": email}) for email in (user.email, "nobody@example.org")
    ]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, f"{address}done/")] * 2
    assert queued == [user.email, "nobody@example.org"]


def test_resets_are_few_for_a_connection_and_stay_open_to_a_colleague() -> None:
    user = editor()
    address = reverse("wagtailadmin_password_reset")
    for place, sent in (("198.51.100.1", 3), ("203.0.113.7", 4)):
        for _ in range(1 if sent == 4 else 5):
            answer = Client(REMOTE_ADDR=place).post(address, {"email": user.email})
            assert answer.status_code == 302
        assert len(mail.outbox) == sent


@pytest.mark.parametrize(
    ("after", "goes_on"),
    [(timedelta(minutes=119), True), (timedelta(minutes=121), False)],
)
def test_a_session_ends_when_nobody_uses_it(
    monkeypatch: pytest.MonkeyPatch, after: timedelta, goes_on: bool
) -> None:
    client = Client()
    client.force_login(editor())
    later = timezone.now() + after
    monkeypatch.setattr("bps_portal.accounts.sessions.timezone.now", lambda: later)
    assert (client.get("/admin/").status_code == 200) is goes_on


def test_a_session_ends_after_a_day_of_work_and_an_open_window_does_not_prolong_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker, sleeper = Client(), Client()
    start = timezone.now()
    moment = [start]
    monkeypatch.setattr("bps_portal.accounts.sessions.timezone.now", lambda: moment[0])
    worker.force_login(editor())
    sleeper.force_login(editor())
    statuses = []
    for hours in range(1, 14):
        moment[0] = start + timedelta(hours=hours)
        statuses.append(worker.get("/admin/").status_code)
        sleeper.get("/admin/editing-sessions/1/")
    assert statuses == [200] * 12 + [302]
    moment[0] = start + timedelta(hours=3)
    assert sleeper.get("/admin/").status_code == 302


@pytest.mark.parametrize("password", ["elf tekens.", "password12345", "123456789012"])
def test_short_and_common_passwords_are_refused(client: Client, password: str) -> None:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    user = editor()
    answer = client.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        {"username": user.username, "password1": password, "password2": password, "email": "",
         "first_name": "a", "last_name": "b"},
    )  # fmt: skip
    assert answer.status_code == 200
    assert not type(user).objects.get(pk=user.pk).check_password(password)


class TestLostFactor:
    @pytest.fixture
    def owner(self) -> Any:
        """A colleague whose telephone is lost, and whose session still runs somewhere."""
        user = editor("fr")
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        return user

    def test_an_administrator_resets_it(self, settings: Any, owner: Any, client: Client) -> None:
        settings.SECOND_FACTOR_REQUIRED = True
        thief = Client()
        thief.force_login(owner)
        session = thief.session
        factor = Authenticator.objects.get()
        session["account_authentication_methods"] = [
            {"method": "mfa", "id": factor.pk, "type": "totp", "at": time.time()}
        ]
        session["account_authentication_methods_user"] = str(owner.pk)
        session.save()
        assert thief.get("/admin/").status_code == 200
        settings.SECOND_FACTOR_REQUIRED = False
        client.force_login(UserFactory(is_superuser=True, is_staff=True))
        address = reverse("reset_factor", args=[owner.pk])
        assert address in client.get(reverse("wagtailusers_users:index")).content.decode()
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 302
        settings.SECOND_FACTOR_REQUIRED = True
        assert thief.get("/admin/").status_code == 302
        assert not Authenticator.objects.exists()
        (message,) = mail.outbox
        assert "Un administrateur a réinitialisé" in message.body
        assert ModelLogEntry.objects.filter(action="portal.factor.reset").count() == 1

    def test_whoever_runs_the_machine_resets_that_of_the_last_administrator(
        self, owner: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("reset_second_factor", owner.username)
        assert owner.username in capsys.readouterr().out
        assert not Authenticator.objects.exists()
        assert len(mail.outbox) == 1
        for name, reason in ((owner.username, "no second factor"), ("nobody", "Nobody is called")):
            with pytest.raises(CommandError, match=reason):
                call_command("reset_second_factor", name)

    @pytest.mark.parametrize("who", ["editor", "owner", "helper"])
    def test_nobody_else_does(self, owner: Any, client: Client, who: str) -> None:
        owner.is_superuser = True
        owner.save()
        client.force_login({"editor": editor(), "owner": owner, "helper": editor()}[who])
        client.post(reverse("reset_factor", args=[owner.pk]))
        assert Authenticator.objects.exists()


def test_the_log_keeps_who_came_and_which_roles_were_given(client: Client) -> None:
    user, boss = editor(), editor(is_superuser=True)
    sign_in(client, user.username)
    client.post("/admin/logout/")
    sign_in(client, boss.username)
    values = {"username": user.username, "email": user.email, "first_name": "a", "last_name": "b"}
    groups = [Group.objects.get(name="Moderators").pk]
    changed = client.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        values | {"is_active": "on", "groups": groups},
    )
    assert changed.status_code == 302
    assert client.get("/admin/reports/site-history/?export=csv").status_code == 200
    kept = list(
        ModelLogEntry.objects.filter(action__startswith="portal.")
        .order_by("pk")
        .values_list("action", "object_id", "user_id", "data")
    )
    address = {"address": "127.0.0.1"}
    report = {"path": "/admin/reports/site-history/", "kind": "csv"}
    assert kept == [
        ("portal.sign_in", str(user.pk), user.pk, address),
        ("portal.sign_out", str(user.pk), user.pk, address),
        ("portal.sign_in", str(boss.pk), boss.pk, address),
        ("portal.roles.taken", str(user.pk), boss.pk, {"roles": ["Editors"]}),
        ("portal.roles.given", str(user.pk), boss.pk, {"roles": ["Moderators"]}),
        ("portal.export", str(boss.pk), boss.pk, report | address),
    ]


def test_the_log_cannot_be_changed_until_its_time_is_over(client: Client) -> None:
    user = editor()
    sign_in(client, user.username)
    entries = ModelLogEntry.objects.filter(action="portal.sign_in")
    for tamper in (
        lambda: entries.update(user_id=None),
        lambda: entries.update(timestamp=timezone.now()),
        entries.delete,
    ):
        refused = pytest.raises(ProgrammingError, match="neither changed nor deleted")
        with refused, transaction.atomic():
            tamper()
    # Deleting the user leaves what the user did.
    user.delete()
    assert entries.count() == 1
    call_command("forget_old_log_entries", verbosity=0)
    assert entries.count() == 1
    assert forget_old_entries(timezone.now() + timedelta(days=731)) >= 1
    assert not entries.exists()
    assert not AccessLog.objects.exists()


def test_former_versions_are_deleted_but_never_the_latest(news: Any, settings: Any) -> None:
    article = ArticlePageFactory(parent=news)
    revisions = [article.save_revision() for _ in range(3)]
    Revision.objects.filter(pk__in=[one.pk for one in revisions]).update(
        created_at=timezone.now() - timedelta(days=settings.REVISION_RETENTION_DAYS + 1)
    )
    call_command("forget_old_revisions", verbosity=0)
    assert list(Revision.objects.for_instance(article)) == [revisions[-1]]


def test_a_profile_picture_is_cleaned_too(client: Client) -> None:
    user = editor()
    client.force_login(user)
    picture = Image.new("RGB", (30, 20))
    page = client.get("/admin/account/")
    form = BeautifulSoup(page.content, "html.parser").select_one("#main form")
    values = {
        field["name"]: field.get("value", "")
        for field in form.select("input[name]")
        if field.get("type") not in {"checkbox", "file"}
    }
    values |= {
        select["name"]: option["value"]
        for select in form.select("select[name]")
        if (option := select.select_one("option[selected]") or select.option)
    }
    file = picture_file(picture, "moi.jpg", exif=exif_with_a_place())
    values |= {"name_email-first_name": "a", "name_email-last_name": "b", "avatar-avatar": file}
    assert client.post("/admin/account/", values).status_code == 302
    kept = UserProfile.objects.get(user=user).avatar
    with kept.open(), Image.open(kept) as cleaned:
        assert not cleaned.getexif()


ODD_PASSKEYS = (
    "",
    "x",
    "null",
    "[]",
    "{}",
    '{"id": 1}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    (
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30",'
        ' "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA"}}'
    ),
    (
        '{"id": "é", "rawId": "%", "type": "x", "response": {"clientDataJSON": "{", '
        '"attestationObject": "", "authenticatorData": "", "signature": ""}}'
    ),
)


@pytest.mark.parametrize("sent", ODD_PASSKEYS)
def test_what_is_no_passkey_is_refused(required: None, sent: str) -> None:
    client = Client()
    user = editor()
    sign_in(client, user.username)
    client.get("/admin/second-factor/passkey/")
    answer = client.post("/admin/second-factor/passkey/", {"name": "x", "credential": sent})
    assert answer.status_code == 200
    assert "credential" in answer.context["form"].errors
    assert not Authenticator.objects.exists()
    # Nor does it open anything where the app is asked for.
    _secret, _answer = set_up_factor(client)
    again = Client()
    sign_in(again, user.username)
    again.get("/admin/login/second-factor/")
    answer = again.post("/admin/login/second-factor/", {"credential": sent})
    assert answer.status_code == 200
    assert again.get("/admin/").status_code == 302
