"""Parts that fail under load: readers go on reading, and nothing that was written is lost."""

import contextlib
import json
import re
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest
from django.conf import settings

from bps_portal.delivery.surrogate_keys import KEPT
from news.models import ArticlePage
from tests.stand.editor import TITLE
from tests.stand.processes import (
    HOST,
    Command,
    Database,
    Nginx,
    Portal,
    Redis,
    Varnish,
    running,
)
from tests.stand.readers import Readers

from .test_front_cache import WORDS, addresses, ask, wait_until

SLOW_CLIENTS = 50
TOKEN = "a token of the crisis centre"


@dataclass
class Stand:
    """The portal on a PostgreSQL of its own, behind Varnish with a copy of every page."""

    database: Database
    portal: Portal
    varnish: Varnish
    # The address of every page that readers share, and those of the newest article.
    pages: list[str]
    newest: dict[str, str]

    @property
    def urls(self) -> list[str]:
        """The pages from the front cache."""
        return [self.varnish.url + page for page in self.pages]

    def read(self, page: str) -> str:
        """Return what a reader gets."""
        answer = ask(self.varnish.url + page)
        assert answer.status == 200, page
        return str(answer.text)  # type: ignore[attr-defined]

    def pages_with_banner(self) -> list[str]:
        """Return the pages that say what the alert says."""
        return [page for page in self.pages if WORDS[page[1:3]] in self.read(page)]

    def command(self, name: str, *options: str, purges_to: str = "") -> Command:
        """Return a command that runs until it is stopped."""
        return Command(
            name,
            *options,
            media=settings.MEDIA_ROOT,
            database_url=self.database.url,
            FRONTEND_CACHE_URL=purges_to or self.varnish.purge_url,
        )

    def put_out_banner(self) -> None:
        """Put an alert out on every page, as the crisis centre does."""
        self._call("POST", {"level": "danger", "text": WORDS})

    def take_back_banner(self) -> None:
        """End every alert that runs."""
        self._call("DELETE", {})

    def _call(self, method: str, words: dict[str, Any]) -> None:
        headers = {
            "Authorization": f"Bearer {TOKEN}",
            "Content-Type": "application/json",
            "Idempotency-Key": uuid4().hex,
        }
        request = Request(  # noqa: S310 - our own
            f"{self.portal.url}/hooks/alert/", json.dumps(words).encode(), headers, method=method
        )
        urlopen(request, timeout=60).close()  # noqa: S310 - our own


