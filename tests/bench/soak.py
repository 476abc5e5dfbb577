"""Half an hour at the highest rate that the machine holds, while an editor publishes every second.

`SOAK_MINUTES` makes it shorter. Needs Varnish and wrk (Debian's packages).
"""

import io
import os
import re
import statistics
import subprocess
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from bps_portal import languages
from bps_portal.delivery.front_caches import front_cache
from bps_portal.delivery.surrogate_keys import EVERYTHING
from bps_portal.pages.models import PortalPage
from tests.stand.processes import Command, Portal, Program, Varnish, running
from tests.stand.readers import Readers

from .delivery import WORDS, database_url, get

MINUTES = int(os.environ.get("SOAK_MINUTES", "30"))
# The part at the end in which nothing may grow any more.
JUDGED = 2 / 3
# Less is the noise of one run.
LARGEST_GROWTH = 0.03
# Full within minutes, so that what follows shows whether anything grows beyond it.
FRONT_CACHE = "4m"
# Before the clock starts.
WORN_IN_SECONDS = 120
CONNECTIONS = 32
SAMPLED_EVERY = 10
ALERT_EVERY = 300
# Each on a new address, which no cache has.
SEARCHES = 10_000
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
SCRIPT = """
local requests, last = {}, 0
init = function()
  for path in io.lines(os.getenv("SOAK_PAGES")) do
    requests[#requests + 1] = wrk.format("GET", path, {["Accept-Encoding"] = "gzip"})
  end
end
request = function()
  last = last % #requests + 1
  return requests[last]
end
"""


class TooMuchError(Exception):
    """What did not hold, with the figures."""


@dataclass
class Sample:
    """What the parts took at a moment: bytes of memory, connections, open files."""

    portal: int
    varnish: int
    connections: int
    files: int


