"""The portal is gone and no cache has a copy: the most needed pages come from the disk."""

from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings

from tests.stand.processes import Command, Nginx, Portal, Varnish, running

from .test_front_cache import WORDS, alert, ask, put_out, wait_until, without_database

CORE = {
    "fr": ["/fr/", "/fr/numeros-d-urgence/", "/fr/contact/", "/fr/accessibilite/"],
    "nl": ["/nl/", "/nl/noodnummers/", "/nl/contact/", "/nl/toegankelijkheid/"],
}


def scheduler(content: str, core: Path) -> Command:
    """Return the clock of a machine, which writes the core pages."""
    media = Path(settings.MEDIA_ROOT)
    return Command("run_scheduler", media=media, database_url=content, CORE_PAGES_DIR=str(core))


@pytest.fixture
def core(tmp_path: Path) -> Path:
    tmp_path.chmod(0o755)
    folder = tmp_path / "core"
    folder.mkdir(mode=0o755)
    return folder


def holds(core: Path, address: str, words: str) -> bool:
    file = core / address.strip("/") / "index.html"
    return file.exists() and words in file.read_text()


def test_core_pages_outlive_everything_else(content: str, core: Path) -> None:
    portal = Portal(settings.MEDIA_ROOT, content, CORE_PAGES_DIR=str(core))
    nginx = Nginx(portal.port, core)
    varnish = Varnish(portal.port, core=nginx.core_port)
    with running(scheduler(content, core)):
        # Nobody but the clock of this machine is told.
        put_out()
        for address in chain(*CORE.values()):
            wait_until(lambda address=address: holds(core, address, WORDS[address[1:3]]), 60)
    alert("off")
    with running(portal), running(nginx), running(varnish):
        with without_database():
            for code in CORE:
                page = ask(f"{portal.url}/{code}/")
                assert (page.status, WORDS[code] in page.text) == (200, True)
                assert "copy-notice" in page.text
        portal.stop()
        # The last copies stand, with the alert of that moment.
        for front in (nginx, varnish):
            for code, addresses in CORE.items():
                for address in addresses:
                    page = ask(front.url + address)
                    assert page.status == 200, (front, address)
                    assert f'<html lang="{code}"' in page.text
                    assert "copy-notice" in page.text
                    assert WORDS[code] in page.text
                small = ask(f"{front.url}/{code}/", Accept_Encoding="gzip")
                assert small.text == ask(f"{front.url}/{code}/").text
            for address in ("/fr/actualites/", "/nl/niets/", "/fr/../etc/", "/fr"):
                outage = ask(front.url + address)
                assert outage.status == 503, (front, address)
                assert "tel:112" in outage.text
                assert 'lang="nl"' in outage.text
        assert ask(f"{nginx.url}/static/css/base.css").headers["Content-Type"] == "text/css"
        assert ask(f"{nginx.url}/nl/contact/", "POST").status == 503
