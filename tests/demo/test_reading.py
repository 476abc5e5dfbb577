"""What a reader meets on every page of the demo: no word of the other language unless it says so."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Comment
from django.apps import apps
from django.test import Client

from bps_portal.languages.segments import segments
from bps_portal.languages.tracking import Tracked
from bps_portal.pages.models import PortalPage

OTHER = {"fr": "nl", "nl": "fr"}
# Shorter texts, such as a name, may well be the same word in both languages.
LEAST = 12
READ_ALOUD = ("alt", "title", "aria-label", "placeholder")


@pytest.fixture(scope="module")
def own_texts(_loaded_site: None, django_db_blocker) -> dict[str, set[str]]:
    """Every text of the demo that stands in one language only, by language."""
    texts: dict[str, set[str]] = {"fr": set(), "nl": set()}
    with django_db_blocker.unblock():
        for model in apps.get_models():
            if issubclass(model, Tracked):
                for thing in model._default_manager.all():
                    for segment in segments(thing):
                        for code, text in segment.texts.items():
                            texts[code].add(" ".join(text.split()))
    return {
        code: {text for text in texts[code] - texts[OTHER[code]] if len(text) >= LEAST}
        for code in texts
    }


def read(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Return each text of a page that is seen or read aloud, with the language it says to be in."""
    for text in page.html.find_all(string=True):
        if not isinstance(text, Comment) and text.parent.name not in ("script", "style"):
            yield " ".join(text.split()), text.find_parent(lang=True)["lang"]
    for tag in page.find_all(True):
        for name in READ_ALOUD:
            if tag.get(name):
                language = tag if tag.get("lang") else tag.find_parent(lang=True)
                yield tag[name], language["lang"]


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.usefixtures("demo")
def test_no_page_holds_a_text_of_the_other_language_without_saying_so(
    client: Client, own_texts: dict[str, set[str]], code: str
) -> None:
    other = OTHER[code]
    addresses = [
        address
        for page in PortalPage.objects.filter(depth__gt=1).specific()
        if (address := page.url_in(code))
    ]
    assert len(addresses) > 40
    own = said = 0
    for address in [*addresses, f"/{code}/rien-de-tel-niets/"]:
        html = BeautifulSoup(client.get(address).content, "html.parser")
        for text, language in read(html):
            if text in own_texts[other]:
                assert language == other, (address, text)
                said += 1
            elif text in own_texts[code]:
                assert language == code, (address, text)
                own += 1
    assert own > 200
    # The publication that is in French only is shown to readers of Dutch.
    assert said or code == "fr"
