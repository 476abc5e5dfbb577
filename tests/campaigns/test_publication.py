"""A publication: the file that a reader gets, and in which language it is."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from campaigns.models import CampaignPublication, LibraryPage, PublicationPage
from tests.content.pdf_files import pdf_file, pdf_writer
from tests.factories import (
    CampaignIndexPageFactory,
    CampaignPageFactory,
    DocumentFactory,
    PublicationPageFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db
OTHER = {"fr": "nl", "nl": "fr"}
WORDS = {
    "fr": {
        "title": "Trois jours chez soi",
        "own": "PDF · français · 1 page",
        "foreign": "PDF · néerlandais",
        "only": "Cette publication n’existe qu’en néerlandais.",
        "missing": "Choisissez un fichier dans une langue au moins.",
    },
    "nl": {
        "title": "Drie dagen thuis",
        "own": "PDF · Nederlands · 1 pagina",
        "foreign": "PDF · Frans",
        "only": "Deze publicatie bestaat alleen in het Frans.",
        "missing": "Kies een bestand in minstens één taal.",
    },
}


def document(code: str, **kwargs: Any):
    """Make a PDF in a language."""
    file = pdf_file(pdf_writer(1), f"trois-jours-{code}.pdf")
    return DocumentFactory(file=file, language=code, **kwargs)


def publication(library: LibraryPage, *codes: str, **kwargs: Any) -> PublicationPage:
    """Make a publication with a title in both languages and a file in those of `codes`."""
    files = {f"file_{code}": document(code) if code in codes else None for code in OTHER}
    titles = {f"title_{code}": WORDS[code]["title"] for code in OTHER}
    return PublicationPageFactory(parent=library, **{**titles, **files, **kwargs})


def read(client: Client, page: PublicationPage, code: str) -> BeautifulSoup:
    """Return what readers of a language get."""
    answer = client.get(page.url_in(code))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def plain(text: str) -> str:
    """Return a text with plain spaces, one at a time."""
    return " ".join(text.split())


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_reader_gets_the_file_of_the_own_language_first(library, client: Client, code):
    page = publication(library, "fr", "nl")
    first, second = read(client, page, code).select(".download__link")
    assert first["href"] == getattr(page, f"file_{code}").url
    assert first["hreflang"] == code
    assert first.select_one("[lang]") is None
    assert plain(first.select_one(".download__title").get_text()) == WORDS[code]["title"]
    assert plain(first.select_one(".download__facts").get_text()).startswith(WORDS[code]["own"])
    assert first.img["alt"] == ""
    assert second["hreflang"] == OTHER[code]
    assert second.select_one(".download__title")["lang"] == OTHER[code]
    assert WORDS[code]["foreign"] in plain(second.get_text())


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_file_in_the_other_language_alone_is_shown_and_says_so(library, client: Client, code):
    page = publication(library, OTHER[code])
    soup = read(client, page, code)
    assert plain(soup.h1.get_text()) == WORDS[code]["title"]
    assert WORDS[code]["only"] in plain(soup.main.get_text())
    (link,) = soup.select(".download__link")
    assert link["hreflang"] == OTHER[code]
    title = link.select_one(".download__title")
    assert (title["lang"], plain(title.get_text())) == (OTHER[code], WORDS[OTHER[code]]["title"])
    assert WORDS[code]["foreign"] in plain(link.get_text())
    listed = BeautifulSoup(client.get(library.url_in(code)).content, "html.parser")
    assert WORDS[code]["foreign"] in plain(listed.select_one(".notice").get_text())
    assert WORDS[OTHER[code]]["title"] not in listed.main.get_text()


def test_one_file_for_both_languages_is_shown_once(library, client: Client):
    shared = document("fr")
    page = publication(library, file_fr=shared, file_nl=shared)
    for code in OTHER:
        (link,) = read(client, page, code).select(".download__link")
        assert link["hreflang"] == "fr"


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_what_else_is_known_stands_on_the_page(library, client: Client, code):
    page = publication(
        library,
        code,
        published_on=dt.date(2024, 3, 1),
        version="2024-03",
        theme=ThemeFactory(name_fr="Vélo", name_nl="Fiets"),
        kind="annual-report",
        **{f"alternative_{code}": document(code, title_fr="Facile", title_nl="Makkelijk")},
        body_fr=[("text", "<p>Résumé.</p>")],
        body_nl=[("text", "<p>Samenvatting.</p>")],
    )
    text = plain(read(client, page, code).main.get_text())
    for word in {
        "fr": ("01.03.2024", "2024-03", "Vélo", "Rapport annuel", "Facile", "Résumé."),
        "nl": ("01.03.2024", "2024-03", "Fiets", "Jaarverslag", "Makkelijk", "Samenvatting."),
    }[code]:
        assert word in text


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_it_leads_to_the_campaigns_that_readers_see(library, home, client: Client, code):
    page = publication(library, "fr")
    campaigns = CampaignIndexPageFactory(parent=home)
    shown = CampaignPageFactory(parent=campaigns)
    hidden = CampaignPageFactory(parent=campaigns, published_languages=[OTHER[code]])
    for campaign in (shown, hidden):
        campaign.publication_links = [CampaignPublication(publication=page)]
        campaign.save()
    links = read(client, page, code).select("[aria-labelledby=publication-campaigns] a")
    assert [link["href"] for link in links] == [shown.url_in(code)]


def test_a_replaced_file_keeps_its_address_and_serves_the_new_bytes_at_once(
    library, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
):
    page = publication(library, "fr")
    new = pdf_file(pdf_writer(3), "nouvelle-version.pdf")
    address = read(client, page, "fr").select_one(".download__link")["href"]
    assert b"".join(client.get(address).streaming_content) != new.file.getvalue()
    file = page.file_fr
    with django_capture_on_commit_callbacks(execute=True):
        file.file = new
        file.save()
    answer = client.get(address, follow=True)
    assert b"".join(answer.streaming_content) == new.file.getvalue()
    assert "3 pages" in plain(read(client, page, "fr").select_one(".download__facts").get_text())


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_publication_without_any_file_is_refused_in_the_editors_language(library, code):
    with pytest.raises(ValidationError) as refused:
        publication(library)
    with override(code):
        messages = refused.value.message_dict
    assert messages == {f"file_{known}": [WORDS[code]["missing"]] for known in OTHER}


@pytest.mark.parametrize("number", [1, 12])
def test_a_publication_takes_few_queries(library, home, client: Client, number):
    page = publication(library, "fr", "nl", theme=ThemeFactory())
    campaigns = CampaignIndexPageFactory(parent=home)
    for _ in range(number):
        campaign = CampaignPageFactory(parent=campaigns)
        campaign.publication_links = [CampaignPublication(publication=page)]
        campaign.save()
    read(client, page, "fr")
    with CaptureQueriesContext(connection) as queries:
        read(client, page, "fr")
    assert len(queries) <= 10