def soak() -> dict[str, float]:
    """Return the figures of the run.

    Raises:
        TooMuchError: where an answer was an error, or memory, connections or files went on growing.
    """
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    portal = Portal(settings.MEDIA_ROOT, database_url())
    varnish = Varnish(portal.port, storage=FRONT_CACHE)
    own = {"media": settings.MEDIA_ROOT, "database_url": database_url()}
    editor = Command("tests.stand.editor", "1", FRONTEND_CACHE_URL=varnish.purge_url, **own)
    worker = Command("db_worker", FRONTEND_CACHE_URL=varnish.purge_url, **own)
    portal.environment["FRONTEND_CACHE_URL"] = varnish.purge_url
    with ExitStack() as parts:
        parts.enter_context(override_settings(FRONTEND_CACHES=[varnish.purge_url]))
        for program in (portal, varnish, editor, worker):
            parts.enter_context(running(program))
        shared, own_answers = _pages(varnish)
        searches = [f"{varnish.url}/nl/zoeken/?q=water{number}" for number in range(SEARCHES)]
        # As many forms as searches.
        forms = [varnish.url + page for page in own_answers] * (SEARCHES // len(own_answers))
        asking = parts.enter_context(Readers([*searches, *forms], number=1, pause=0.2))
        _wear_in(varnish, shared, folder)
        load = _load(varnish, shared, folder, MINUTES * 60)
        samples = _samples(portal, varnish)
        said, _nothing = load.communicate(timeout=120)
        published = len(re.findall(r"^\d+$", editor.log.read_text(), re.MULTILINE))
    return _judged(said, published, asking, samples)


def _pages(varnish: Varnish) -> tuple[list[str], list[str]]:
    """Read every page once; return those for everybody, and those with a form of the reader's own.

    A page costs most when its pictures are first sized.
    """
    shared, own = [], []
    for code in languages.public_codes():
        for page in PortalPage.objects.filter(depth__gt=1).public_in(code).specific():
            if address := page.url_in(code):
                fields, _content = get(varnish.url + address)
                private = "private" in fields["Cache-Control"]
                (own if private else shared).append(address)
    return shared, own


def _wear_in(varnish: Varnish, pages: list[str], folder: Path) -> None:
    """Have each copy replaced some thousand times, until the allocator of Varnish has settled."""
    load = _load(varnish, pages, folder, WORN_IN_SECONDS)
    while load.poll() is None:
        front_cache(varnish.purge_url).purge_keys([EVERYTHING])
        time.sleep(0.02)


def _load(varnish: Varnish, pages: list[str], folder: Path, seconds: int) -> subprocess.Popen[str]:
    """Start to read pages through the front cache, as quickly as it answers."""
    (folder / "pages").write_text("\n".join(pages))
    (folder / "soak.lua").write_text(SCRIPT)
    return subprocess.Popen(
        [
            *("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s"),
            *("-s", str(folder / "soak.lua"), varnish.url),
        ],
        env=os.environ | {"SOAK_PAGES": str(folder / "pages")},
        stdout=subprocess.PIPE,
        text=True,
    )


def _samples(portal: Portal, varnish: Varnish) -> list[Sample]:
    """Look at the parts until the time is over; put an alert out and take it back meanwhile."""
    samples: list[Sample] = []
    begun = time.monotonic()
    alerts = 0
    while (passed := time.monotonic() - begun) < MINUTES * 60:
        samples.append(_sample(portal, varnish))
        if passed // ALERT_EVERY > alerts:
            alerts += 1
            texts = [f"--text-{code}={text}" for code, text in WORDS.items()]
            words = ["off"] if alerts % 2 == 0 else ["on", "--level=danger", *texts]
            call_command("alert", *words, stdout=io.StringIO())
        time.sleep(SAMPLED_EVERY)
    return samples


def _sample(portal: Portal, varnish: Varnish) -> Sample:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        connections: int = cursor.fetchone()[0]
    return Sample(_memory(portal), _memory(varnish), connections, _files(portal))


def _processes(program: Program) -> list[Path]:
    """Return where Linux tells of each process of a program."""
    assert program.process
    session = program.process.pid
    return [
        entry
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _session(entry) == session
    ]


def _session(process: Path) -> int | None:
    try:
        # The sixth field (proc(5)); the second may hold blanks.
        return int((process / "stat").read_text().rpartition(")")[2].split()[3])
    except OSError:
        return None


def _memory(program: Program) -> int:
    return sum(
        int((process / "statm").read_text().split()[1]) * PAGE_SIZE
        for process in _processes(program)
    )


def _files(program: Program) -> int:
    return sum(len(list((process / "fd").iterdir())) for process in _processes(program))


def _rise(values: list[int]) -> float:
    """Return by how much of their mean the values grew, along a straight line."""
    slope, _start = statistics.linear_regression(range(len(values)), values)
    return slope * len(values) / statistics.mean(values)


def _higher_top(values: list[int]) -> float:
    """Return by how much the highest value of the second half is above that of the first.

    Of a few connections one more is much, and comes and goes.
    """
    half = len(values) // 2
    return max(values[half:]) / max(values[:half]) - 1


def _judged(said: str, published: int, asking: Readers, samples: list[Sample]) -> dict[str, float]:
    served = re.search(r"(\d+) requests in", said)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert served, said
    assert rate, said
    results: dict[str, float] = {
        "minutes": MINUTES,
        "answers from the front cache": int(served[1]),
        "answers a second": round(float(rate[1])),
        "searches and forms, each made anew": asking.answers.total(),
        "publications": published,
    }
    problems = re.findall(r"(?:Non-2xx|Socket errors).*", said) + asking.failures
    if set(asking.answers) != {200}:
        problems.append(f"searches and forms: {dict(asking.answers)}")
    for name, unit, growth_of, values in (
        ("memory of the portal", "MB", _rise, [each.portal // 1_000_000 for each in samples]),
        ("memory of Varnish", "MB", _rise, [each.varnish // 1_000_000 for each in samples]),
        ("connections to PostgreSQL", "", _higher_top, [each.connections for each in samples]),
        ("open files of the portal", "", _higher_top, [each.files for each in samples]),
    ):
        growth = growth_of(values[-round(len(values) * JUDGED) :])
        results[f"{name}: at most{f', {unit}' if unit else ''}"] = max(values)
        results[f"{name}: growth over the last {round(MINUTES * JUDGED)} minutes"] = round(
            growth, 3
        )
        if growth > LARGEST_GROWTH:
            problems.append(f"{name} grew by {growth:.1%}")
    if problems:
        raise TooMuchError(f"{problems[:5]} in {results}")
    return results | {"errors": 0}
