"""An alert from the admin: the form and its refusals, the second step, updates, the end."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from emergency.models import AlertUpdate, CrisisAlert
from emergency.running import alerts_in_force
from tests.emergency.factories import CrisisAlertFactory, PreparedAlertFactory
from tests.factories import ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/crisis/new/"
FORM = {
    "level": "danger",
    "text_fr": "Fumée toxique : fermez portes et fenêtres.",
    "text_nl": "Giftige rook: sluit deuren en ramen.",
    "place": "everywhere",
    "starts_at": "",
    "ends_at": "",
}


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def second_step(client: Client, values: dict) -> dict:
    """Send the form and return what the second step would send."""
    response = client.post(ADD, values)
    assert response.template_name == "emergency/admin/confirm_alert.html"
    page = soup(response)
    form = page.select_one("form[action='/admin/crisis/new/']")
    return {field["name"]: field["value"] for field in form.select("input[type=hidden]")}


def test_it_goes_out_after_a_second_step_that_shows_it(editor_client: Client) -> None:
    response = editor_client.post(ADD, FORM)
    assert not CrisisAlert.objects.exists()
    page = soup(response)
    sentence = {"fr": "toutes les pages du site", "nl": "alle pagina’s van de site"}
    assert sentence[editor_client.language] in page.select_one("main").text
    frames = {frame["lang"]: frame["srcdoc"] for frame in page.select("iframe")}
    assert FORM["text_fr"] in frames["fr"]
    assert FORM["text_nl"] in frames["nl"]
    sent = second_step(editor_client, FORM)
    back = editor_client.post(ADD, sent | {"back": "1"})
    assert back.context["form"]["text_nl"].value() == FORM["text_nl"]
    assert not CrisisAlert.objects.exists()
    assert editor_client.post(ADD, sent | {"confirmed": "1"}).status_code == 302
    alert = CrisisAlert.objects.get()
    assert (alert.text_fr, alert.text_nl) == (FORM["text_fr"], FORM["text_nl"])
    assert (alert.source, alert.created_by.username) == (
        "admin",
        CrisisAlert.objects.get().created_by.username,
    )
    assert [running.level for running in alerts_in_force()] == ["danger"]
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user_id) == ("emergency.put_out", alert.created_by_id)
    # A second click puts nothing more out.
    editor_client.post(ADD, sent | {"confirmed": "1"})
    assert CrisisAlert.objects.count() == 1


WRONG = [
    ({"text_nl": ""}, ["text_nl"]),
    ({"text_fr": "Un <b>danger</b>"}, ["text_fr"]),
    ({"text_nl": "Rook &amp; vuur"}, ["text_nl"]),
    ({"text_fr": "a" * 281}, ["text_fr"]),
    ({"text_fr": "Fumée\u202eenver"}, ["text_fr"]),
    ({"level": "panic"}, ["level"]),
    ({"starts_at": "2035-01-01 10:00", "ends_at": "2035-01-01 09:00"}, ["ends_at"]),
    ({"starts_at": "2020-01-01 10:00", "ends_at": "2020-01-01 11:00"}, ["ends_at"]),
    ({"place": "themes"}, ["themes"]),
    ({"steps_fr": "Fermez les fenêtres."}, ["steps_nl"]),
    ({"link_url_fr": "https://example.org/"}, ["link_text_fr", "link_url_nl"]),
    (
        {"link_url_fr": "javascript:alert(1)", "link_text_fr": "Ici"},
        ["link_text_nl", "link_url_fr"],
    ),
]


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(editor_client: Client) -> None:
    for values, wrong in WRONG:
        response = editor_client.post(ADD, FORM | values | {"confirmed": "1"})
        form = response.context["form"]
        assert sorted(form.errors) == wrong, values
        assert all(form[name].value() == value for name, value in (FORM | values).items())
    assert not CrisisAlert.objects.exists()


def test_times_are_those_of_brussels_wherever_an_editor_is(client: Client) -> None:
    user = UserFactory(is_superuser=True, language="fr")
    UserProfile.objects.filter(user=user).update(current_time_zone="Asia/Tokyo")
    client.force_login(user)
    client.post(ADD, FORM | {"starts_at": "2035-01-01 10:00", "confirmed": "1"})
    alert = CrisisAlert.objects.get()
    assert alert.starts_at == dt.datetime(2035, 1, 1, 9, tzinfo=dt.UTC)
    assert (
        "01.01.2035, 10:00" in client.get(reverse("crisis:edit", args=[alert.pk])).content.decode()
    )
    jumped = client.post(ADD, FORM | {"starts_at": "2035-03-25 02:30"})
    assert list(jumped.context["form"].errors) == ["starts_at"]


def test_crisis_mode_needs_the_home_page(editor_client: Client) -> None:
    values = {"place": "themes", "themes": [ThemeFactory().pk], "crisis_mode": "on"}
    response = editor_client.post(ADD, FORM | values)
    assert list(response.context["form"].errors) == ["crisis_mode"]


def test_it_starts_from_a_prepared_message_or_an_earlier_alert(editor_client: Client) -> None:
    prepared = PreparedAlertFactory(steps_fr="Rentrez.", steps_nl="Ga binnen.")
    form = editor_client.get(ADD, {"prepared": prepared.pk}).context["form"]
    assert form["text_nl"].value() == prepared.text_nl
    assert form["steps_fr"].value() == "Rentrez."
    theme = ThemeFactory()
    old = CrisisAlertFactory(
        text_fr="Avant", place="themes", themes=[theme], ends_at=timezone.now()
    )
    form = editor_client.get(ADD, {"again": old.pk}).context["form"]
    assert (form["text_fr"].value(), form["ends_at"].value()) == ("Avant", None)
    assert form["themes"].value() == [theme.pk]
    for nonsense in ({"prepared": "x"}, {"again": "0"}):
        assert editor_client.get(ADD, nonsense).status_code == 200


def test_it_takes_the_place_of_what_runs_unless_that_is_unticked(editor_client: Client) -> None:
    old = CrisisAlertFactory()
    form = editor_client.get(ADD).context["form"]
    assert form["replaced"].value() == [old.pk]
    editor_client.post(ADD, FORM | {"confirmed": "1"})
    assert len(alerts_in_force()) == 2
    editor_client.post(ADD, FORM | {"level": "all-clear", "replaced": [old.pk], "confirmed": "1"})
    assert [alert.level for alert in alerts_in_force()] == ["danger", "all-clear"]
    old.refresh_from_db()
    assert old.ends_at <= timezone.now()
    all_clear = CrisisAlert.objects.get(level="all-clear")
    assert all_clear.ends_at - all_clear.starts_at == dt.timedelta(days=1)


def test_an_update_stands_below_the_text_with_its_time(editor_client: Client, home) -> None:
    alert = CrisisAlertFactory()
    address = reverse("crisis:edit", args=[alert.pk])
    wrong = editor_client.post(address, {"text_fr": "Le vent faiblit.", "text_nl": "<i>Minder</i>"})
    assert list(wrong.context["form"].errors) == ["text_nl"]
    words = {"text_fr": "Le vent faiblit.", "text_nl": "De wind gaat liggen."}
    assert editor_client.post(address, words).status_code == 302
    assert "De wind gaat liggen." in editor_client.get("/nl/").content.decode()
    assert "De wind gaat liggen." in editor_client.get(address).content.decode()
    editor_client.post(address, words)
    CrisisAlert.objects.update(ends_at=timezone.now())
    editor_client.post(address, words | {"text_fr": "Trop tard"})
    assert AlertUpdate.objects.count() == 1


def test_it_ends_after_one_question_and_offers_the_all_clear(editor_client: Client) -> None:
    alert = CrisisAlertFactory()
    prepared = PreparedAlertFactory(level="all-clear", text_fr="C’est fini.")
    address = reverse("crisis:end", args=[alert.pk])
    text = getattr(alert, f"text_{editor_client.language}")
    assert text in editor_client.get(address).content.decode()
    assert alerts_in_force()
    page = soup(editor_client.post(address, follow=True))
    assert not alerts_in_force()
    follow_up = next(link["href"] for link in page.select("a") if "after=" in link["href"])
    form = editor_client.get(follow_up).context["form"]
    assert form["text_fr"].value() == prepared.text_fr
    assert form["ends_at"].value() is not None
    assert ModelLogEntry.objects.get().action == "emergency.ended"
    editor_client.post(address)
    assert ModelLogEntry.objects.count() == 1


def test_a_planned_alert_that_is_called_off_was_never_shown(editor_client: Client) -> None:
    alert = CrisisAlertFactory(starts_at=timezone.now() + dt.timedelta(hours=1))
    editor_client.post(reverse("crisis:end", args=[alert.pk]))
    later = timezone.now() + dt.timedelta(hours=2)
    assert not CrisisAlert.objects.shown_by(later).exists()
    assert alerts_in_force(later) == []


def test_the_list_shows_what_runs_and_what_was(editor_client: Client) -> None:
    CrisisAlertFactory(text_fr="Avant", text_nl="Voordien", ends_at=timezone.now())
    alert = CrisisAlertFactory()
    PreparedAlertFactory()
    page = editor_client.get("/admin/crisis/").content.decode()
    names = {"fr": ("Avant", "Tempête"), "nl": ("Voordien", "Storm")}
    assert all(name in page for name in names[editor_client.language])
    assert reverse("crisis:end", args=[alert.pk]) in page
    assert editor_client.get(reverse("crisis:history", args=[alert.pk])).status_code == 200
    editor_client.post(reverse("crisis:end", args=[alert.pk]))
    log = editor_client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert {"fr": "Fin de l’alerte", "nl": "Melding beëindigd"}[editor_client.language] in log


@pytest.mark.parametrize(
    ("group", "status"),
    [("Moderators", 200), ("Editors", 302), ("Translators (nl)", 302), ("Translators (fr)", 302)],
)
def test_moderators_put_alerts_out_editors_and_translators_do_not(
    client: Client, group: str, status: int
) -> None:
    alert = CrisisAlertFactory()
    client.force_login(UserFactory(groups=[group]))
    own = [
        reverse(f"crisis:{name}", args=args)
        for name, args in [("index", ()), ("add", ()), ("edit", [alert.pk]), ("end", [alert.pk])]
    ]
    for address in [*own, reverse("prepared_alerts:index"), reverse("prepared_alerts:add")]:
        assert client.get(address).status_code == status
    client.post(reverse("crisis:end", args=[alert.pk]))
    assert bool(alerts_in_force()) == (status != 200)
    assert ("/admin/crisis/" in client.get("/admin/").content.decode()) == (status == 200)


def test_nobody_deletes_what_was_said(editor_client: Client) -> None:
    alert = CrisisAlertFactory()
    assert editor_client.post(f"/admin/crisis/delete/{alert.pk}/").status_code == 404
    assert CrisisAlert.objects.exists()
