"""Numbers that nobody checked for a year are reported; numbers and themes can be previewed."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from bps_portal.content.models import Theme
from bps_portal.home.models import HomePage
from emergency.models import EmergencyNumber
from emergency.verification_report import URL_NAME
from tests.emergency.factories import EmergencyNumberFactory
from tests.factories import ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)
WORDS = {
    "fr": {
        "hint": "2 numéros d’urgence n’ont pas été vérifiés depuis un an.",
        "title": "Numéros non vérifiés depuis un an",
        "never": "jamais",
        "empty": "Chaque numéro a été vérifié au cours de la dernière année.",
    },
    "nl": {
        "hint": "2 noodnummers zijn al een jaar niet gecontroleerd.",
        "title": "Nummers die al een jaar niet zijn gecontroleerd",
        "never": "nooit",
        "empty": "Elk nummer is het voorbije jaar gecontroleerd.",
    },
}


def text_of(answer) -> str:
    """Return the words of an answer."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


@pytest.mark.parametrize(
    ("verified_on", "due"),
    [
        (None, True),
        (TODAY, False),
        (TODAY - dt.timedelta(days=364), False),
        (TODAY - dt.timedelta(days=365), False),
        (TODAY - dt.timedelta(days=366), True),
    ],
)
def test_a_number_is_due_on_the_day_after_a_year(verified_on, due):
    EmergencyNumberFactory(verified_on=verified_on)
    assert EmergencyNumber.objects.due_for_check(TODAY).exists() is due


@pytest.fixture
def numbers(monkeypatch):
    """Two numbers that are due and one that is not."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)
    EmergencyNumber.objects.all().delete()
    old = EmergencyNumberFactory(number="02 511 11 11", verified_on=dt.date(2024, 1, 1))
    EmergencyNumberFactory(number="02 511 11 12", verified_on=TODAY)
    return [EmergencyNumberFactory(number="02 511 11 13"), old]


def test_the_report_lists_them_those_never_checked_first(numbers, editor_client: Client):
    words = WORDS[editor_client.language]
    answer = editor_client.get(reverse(URL_NAME))
    assert list(answer.context["object_list"]) == numbers
    shown = text_of(answer)
    assert words["title"] in shown
    assert words["never"] in shown
    assert "01.01.2024" in shown
    exported = b"".join(editor_client.get(reverse(URL_NAME), {"export": "csv"})).decode()
    assert "02 511 11 13" in exported
    assert "02 511 11 12" not in exported


def test_the_first_page_of_the_admin_points_at_it(numbers, home: HomePage, editor_client: Client):
    words = WORDS[editor_client.language]
    answer = editor_client.get(reverse("wagtailadmin_home"))
    assert words["hint"] in text_of(answer)
    assert reverse(URL_NAME) in answer.content.decode()
    EmergencyNumber.objects.update(verified_on=TODAY)
    assert words["hint"] not in text_of(editor_client.get(reverse("wagtailadmin_home")))
    assert words["empty"] in text_of(editor_client.get(reverse(URL_NAME)))


def test_editors_see_it_and_others_do_not(numbers, home: HomePage, client: Client):
    client.force_login(UserFactory(groups=["Editors"]))
    assert client.get(reverse(URL_NAME)).status_code == 200
    client.force_login(UserFactory())
    assert client.get(reverse(URL_NAME)).status_code == 302


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_number_and_a_theme_are_previewed_in_each_language(home: HomePage, code: str):
    names = {"name_fr": "Centre antipoisons", "name_nl": "Antigifcentrum"}
    other = {"fr": "nl", "nl": "fr"}[code]
    for thing in (EmergencyNumberFactory(**names), ThemeFactory(**names)):
        answer = thing.make_preview_request(preview_mode=code)
        assert answer.status_code == 200
        soup = BeautifulSoup(answer.content, "html.parser")
        assert soup.html["lang"] == code
        main = soup.select_one("main").get_text()
        assert names[f"name_{code}"] in main
        assert names[f"name_{other}"] not in main


def test_the_forms_offer_the_previews(home: HomePage, editor_client: Client):
    number, theme = EmergencyNumberFactory(), ThemeFactory()
    for thing, model in ((number, "emergency_emergencynumber"), (theme, "content_theme")):
        url = reverse(f"wagtailsnippets_{model}:edit", args=(thing.pk,))
        html = editor_client.get(url).content.decode()
        assert "preview" in html
        for code in ("fr", "nl"):
            assert f'value="{code}"' in html
    assert Theme.objects.exists()
