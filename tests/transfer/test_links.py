"""Links that lead nowhere are found and shown with the place to repair."""

import io
import json
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect

from bps_portal.home.models import HomePage
from bps_portal.transfer.links.external import check_due, status_of
from bps_portal.transfer.models import BrokenLink, ExternalAddress
from tests.factories import (
    CampaignIndexPageFactory,
    CampaignPageFactory,
    ContentPageFactory,
    DocumentFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class Answers(BaseHTTPRequestHandler):
    """Answers each path with the status that it names, and counts the questions."""

    asked: Counter[tuple[str, str]] = Counter()

    def _answer(self) -> None:
        self.asked[self.command, self.path] += 1
        status = 405 if self.command == "HEAD" and "head" in self.path else int(self.path[1:4])
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/200" if "loop" not in self.path else self.path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = _answer  # noqa: N815 - the names that the server looks for

    def log_message(self, *_args: Any) -> None:
        """Print nothing."""


@pytest.fixture
def site(settings: Settings) -> Iterator[str]:
    """The address of another site, on this very machine."""
    settings.CHECK_PRIVATE_HOSTS = settings.CHECK_EXTERNAL_LINKS = True
    Answers.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def body(*links: str) -> str:
    """Return a body whose text holds links, under a heading with the anchor s-abcdefgh."""
    words = "<p>Mot.</p>" + "".join(f"<p><a {link}>mot</a></p>" for link in links)
    return json.dumps(
        [
            {"type": "heading", "value": {"text": "T", "level": "h2"}, "id": "abcdefgh-1"},
            {"type": "text", "value": words, "id": "2" * 8},
        ]
    )


def check() -> dict[str, str]:
    """Run the command; return what is wrong by target."""
    call_command("check_links", stdout=io.StringIO())
    return dict(BrokenLink.objects.values_list("target", "problem"))


def test_each_kind_of_dead_link_is_found_and_good_ones_are_not(
    home: HomePage, editor_client: Client
) -> None:
    good = ContentPageFactory(
        parent=home, title_fr="Bon", title_nl="Goed", body_fr=body(), body_nl=body()
    )
    draft = ContentPageFactory(parent=home, live=False)
    kept, gone = DocumentFactory(), DocumentFactory()
    gone.file.storage.delete(gone.file.name)
    Redirect.objects.create(old_path="/fr/ancien", redirect_page=good)
    page = ContentPageFactory(
        parent=home,
        body_fr=body(
            f'linktype="page" id="{good.pk}"', 'href="/fr/bon/#s-abcdefgh"', 'href="#s-abcdefgh"',
            'href="/fr/ancien/"', 'href="/fr/recherche/?q=x"', f'href="{kept.url}"',
            f'linktype="document" id="{kept.pk}"', 'href="mailto:a@b.be"', 'href="tel:112"',
            f'linktype="page" id="{draft.pk}"', 'linktype="page" id="999999"',
            'href="/fr/bon/#nulle-part"', 'href="#rien"', 'href="/fr/n-existe-pas/"',
            f'linktype="document" id="{gone.pk}"', 'href="http://[x"',
        ),
        body_nl=body(),
    )  # fmt: skip
    found = check()
    assert found == {
        f"portalpage {draft.pk}": "not_public",
        "portalpage 999999": "gone",
        "/fr/bon/#nulle-part": "no_anchor",
        "#rien": "no_anchor",
        "/fr/n-existe-pas/": "gone",
        "http://[x": "gone",
        f"portaldocument {gone.pk}": "file_gone",
    }
    shown = editor_client.get("/admin/reports/broken-links/").content.decode()
    assert f'href="/admin/pages/{page.pk}/edit/#text-body_fr"' in shown
    sentence = {"fr": "La page n’a pas cette partie", "nl": "De pagina heeft dit deel niet"}
    assert sentence[editor_client.language] in shown
    page.body_fr = body()
    page.save_revision().publish()
    assert check() == {}


def test_the_items_of_a_page_are_looked_at_too(home: HomePage) -> None:
    campaign = CampaignPageFactory(parent=CampaignIndexPageFactory(parent=home))
    websites = {"url_fr": "http://localhost/fr/neant/", "url_nl": "http://localhost/nl/"}
    campaign.partners.create(name_fr="Ami", name_nl="Vriend", **websites)
    campaign.save()
    page, gone = ContentPageFactory(parent=home), DocumentFactory()
    page.documents.create(document_fr=gone, document_nl=gone)
    page.save()
    gone.file.storage.delete(gone.file.name)
    assert check() == {
        "http://localhost/fr/neant/": "gone",
        f"portaldocument {gone.pk}": "file_gone",
    }
    places = BrokenLink.objects.values_list("object_id", "column")
    assert set(places) == {(campaign.pk, "partners"), (page.pk, "documents")}


def test_whoever_may_change_no_page_sees_no_report(home: HomePage, client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get("/admin/reports/broken-links/").status_code in (302, 403)


def test_other_sites_are_asked_politely_and_only_what_stays_dead_is_reported(
    home: HomePage, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(check_due, "__defaults__", (pauses.append,))
    paths = ["200", "404", "500", "302", "302loop", "200head", "403"]
    links = [f'href="{site}/{path}"' for path in paths]
    ContentPageFactory(parent=home, body_fr=body(*links, *links), body_nl=body())
    assert check() == {}
    assert ExternalAddress.objects.count() == len(paths)
    assert check() == {f"{site}/404": "no_answer"}
    assert len(pauses) == len(paths) - 1
    assert max(pauses) <= 2
    assert Answers.asked["GET", "/200"] == 0
    assert Answers.asked["GET", "/200head"] == 1
    # What is known is not asked again within the week; a failure counts once it came twice.
    before = Answers.asked.total()
    assert check_due() == 0
    assert Answers.asked.total() == before
    ExternalAddress.objects.update(checked_at=None)
    check_due()
    assert check() == {f"{site}/{path}": "no_answer" for path in ("404", "500", "302loop")}


def test_our_own_network_is_never_asked(site: str, settings: Settings) -> None:
    settings.CHECK_PRIVATE_HOSTS = False
    assert status_of(f"{site}/200") == 0
    assert status_of("ftp://127.0.0.1/x") == 0
    assert not Answers.asked


def test_other_sites_are_left_alone_where_the_setting_says_so(
    home: HomePage, site: str, settings: Settings
) -> None:
    settings.CHECK_EXTERNAL_LINKS = False
    ContentPageFactory(parent=home, body_fr=body(f'href="{site}/404"'), body_nl=body())
    assert check() == {}
    assert not Answers.asked
