"""The most needed pages lie on disk, as readers saw them last, and answer where nothing else does."""

import gzip
import logging
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from bps_portal.contact.models import ContactPage
from bps_portal.delivery import content_version, core_pages
from bps_portal.home.models import HomePage
from emergency.running import forget_all
from tests.emergency.factories import CrisisAlertFactory
from tests.factories import PageFactory

NOTICES = {"fr": "Le site lui-même ne répond pas", "nl": "De site zelf antwoordt nu niet"}


class ContactPageFactory(PageFactory):
    class Meta:
        model = ContactPage

    title_fr = "Écrivez-nous"
    title_nl = "Schrijf ons"
    slug_fr = "contact"
    slug_nl = "contact"


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    settings.CORE_PAGES_ROOT = str(tmp_path)
    return tmp_path


def text_of(folder: Path, address: str) -> str:
    file = folder / address.strip("/") / "index.html"
    assert gzip.decompress(file.with_name("index.html.gz").read_bytes()) == file.read_bytes()
    return file.read_text()


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_a_copy_says_when_it_was_made_and_what_runs(home, folder: Path, code: str) -> None:
    ContactPageFactory(parent=home)
    alert = CrisisAlertFactory(ends_at=timezone.now() + timedelta(hours=2))
    forget_all()
    call_command("write_core_pages")
    for address in (f"/{code}/", f"/{code}/contact/"):
        soup = BeautifulSoup(text_of(folder, address), "html.parser")
        assert soup.html is not None
        assert soup.html["lang"] == code
        notice = soup.select_one(".copy-notice")
        assert notice is not None
        assert NOTICES[code] in notice.get_text()
        assert notice.find("time")
        banner = soup.select_one(".crisis-banner")
        assert banner is not None
        assert getattr(alert, f"text_{code}") in banner.get_text()
        # Until when it holds, for whoever reads the copy later.
        assert alert.ends_at.isoformat()[:10] in str(banner.find_all("time")[-1]["datetime"])
        # Nobody would get what is written in it.
        assert not soup.select("form[method=post], [name=csrfmiddlewaretoken]")
    page = Client().get(f"/{code}/")
    assert b"copy-notice" not in page.content


def test_a_page_that_is_no_longer_public_leaves(home, folder: Path) -> None:
    contact = ContactPageFactory(parent=home)
    core_pages.write(folder, timezone.now())
    assert (folder / "nl" / "contact" / "index.html").exists()
    contact.unpublish()
    assert set(core_pages.write(folder, timezone.now())) == {"/fr/", "/nl/"}
    assert sorted(str(file.relative_to(folder)) for file in folder.rglob("index*")) == [
        "fr/index.html",
        "fr/index.html.gz",
        "nl/index.html",
        "nl/index.html.gz",
    ]


def test_where_a_page_fails_all_copies_stay(home, folder: Path, settings, caplog) -> None:
    core_pages.write(folder, timezone.now())
    before = text_of(folder, "/fr/")
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    with caplog.at_level(logging.WARNING):
        assert not core_pages.write_now(timezone.now())
    assert "/fr/ answers 400" in caplog.text
    assert text_of(folder, "/fr/") == before
    with pytest.raises(CommandError, match="stay as they were: /fr/ answers 400"):
        call_command("write_core_pages")
    settings.CORE_PAGES_ROOT = ""
    with pytest.raises(CommandError, match="Set CORE_PAGES_DIR"):
        call_command("write_core_pages")


def test_a_disk_that_is_full_leaves_whole_files(home, folder: Path, monkeypatch) -> None:
    core_pages.write(folder, timezone.now())
    before = text_of(folder, "/fr/")

    def full(_number: int, _mode: str) -> object:
        return Path("/dev/full").open("wb", buffering=0)

    monkeypatch.setattr(core_pages.os, "fdopen", full)
    assert not core_pages.write_now(timezone.now())
    assert text_of(folder, "/fr/") == before
    assert len([file for file in folder.rglob("*") if file.is_file()]) == 4


def test_the_copy_answers_where_the_page_cannot_be_made(home, folder: Path, monkeypatch) -> None:
    core_pages.write(folder, timezone.now())

    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(HomePage, "serve", fail)
    client = Client(raise_request_exception=False)
    answer = client.get("/nl/")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=0, s-maxage=1")
    assert answer.content.decode() == text_of(folder, "/nl/")
    alert = CrisisAlertFactory()
    forget_all()
    assert alert.text_nl in client.get("/nl/").content.decode()
    assert client.post("/nl/").status_code == 500
    (folder / "nl" / "index.html").unlink()
    assert client.get("/nl/").status_code == 500


def test_nothing_beside_the_folder_is_given_out(folder: Path, settings) -> None:
    (folder / "core").mkdir()
    settings.CORE_PAGES_ROOT = str(folder / "core")
    (folder / "index.html").write_text("secret")
    broken = core_pages.stand_in(lambda _request: HttpResponse(status=500))
    assert broken(RequestFactory().get("/fr/../../")).status_code == 500


def test_they_are_written_at_once_after_a_change_and_each_minute(
    home, folder: Path, monkeypatch
) -> None:
    monkeypatch.setattr(core_pages, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(core_pages, "LEAST_SECONDS", 0.0)
    monkeypatch.setattr(core_pages, "close_old_connections", lambda: None)
    versions = iter([None, 1, 1, 2, 2, 2])
    stop = threading.Event()
    written: list[int | None] = []
    current: list[int | None] = [None]

    def ask() -> int | None:
        current[0] = next(versions, None)
        if current[0] is None and written:
            stop.set()
        return current[0]

    monkeypatch.setattr(content_version, "current", ask)
    # The first try fails, so it is made again.
    answers = iter([False, True, True])

    def note(_now: object) -> bool:
        written.append(current[0])
        return next(answers)

    monkeypatch.setattr(core_pages, "write_now", note)
    core_pages.keep_writing(stop)
    assert written == [1, 1, 2]
