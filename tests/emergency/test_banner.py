"""The banner as readers get it: where, in which language, in which order, and for how long."""

import datetime as dt
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from emergency import running
from emergency.models import CrisisAlert
from emergency.running import alerts_in_force, forget
from tests.emergency.factories import CrisisAlertFactory
from tests.factories import ArticlePageFactory, ThemeFactory, ThemeIndexPageFactory

pytestmark = pytest.mark.django_db

TEXTS = {"fr": "Vents violents : restez à l’intérieur.", "nl": "Hevige wind: blijf binnen."}


def banners(client: Client, path: str) -> list:
    """Return the banners of a page."""
    return BeautifulSoup(client.get(path).content, "html.parser").select(".crisis-banner")


def texts(client: Client, path: str) -> list[str]:
    return [banner.select_one(".crisis-banner__text").text for banner in banners(client, path)]


@pytest.mark.parametrize(
    ("path", "code", "level"),
    [
        ("/fr/", "fr", "Avertissement"),
        ("/nl/", "nl", "Waarschuwing"),
        ("/fr/actualites/", "fr", "Avertissement"),
        ("/nl/zoeken/?q=water", "nl", "Waarschuwing"),
        ("/fr/donnees-ouvertes/", "fr", "Avertissement"),
        ("/nl/niets/", "nl", "Waarschuwing"),
    ],
)
def test_it_is_first_on_each_page_in_the_readers_language(
    client: Client, news, path: str, code: str, level: str
) -> None:
    CrisisAlertFactory(
        link_url_fr="https://example.org/fr",
        link_url_nl="https://example.org/nl",
        link_text_fr="Les consignes",
        link_text_nl="De richtlijnen",
    )
    page = BeautifulSoup(client.get(path).content, "html.parser")
    first = page.body.find_all(True, recursive=False)[:2]
    assert first[0]["class"] == ["skip-link"]
    banner = first[1]
    assert (banner.name, banner["lang"]) == ("section", code)
    assert page.find(id=banner["aria-labelledby"]).get_text(strip=True) == level
    assert banner.select_one(".crisis-banner__text").text == TEXTS[code]
    assert [link["href"] for link in banner.select("a")] == [
        f"https://example.org/{code}",
        "tel:1771",
        f"https://be-alert.be/{code}",
    ]
    assert len(page.select(".crisis-banner")) == 1


def test_a_page_without_a_language_shows_it_in_each(client: Client, home) -> None:
    CrisisAlertFactory()
    answer = client.get("/nothing/", headers={"accept-language": "nl"}, follow=False)
    address = answer.headers.get("location", "/nothing/")
    assert texts(client, address)
    html = render_to_string("500.html")
    soup = BeautifulSoup(html, "html.parser")
    found = {
        banner["lang"]: banner.select_one(".crisis-banner__text").text
        for banner in soup.select(".crisis-banner")
    }
    assert found == TEXTS


def test_it_stands_where_a_page_is_gone_and_where_a_request_is_refused(
    client: Client, news
) -> None:
    CrisisAlertFactory()
    gone = ArticlePageFactory(parent=news)
    address = gone.url_in("nl")
    gone.delete()
    assert client.get(address).status_code == 410
    assert texts(client, address) == [TEXTS["nl"]]
    refused = Client(enforce_csrf_checks=True).post("/fr/")
    assert refused.status_code == 403
    assert "crisis-banner--warning" in refused.content.decode()


def test_the_gravest_comes_first_then_the_newest(client: Client, home) -> None:
    hour = dt.timedelta(hours=1)
    for age, level in enumerate(["all-clear", "danger", "information", "warning", "warning"], 1):
        CrisisAlertFactory(
            level=level, text_fr=f"{level} {age}", starts_at=timezone.now() - age * hour
        )
    assert texts(client, "/fr/") == [
        "danger 2",
        "warning 4",
        "warning 5",
        "information 3",
        "all-clear 1",
    ]


def test_it_shows_where_it_was_put(client: Client, home, news) -> None:
    theme, other = ThemeFactory(), ThemeFactory()
    about = ArticlePageFactory(parent=news, theme=theme)
    elsewhere = ArticlePageFactory(parent=news, theme=other)
    themes = ThemeIndexPageFactory(parent=home)
    CrisisAlertFactory(text_fr="Accueil", place="home")
    CrisisAlertFactory(text_fr="Thème", place="themes", themes=[theme])
    assert texts(client, "/fr/") == ["Accueil"]
    assert texts(client, about.url_in("fr")) == ["Thème"]
    assert texts(client, f"{themes.url_in('fr')}{theme.slug_fr}/") == ["Thème"]
    assert texts(client, f"{themes.url_in('fr')}{other.slug_fr}/") == []
    assert texts(client, elsewhere.url_in("fr")) == []
    assert texts(client, "/fr/rien/") == []


def test_it_begins_and_ends_at_its_minute(db) -> None:
    start = timezone.now() + dt.timedelta(minutes=5)
    end = start + dt.timedelta(minutes=5)
    CrisisAlertFactory(starts_at=start, ends_at=end)
    second = dt.timedelta(seconds=1)
    moments = [start - second, start, end - second, end]
    assert [len(alerts_in_force(now)) for now in moments] == [0, 1, 1, 0]


def test_pages_take_no_query_for_it_within_a_second(
    db, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert not alerts_in_force()
    with django_assert_num_queries(0):
        assert not alerts_in_force()


def test_what_another_process_puts_out_is_seen(db, settings) -> None:
    alert = CrisisAlertFactory(ends_at=timezone.now())
    assert not alerts_in_force()
    # Without a signal, as in another process.
    CrisisAlert.objects.filter(pk=alert.pk).update(ends_at=None)
    assert not alerts_in_force()
    settings.ALERTS_CHECKED_EVERY = 0
    assert alerts_in_force()


def test_without_a_database_the_last_one_known_stands(client: Client) -> None:
    CrisisAlertFactory()
    assert alerts_in_force()
    forget()
    with patch.object(running, "_read", side_effect=OperationalError("gone")):
        assert "restez" in render_to_string("500.html")


def test_a_process_that_starts_without_a_database_asks_the_cache(db) -> None:
    CrisisAlertFactory()
    assert alerts_in_force()
    with (
        patch.object(running, "_copy", running._Copy()),
        patch.object(running, "_read", side_effect=OperationalError("gone")),
    ):
        assert alerts_in_force()


@pytest.mark.parametrize("fault", [OperationalError("gone"), ValueError("a fault of ours")])
def test_no_page_fails_for_its_banner(fault: Exception) -> None:
    with (
        patch.object(running, "_read", side_effect=fault),
        patch.object(running.cache, "get", side_effect=OSError),
        patch.object(running.cache, "set", side_effect=OSError),
    ):
        assert alerts_in_force() == []


def test_an_optional_language_shows_the_required_ones_with_their_names(
    client: Client, home
) -> None:
    CrisisAlertFactory(text_nl="")
    (banner,) = banners(client, "/nl/")
    assert banner["lang"] == "fr"
    assert "Français" in banner.text or "français" in banner.text