@pytest.fixture(scope="module")
def stand(content: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    newest = ArticlePage.objects.newest_first().first()
    pages = [
        page
        for code in WORDS
        for page in addresses(code)
        if not re.search(r"contact|rien-de-tel|niets|\.xml", page)
    ]
    database = Database(content)
    # What one process of the portal has made the other can give out too.
    kept = tmp_path_factory.mktemp("kept")
    portal = Portal(
        settings.MEDIA_ROOT,
        database.url,
        PAGE_CACHE_URL=f"filecache://{kept}",
        CRISIS_HOOK_TOKENS=TOKEN,
    )
    varnish = Varnish(portal.port)
    portal.environment["FRONTEND_CACHE_URL"] = varnish.purge_url
    try:
        with running(portal), running(varnish):
            found = {code: newest.url_in(code) for code in WORDS}
            yield Stand(database, portal, varnish, pages, found)
    finally:
        database.stop()


@pytest.fixture(autouse=True)
def everything_works(stand: Stand) -> Iterator[None]:
    """Begin with every part at work, no alert and a copy of each page."""
    assert not stand.pages_with_banner()
    yield
    for part in (stand.database, stand.portal, stand.varnish):
        if not part.answers():
            part.up()
    stand.take_back_banner()


def published(editor: Command) -> int:
    """Return the last number that an editor has published."""
    numbers = re.findall(r"^\d+$", editor.log.read_text(), re.MULTILINE)
    return int(numbers[-1]) if numbers else 0


def test_postgresql_killed_under_load_and_started_again(stand: Stand) -> None:
    stand.put_out_banner()
    editor = stand.command("tests.stand.editor", "0.5")
    with running(editor), Readers(stand.urls) as readers:
        wait_until(lambda: published(editor) >= 3)
        stand.database.kill()
        wait_until(lambda: "refused" in editor.log.read_text())
        before = published(editor)
        # Each copy is too old now: the portal is asked, and cannot make one.
        ask(stand.varnish.purge_url, "PURGE", Surrogate_Key="all")
        readers.read_some_more(200)
        assert stand.pages_with_banner() == stand.pages
        stand.database.up()
        wait_until(lambda: published(editor) >= before + 3)
        readers.read_some_more(200)
    assert not readers.failures
    # An answer that changes have overtaken again and again is kept for so long.
    time.sleep(KEPT.total_seconds())
    last = published(editor)
    for page in stand.newest.values():
        number = re.search(rf"<h1[^>]*>\s*{TITLE} (\d+)", stand.read(page))
        assert number
        # The one that was under way when the editor was stopped may have come to its end.
        assert int(number[1]) in {last, last + 1}
    stand.take_back_banner()
    assert not stand.pages_with_banner()


def test_redis_gone_under_load_and_there_again(stand: Stand) -> None:
    redis = Redis()
    portal = Portal(
        settings.MEDIA_ROOT,
        stand.database.url,
        CACHE_URL=f"{redis.url}/0",
        PAGE_CACHE_URL=f"{redis.url}/1",
    )
    pages = [portal.url + page for page in stand.pages[::4]]
    with running(redis), running(portal), Readers(pages) as readers:
        readers.read_some_more(100)
        assert ask(portal.url + "/healthz/ready").status == 200
        redis.stop(signal.SIGKILL)
        readers.read_some_more(100)
        assert ask(portal.url + "/healthz/ready").status == 503
        redis.up()
        readers.read_some_more(100)
        wait_until(lambda: ask(portal.url + "/healthz/ready").status == 200)
    assert not readers.failures
    assert set(readers.answers) == {200}


def test_of_a_cold_cache_under_load_one_request_a_page_goes_through(stand: Stand) -> None:
    stand.varnish.stop()
    stand.varnish.up()
    told = len(stand.portal.log.read_text())
    pages = stand.pages[:10]
    with Readers([stand.varnish.url + page for page in pages], number=40) as readers:
        readers.read_some_more(400)
    assert not readers.failures
    asked = Counter(re.findall(r'"GET (\S+) HTTP', stand.portal.log.read_text()[told:]))
    assert {page: asked[page] for page in pages} == dict.fromkeys(pages, 1)


class Gate:
    """What stands before the listener for purges and lets none of the first few through."""

    def __init__(self, port: int, refusals: int) -> None:
        self.refused = 0
        self._port, self._refusals = port, refusals
        self._socket = socket.create_server((HOST, 0))
        self.url = f"http://{HOST}:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            line, _address = self._socket.accept()
            with line:
                if self.refused < self._refusals:
                    self.refused += 1
                    continue
                with socket.create_connection((HOST, self._port)) as varnish:
                    varnish.sendall(line.recv(65_536))
                    line.sendall(varnish.recv(65_536))


def test_a_purge_that_fails_twice_then_works(stand: Stand) -> None:
    gate = Gate(stand.varnish.purge_port, refusals=3)
    texts = [f"--text-{code}={text}" for code, text in WORDS.items()]
    with running(stand.command("db_worker", "--interval=0.2", purges_to=gate.url)):
        # The first look and the second fail, then the first of the tries of the worker.
        with running(stand.command("alert", "on", "--level=danger", *texts, purges_to=gate.url)):
            wait_until(lambda: gate.refused == 3)
        wait_until(lambda: stand.pages_with_banner() == stand.pages)
    stand.take_back_banner()
    assert not stand.pages_with_banner()


@contextlib.contextmanager
def slow_clients(port: int) -> Iterator[list[socket.socket]]:
    """Have clients send a header field, or a form, a byte at a time."""
    beginnings = [
        f"GET /fr/recherche/?q=lent HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode(),
        (
            f"POST /fr/contact/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 2000\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\nmessage="
        ).encode(),
    ]
    end = threading.Event()
    lines = [socket.create_connection((HOST, port)) for _ in range(SLOW_CLIENTS)]
    for number, line in enumerate(lines):
        line.sendall(beginnings[number % 2])

    def drip() -> None:
        while not end.wait(0.5):
            for line in lines:
                with contextlib.suppress(OSError):
                    line.sendall(b"x")

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        yield lines
    finally:
        end.set()
        dripping.join()
        for line in lines:
            line.close()


@pytest.mark.parametrize("kind", ["varnish", "nginx"])
def test_fifty_slow_clients_hold_up_nobody(stand: Stand, kind: str) -> None:
    with contextlib.ExitStack() as parts:
        front = stand.varnish
        if kind == "nginx":
            front = parts.enter_context(running(Nginx(stand.portal.port)))
        parts.enter_context(slow_clients(front.port))
        time.sleep(1)
        # No cache has these.
        searches = [f"{front.url}/nl/zoeken/?q=water{number}" for number in range(100)]
        with Readers(searches, number=2) as readers:
            readers.read_some_more(20, patience=20)
    assert not readers.failures


def test_a_rolling_restart_of_one_machine_loses_no_request(stand: Stand) -> None:
    searches = [f"{stand.varnish.url}/nl/zoeken/?q=huis{number}" for number in range(500)]
    with Readers(stand.urls) as readers, Readers(searches, number=3) as askers:
        askers.read_some_more(20)
        for _again in range(2):
            assert stand.portal.process
            told = stand.portal.log.read_text().count("Booting worker")
            stand.portal.process.send_signal(signal.SIGHUP)
            wait_until(lambda told=told: stand.portal.log.read_text().count("Booting") >= told + 2)
            askers.read_some_more(20)
    assert not readers.failures
    assert not askers.failures


def test_a_restart_of_one_machine_after_the_other_loses_no_request(stand: Stand) -> None:
    machines = [Portal(settings.MEDIA_ROOT, stand.database.url, workers=1) for _ in range(2)]
    with contextlib.ExitStack() as parts:
        for machine in machines:
            parts.enter_context(running(machine))
        varnish = parts.enter_context(running(Varnish(*(machine.port for machine in machines))))
        searches = [f"{varnish.url}/nl/zoeken/?q=brand{number}" for number in range(500)]
        with Readers(searches, number=3) as askers:
            askers.read_some_more(10)
            for machine in machines:
                machine.stop()
                askers.read_some_more(20)
                machine.up()
                askers.read_some_more(10)
    assert not askers.failures
