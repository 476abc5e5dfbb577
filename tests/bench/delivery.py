"""How fast and how soon: the front cache against files, kept pages against a constant, a banner.

Each ratio is the median of five runs of one against five of the other, in turns. Needs Varnish, nginx
and wrk (Debian's packages).
"""

import gzip
import io
import random
import re
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from emergency.models import CrisisAlert
from news.models import ArticlePage, NewsIndexPage
from tests.many import multiply
from tests.stand.processes import HOST, Portal, Program, Varnish, free_port, running

from .pages import median_ms

RUNS = 5
SECONDS = 3
CONNECTIONS = (1, 16)
CACHED = 1000
READERS = 50
READING_SECONDS = 15
FEW, MANY = 1_000, 100_000
WORDS = {"fr": "Fermez portes et fenêtres.", "nl": "Sluit ramen en deuren."}


def database_url() -> str:
    """Return the address of the database of this run."""
    value = connection.settings_dict
    return (
        f"postgres://{value['USER']}:{value['PASSWORD']}@{value['HOST']}:{value['PORT']}"
        f"/{value['NAME']}"
    )


class Files(Program):
    """nginx that serves files from a folder, compressed ahead."""

    answers_at = "/page.html"

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        configuration = folder / "nginx.conf"
        configuration.write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
            "events {}\n"
            "http { access_log off; default_type text/html; sendfile on; tcp_nopush on;\n"
            f"server {{ listen {HOST}:{self.port}; root {folder}; gzip_static always; }} }}\n"
        )
        super().__init__("files", ["nginx", "-c", str(configuration), "-p", str(folder)])


def requests_per_second(url: str, connections: int) -> float:
    """Return what wrk counts in a few seconds, from one thread."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip"]
    done = subprocess.run([*command, url], capture_output=True, text=True, check=True)
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(done.stdout)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])


def in_turns(ours: Callable[[], float], theirs: Callable[[], float]) -> tuple[float, float]:
    """Return the medians of both after a run of each that does not count."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(RUNS)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def get(url: str) -> tuple[dict[str, str], bytes]:
    """Return header fields and content."""
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - our own
        return dict(answer.headers), answer.read()


def speed() -> dict[str, float]:
    """Compare Varnish with nginx that reads the same bytes from disk, and kept pages with a constant."""
    article = ArticlePage.objects.newest_first().first()
    address = article.url_in("fr")
    results: dict[str, float] = {}
    portal = Portal(settings.MEDIA_ROOT, database_url(), workers=1)
    varnish = Varnish(portal.port)
    portal.environment["FRONTEND_CACHE_URL"] = varnish.purge_url
    folder = Path(tempfile.mkdtemp(prefix="stand-files-"))
    folder.chmod(0o755)
    with running(portal), running(varnish):
        _fields, content = get(varnish.url + address)
        (folder / "page.html").write_bytes(content)
        (folder / "page.html.gz").write_bytes(gzip.compress(content))
        with running(Files(folder)) as files:
            for connections in CONNECTIONS:
                ours, theirs = in_turns(
                    lambda n=connections: requests_per_second(varnish.url + address, n),
                    lambda n=connections: requests_per_second(f"{files.url}/page.html", n),
                )
                name = f"article from Varnish, {connections} connections"
                results[f"{name}: requests a second"] = round(ours)
                results[f"{name}: ratio to a file from nginx"] = round(ours / theirs, 2)
    # Without a front cache: the version is asked for each second.
    portal = Portal(settings.MEDIA_ROOT, database_url(), workers=1)
    with running(portal):
        size = len(gzip.compress(content))
        constant = f"{portal.url}/constant/?bytes={size}"
        for connections in CONNECTIONS:
            ours, theirs = in_turns(
                lambda n=connections: requests_per_second(portal.url + address, n),
                lambda n=connections: requests_per_second(constant, n),
            )
            name = f"article kept in the process, {connections} connections"
            results[f"{name}: requests a second"] = round(ours)
            results[f"{name}: ratio to a constant"] = round(ours / theirs, 2)
    return results


def cost() -> dict[str, float]:
    """Count queries and CPU of pages that nobody has kept, against one query and one template."""
    article = ArticlePage.objects.newest_first().first()
    addresses = {
        "one query, one template": "/plain/",
        "article": article.url_in("fr"),
        "list": NewsIndexPage.objects.get().url_in("fr"),
        "search": "/fr/recherche/?q=incendie",
    }
    results: dict[str, float] = {}
    with override_settings(ROOT_URLCONF="tests.stand.urls"):
        client = Client()
        for name, address in addresses.items():
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            results[f"{name}: queries"] = len(queries)
        spent: dict[str, list[float]] = {name: [] for name in addresses}
        for _run in range(RUNS):
            for name, address in addresses.items():
                start = time.process_time()
                for _again in range(10):
                    assert client.get(address).status_code == 200
                spent[name].append((time.process_time() - start) * 100)
    plain, *_others = (statistics.median(values) for values in spent.values())
    for name, values in spent.items():
        results[f"{name}: ms of CPU"] = round(statistics.median(values), 2)
        results[f"{name}: ratio of CPU to one query, one template"] = round(
            statistics.median(values) / plain, 1
        )
    return results


