"""The home page in crisis mode."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bps_portal.home.crisis import crisis_alert
from emergency.models import AlertUpdate
from tests.emergency.factories import CrisisAlertFactory
from tests.factories import ArticlePageFactory


def page_of(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_it_holds_alert_steps_updates_and_numbers_and_nothing_else(
    client: Client, news, code: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ArticlePageFactory(parent=news, title_fr="Autre chose", title_nl="Iets anders")
    words = {
        "fr": ("Rentrez.", "Fermez.", "Le vent faiblit."),
        "nl": ("Ga binnen.", "Sluit.", "De wind gaat liggen."),
    }
    alert = CrisisAlertFactory(
        crisis_mode=True,
        steps_fr="Rentrez.\n\nFermez.\n",
        steps_nl="Ga binnen.\nSluit.",
    )
    AlertUpdate.objects.create(alert=alert, text_fr=words["fr"][2], text_nl=words["nl"][2])
    client.get(f"/{code}/")
    with django_assert_max_num_queries(6):
        page = page_of(client, f"/{code}/")
    assert [item.text for item in page.select(".crisis-steps li")] == list(words[code][:2])
    (update,) = page.select(".crisis-updates li")
    assert words[code][2] in update.text
    assert update.time["datetime"].startswith(f"{timezone.localtime():%Y-%m-%d}")
    assert page.text.count(words[code][2]) == 1
    assert [link["href"] for link in page.select(".emergency-block a")] == ["tel:112", "tel:101"]
    assert page.select(".language-switch a")
    assert len(page.select("h1")) == 1
    assert not page.select(".menu, .footer, .search-form, .card, .lead-story")
    assert "Autre chose" not in page.text
    # Other pages stay what they are, under the banner.
    assert page_of(client, "/fr/actualites/").select(".crisis-banner + .masthead .menu")


def test_it_ends_with_the_alert(client: Client, home) -> None:
    alert = CrisisAlertFactory(crisis_mode=True)
    assert not page_of(client, "/fr/").select(".search-form")
    alert.ends_at = timezone.now()
    alert.save()
    assert page_of(client, "/fr/").select(".search-form")


@pytest.mark.django_db
def test_only_an_alert_that_asks_for_it_and_shows_at_home_makes_it() -> None:
    CrisisAlertFactory()
    assert crisis_alert() is None
    CrisisAlertFactory(crisis_mode=True, starts_at=timezone.now() + dt.timedelta(hours=1))
    assert crisis_alert() is None
    CrisisAlertFactory(crisis_mode=True, place="home", level="information")
    grave = CrisisAlertFactory(crisis_mode=True, level="danger", text_fr="Le plus grave")
    assert (found := crisis_alert())
    assert found.words["fr"].text == grave.text_fr


def test_editors_preview_the_usual_home_page(client: Client, home, rf, admin_user) -> None:
    CrisisAlertFactory(crisis_mode=True)
    answer = home.make_preview_request(preview_mode="fr")
    assert b"search-form" in answer.content
