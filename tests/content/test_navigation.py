"""Menus follow the tree until an editor chooses; nothing shows that readers may not see."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction, Site

from bps_portal.content.models import SiteSettings
from bps_portal.home.models import ContentPage, HomePage
from tests.factories import ContentPageFactory


def links(client: Client, address: str, where: str) -> list[tuple[str, str]]:
    """Return the text and address of each link of a menu."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [(link.get_text(strip=True), link["href"]) for link in page.select(f"{where} a")]


def titles(client: Client, address: str, where: str) -> list[str]:
    return [title for title, _address in links(client, address, where)]


MAIN = ".menu li:not(.menu__search)"
FOOT = "nav[aria-labelledby=footer-about]"
QUICK = ".quick-links"


def item(page: ContentPage, label_fr: str = "", label_nl: str = "") -> tuple[str, dict]:
    return ("item", {"page": page, "label_fr": label_fr, "label_nl": label_nl})


def choose(home: HomePage, **menus: list) -> None:
    SiteSettings.objects.create(site=Site.objects.get(root_page=home), **menus)


@pytest.fixture
def pages(home: HomePage) -> list[ContentPage]:
    """Three pages below home, of which the first two are shown in menus."""
    return [
        ContentPageFactory(parent=home, title_fr=fr, title_nl=nl, show_in_menus=shown)
        for fr, nl, shown in [("Un", "Een", True), ("Deux", "Twee", True), ("Trois", "Drie", False)]
    ]


@pytest.mark.parametrize(
    ("code", "main", "foot"), [("fr", ["Un", "Deux"], ["Trois"]), ("nl", ["Een", "Twee"], ["Drie"])]
)
def test_without_a_choice_they_follow_the_tree(
    pages: list[ContentPage], client: Client, code: str, main: list[str], foot: list[str]
) -> None:
    assert titles(client, f"/{code}/", MAIN) == main
    assert titles(client, f"/{code}/", FOOT) == foot
    assert titles(client, f"/{code}/", QUICK) == []


@pytest.mark.parametrize(
    ("code", "main", "foot"),
    [("fr", ["3", "Sous"], ["Un", "Deux"]), ("nl", ["Drie", "Onder"], ["Een", "Twee"])],
)
def test_the_editors_order_and_texts(
    pages: list[ContentPage],
    home: HomePage,
    client: Client,
    code: str,
    main: list[str],
    foot: list[str],
) -> None:
    below = ContentPageFactory(parent=pages[0], title_fr="Sous", title_nl="Onder")
    choose(home, main_menu=[item(pages[2], "3"), item(below)])
    assert links(client, f"/{code}/", MAIN) == list(
        zip(main, [pages[2].url_in(code), below.url_in(code)], strict=True)
    )
    assert titles(client, f"/{code}/", FOOT) == foot


def test_the_foot_has_an_order_of_its_own(
    pages: list[ContentPage], home: HomePage, client: Client
) -> None:
    choose(home, foot_menu=[item(pages[2]), item(pages[0])])
    assert titles(client, "/fr/", FOOT) == ["Trois", "Un"]
    assert titles(client, "/fr/", MAIN) == ["Un", "Deux"]


def test_what_readers_may_not_see_does_not_show(
    pages: list[ContentPage], home: HomePage, client: Client
) -> None:
    french = ContentPageFactory(parent=home, title_fr="Fr", published_languages=["fr"])
    draft = ContentPageFactory(parent=home, live=False)
    closed = ContentPageFactory(parent=home)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    menu = [item(french), item(draft), item(closed), item(pages[1])]
    choose(home, main_menu=menu, foot_menu=menu, quick_links=menu)
    for where in (MAIN, FOOT, QUICK):
        assert titles(client, "/fr/", where) == ["Fr", "Deux"]
        assert titles(client, "/nl/", where) == ["Twee"]


def test_a_deleted_page_leaves_its_menu(
    pages: list[ContentPage], home: HomePage, client: Client
) -> None:
    choose(home, main_menu=[item(pages[1]), item(pages[0])])
    ContentPage.objects.get(pk=pages[1].pk).delete()
    assert titles(client, "/fr/", MAIN) == ["Un"]


def test_the_section_of_the_page_is_marked(
    pages: list[ContentPage], home: HomePage, client: Client
) -> None:
    below = ContentPageFactory(parent=pages[0])
    choose(home, main_menu=[item(home, "Début", "Begin"), item(pages[0]), item(pages[1])])
    for address, current in (("/fr/", ["Début"]), (below.url_in("fr"), ["Un"])):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        marked = page.select(".menu a[aria-current]")
        assert [link.get_text(strip=True) for link in marked] == current
