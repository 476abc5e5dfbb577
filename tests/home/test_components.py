"""The living page shows every component, in every language, to users of the admin alone."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bps_portal.content.blocks import BodyBlock
from tests.factories import ImageFactory, UserFactory

# Parts that show nothing by themselves, are parts of others, or ask for a request of a page.
SHOWN_WITHIN_OTHERS = {
    "addresses", "contact_form", "crisis_banners", "crisis_icon", "crisis_region", "date", "error_summary",
    "feed_link", "field", "file_facts", "footer", "masthead", "moment", "offline_copy", "points", "sharing",
}  # fmt: skip


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_it_shows_every_component_and_block(home, client: Client, code: str) -> None:
    ImageFactory()
    client.force_login(UserFactory(language="nl", groups=["Editors"]))
    page = BeautifulSoup(client.get(f"{reverse('components')}?language={code}").text, "html.parser")
    assert page.html["lang"] == code
    shown = {tag["data-component"] for tag in page.select("[data-component]")}
    folder = settings.BASE_DIR / "templates" / "components"
    assert shown | SHOWN_WITHIN_OTHERS == {file.stem for file in folder.glob("*.html")}
    assert not shown & SHOWN_WITHIN_OTHERS
    blocks = {tag["data-block"] for tag in page.select("[data-block]")}
    assert blocks == set(BodyBlock().child_blocks)
    empty = [tag for tag in page.select(".specimen") if not tag.get_text(strip=True)]
    assert not empty
    words = {"fr": "Prévention", "nl": "Preventie"}[code]
    assert words in page.get_text()


def test_it_is_for_users_of_the_admin(home, client: Client) -> None:
    answer = client.get(reverse("components"))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/")