def reach() -> dict[str, float]:
    """Measure how soon a banner is on 1,000 cached pages, and how many outlive another change."""
    in_both = ArticlePage.objects.live_in("fr").live_in("nl").newest_first()
    multiply(in_both.last(), CACHED // 2)
    portal = Portal(settings.MEDIA_ROOT, database_url())
    varnish = Varnish(portal.port)
    portal.environment["FRONTEND_CACHE_URL"] = varnish.purge_url
    articles = list(in_both[: CACHED // 2])
    pages = [varnish.url + page.url_in(code) for page in articles for code in WORDS]
    with (
        override_settings(FRONTEND_CACHES=[varnish.purge_url]),
        running(portal),
        running(varnish),
        ThreadPoolExecutor(READERS) as readers,
    ):
        list(readers.map(get, pages))
        late = [_seconds_until_banner(pages) for _run in range(RUNS)]
        list(readers.map(get, pages))
        shares = []
        for number in range(RUNS):
            changed = articles[100 + number]
            changed.caption_fr = f"Légende {number}"
            changed.save_revision().publish()
            own = {varnish.url + changed.url_in(code) for code in WORDS}
            others = [page for page in pages if page not in own]
            answers = list(readers.map(get, others))
            hits = sum(fields["X-Cache"] == "hit" for fields, _content in answers)
            shares.append(hits / len(others))
    return {
        f"banner: seconds until no answer of {CACHED} cached pages lacks it": round(
            statistics.median(late), 3
        ),
        "banner: the same, slowest run": round(max(late), 3),
        "a changed article: share of other pages still from the cache": round(
            statistics.median(shares), 3
        ),
    }


def _seconds_until_banner(pages: list[str]) -> float:
    """Put a banner out while 50 readers read; return when the last question without one began.

    Counted from the moment that the alert itself names, a little before its commit.
    """
    words = list(WORDS.values())
    with ProcessPoolExecutor(1) as elsewhere:
        reading = elsewhere.submit(read_for, READING_SECONDS, pages, words)
        time.sleep(1)
        texts = [f"--text-{code}={text}" for code, text in WORDS.items()]
        call_command("alert", "on", "--level=danger", *texts, stdout=io.StringIO())
        put_out = CrisisAlert.objects.latest("pk").created_at.timestamp()
        lacking, _asked = reading.result()
    call_command("alert", "off", stdout=io.StringIO())
    return max(0.0, max(lacking, default=put_out) - put_out)


def read_for(seconds: float, pages: list[str], words: list[str]) -> tuple[list[float], int]:
    """Read pages over 50 connections; return when each question without the words began, and how many."""
    end = time.time() + seconds
    lacking: list[float] = []
    asked = [0]

    def read() -> None:
        own = random.Random(threading.get_ident())  # noqa: S311 - no secret
        while (begun := time.time()) < end:
            _fields, content = get(own.choice(pages))
            asked[0] += 1
            text = content.decode()
            if not any(word in text for word in words):
                lacking.append(begun)

    threads = [threading.Thread(target=read) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return lacking, asked[0]


def size() -> dict[str, float]:
    """Compare the cost of pages with 100,000 pages in the tree and with 1,000, asked in turns."""
    article = ArticlePage.objects.newest_first().first()
    oldest = ArticlePage.objects.newest_first().last()
    addresses = {
        "article": article.url_in("fr"),
        "home": "/fr/",
        "list": NewsIndexPage.objects.get().url_in("fr"),
    }
    large = connection.settings_dict["NAME"]
    multiply(oldest, FEW)
    with _copy(large) as small:
        multiply(oldest, MANY - FEW)
        times = {
            name: in_turns(partial(_ms_in, large, address), partial(_ms_in, small, address))
            for name, address in addresses.items()
        }
    return {
        f"{name}: ratio of time with {MANY} pages to {FEW}": round(many / few, 2)
        for name, (many, few) in times.items()
    }


@contextmanager
def _copy(name: str) -> Iterator[str]:
    """Copy the database in use for a while; yield the name of the copy."""
    copy = f"{name}_copy"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    try:
        yield copy
    finally:
        _use(name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _use(name: str) -> None:
    """Go on with another database; what was remembered of the former is forgotten."""
    connection.close()
    connection.settings_dict["NAME"] = name
    cache.clear()


def _ms_in(name: str, address: str) -> float:
    _use(name)
    return median_ms(address)
