"""The accessibility statement: after the EU's model, in both languages, kept by administrators."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from bps_portal.contact.models import ContactPage
from bps_portal.content.models import SiteSettings
from bps_portal.home.models import AccessibilityStatementPage
from tests.emergency.factories import CrisisAlertFactory
from tests.factories import ContentPageFactory, UserFactory

TODAY = timezone.localdate()


@pytest.fixture
def statement(home) -> AccessibilityStatementPage:
    page = AccessibilityStatementPage(
        title_fr="Déclaration", title_nl="Verklaring",
        failures_fr="Pas de langue des signes.\n\nPeu de langage facile.",
        failures_nl="Geen gebarentaal.\nWeinig eenvoudige taal.",
        alternatives_fr="L’application 112 BE.", alternatives_nl="De app 112 BE.",
        complaint_body_fr="Ombuds Bruxelles", complaint_body_nl="Ombuds Brussel",
        complaint_url_fr="https://ombuds.example/fr", complaint_url_nl="https://ombuds.example/nl",
        prepared_on=dt.date(2026, 1, 5), reviewed_on=dt.date(2026, 3, 2),
    )  # fmt: skip
    return home.add_child(instance=page)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("fr", ["en partie", "Pas de langue des signes.", "Ombuds Bruxelles", "nous-mêmes"]),
        ("nl", ["gedeeltelijk", "Geen gebarentaal.", "Ombuds Brussel", "zelf beoordeeld"]),
    ],
)
def test_it_says_what_the_model_asks_for(home, statement, client: Client, code: str, said) -> None:
    home.add_child(instance=ContactPage(title_fr="Contact", title_nl="Contact"))
    main = BeautifulSoup(client.get(statement.url_in(code)).content, "html.parser").main
    for words in [*said, "EN 301 549", "4 octo" if code == "fr" else "4 okto", "02.03.2026"]:
        assert words in main.get_text(" ", strip=True)
    points = [item.get_text() for item in main.select("h3 + ul")[0].select("li")]
    assert len(points) == 2
    assert f"/{code}/contact/?subject=accessibility" in [link["href"] for link in main.select("a")]
    assert f"https://ombuds.example/{code}" in [link["href"] for link in main.select("a")]


def test_every_page_leads_to_it_whatever_the_menus_hold(home, statement, client: Client) -> None:
    other = ContentPageFactory(parent=home)
    value = {"page": other.pk, "label_fr": "", "label_nl": ""}
    menu = [{"type": "item", "value": value}]
    SiteSettings.objects.create(site=Site.objects.get(), foot_menu=menu, main_menu=menu)
    address = statement.url_in("nl")
    for path in ("/nl/", other.url_in("nl"), "/nl/niets/"):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        assert len(page.select(f"footer a[href='{address}']")) == 1, path
    CrisisAlertFactory(crisis_mode=True)
    crisis = BeautifulSoup(client.get("/nl/").content, "html.parser")
    assert crisis.select_one(".crisis-home")
    assert len(crisis.select(f"footer a[href='{address}']")) == 1


def test_administrators_alone_change_it(home, statement, client: Client) -> None:
    editor = UserFactory(language="fr", groups=["Editors", "Moderators"])
    edit = reverse("wagtailadmin_pages:edit", args=[statement.pk])
    client.force_login(editor)
    assert client.get(edit).status_code == 302
    assert not statement.permissions_for_user(editor).can_delete()
    assert not statement.permissions_for_user(editor).can_publish()
    client.force_login(UserFactory(language="nl", is_superuser=True, is_staff=True))
    assert client.get(edit).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reviewed_on": TODAY + dt.timedelta(days=1)}, "reviewed_on"),
        ({"reviewed_on": dt.date(2026, 1, 4)}, "reviewed_on"),
        ({"failures_nl": ""}, "failures_nl"),
    ],
)
def test_what_cannot_be_is_refused(statement, changes: dict, field: str) -> None:
    for name, value in changes.items():
        setattr(statement, name, value)
    with pytest.raises(ValidationError) as refused:
        statement.full_clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("days_ago", "said"), [(334, False), (335, True), (365, True), (800, True)]
)
def test_administrators_are_reminded_before_a_year_is_over(
    statement, client: Client, days_ago: int, said: bool
) -> None:
    AccessibilityStatementPage.objects.update(reviewed_on=TODAY - dt.timedelta(days=days_ago))
    client.force_login(UserFactory(language="nl", is_superuser=True, is_staff=True))
    assert ("Herzie de toegankelijkheidsverklaring" in client.get("/admin/").text) is said


def test_others_are_not_reminded(statement, client: Client) -> None:
    AccessibilityStatementPage.objects.update(reviewed_on=dt.date(2020, 1, 1))
    client.force_login(UserFactory(language="nl", groups=["Editors"]))
    assert "Herzie de toegankelijkheidsverklaring" not in client.get("/admin/").text
