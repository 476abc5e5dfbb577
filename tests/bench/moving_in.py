"""What moving in costs: time against plain page creation, and memory as the number of pages grows.

`BENCH_PAGES=1000 make bench PARTS=import` takes fewer pages than the 10,000 of the usual run.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bps_portal.home.models import HomePage
from bps_portal.pages.redirect_import import import_redirects
from bps_portal.transfer.interchange.identities import Identities
from bps_portal.transfer.interchange.importing import FolderReader, Import
from bps_portal.transfer.page_facts import PageFacts
from bps_portal.transfer.pairing import pair
from bps_portal.transfer.run import run
from news.models import ArticlePage, NewsIndexPage
from tests.factories import ThemeFactory
from tests.transfer.generated_folder import body, name_of, write_folder

PAGES = int(os.environ.get("BENCH_PAGES", "10000"))
BROKEN = PAGES // 20
# How many pages come between two rounds of plain creation, and how many are made in each round:
# both then meet the same machine, and the same number of pages on the site.
TURN = 100
PLAIN = 10
MARKS = (PAGES // 10, PAGES // 2, PAGES)
REDIRECTS = 50_000


def moving_in() -> dict[str, float]:
    """Return ratios and megabytes of an import of articles in two languages, one in 20 broken."""
    results = {
        f"import of {REDIRECTS} redirects: seconds": round(_seconds(_redirects), 1),
        f"pairing of {PAGES} pairs: seconds": round(_seconds(_pairing), 1),
    }
    news = NewsIndexPage.objects.get()
    identities = Identities()
    for page, name in ((HomePage.objects.get(), "home"), (news, "actualites")):
        identities.remember(page, name_of(name))
    identities.remember(theme := ThemeFactory(), name_of("theme"))
    # The first pages load what all need.
    _plain_pages(news, theme, 0)
    before = ArticlePage.objects.count()
    with TemporaryDirectory() as place:
        folder = Path(place) / "folder"
        write_folder(folder, PAGES - BROKEN, BROKEN)
        measured = ImportInTurns(folder, _say, lambda *_line: None)
        measured.pages = pages = FolderInTurns(
            folder, "pages", lambda first: _plain_pages(news, theme, first)
        )
        _forget_peak()
        start = _megabytes("VmRSS")
        seconds = _seconds(measured.run) - pages.plain_seconds
    assert measured.tally.set_aside == BROKEN, measured.tally
    assert ArticlePage.objects.count() == before + PAGES - BROKEN + pages.plain_pages
    each, each_plain = seconds / PAGES, pages.plain_seconds / pages.plain_pages
    return {
        f"import of {PAGES} pages, {BROKEN} broken: pages per second": round(1 / each, 1),
        f"import: ratio to plain creation of {pages.plain_pages} pages": round(
            each / each_plain, 2
        ),
        "import: MB at the start": start,
        **{f"import: peak MB after {number} pages": mb for number, mb in pages.peaks.items()},
        **results,
    }


@dataclass
class FolderInTurns(FolderReader):
    """Has plain pages made now and then, on a clock of their own; notes the most memory so far."""

    plain: Callable[[int], None]
    plain_seconds: float = 0.0
    plain_pages: int = 0
    peaks: dict[int, float] = field(default_factory=dict)

    def places(self) -> Iterator[str]:
        """Yield the pages; between two of them nothing is open in the database."""
        for number, place in enumerate(super().places(), start=1):
            yield place
            if number % TURN == 0:
                self.plain_seconds += _seconds(lambda: self.plain(PLAIN + self.plain_pages))
                self.plain_pages += PLAIN
            if number in MARKS:
                self.peaks[number] = _megabytes("VmHWM")
                _say(f"{number} pages: at most {self.peaks[number]} MB so far")


class ImportInTurns(Import):
    """Reads its pages in turns with plain ones."""

    pages: FolderInTurns

    def _part(self, part: str, write: Callable[[str, Any], bool]) -> None:
        if part == self.pages.part:
            run(self.pages, write, self.tell, self.set_aside, self.tally)
        else:
            super()._part(part, write)


def _plain_pages(news: NewsIndexPage, theme: object, first: int) -> None:
    for number in range(first, first + PLAIN):
        page = ArticlePage(
            theme=theme,
            title_fr=f"Simple {number}",
            title_nl=f"Gewoon {number}",
            slug_fr=f"simple-{number}",
            slug_nl=f"gewoon-{number}",
            lead_fr="Ce que dit l’article.",
            lead_nl="Wat het artikel zegt.",
            body_fr=body(f"Titre {number}"),
            body_nl=body(f"Titel {number}"),
            live=False,
        )
        news.add_child(instance=page)
        page.save_revision().publish()


def _redirects() -> None:
    rows = [{"old_path": f"/fr/node/{n}", "address": "/fr/actualites/"} for n in range(REDIRECTS)]
    assert import_redirects(lambda: rows).new == REDIRECTS


def _pairing() -> None:
    nothing: frozenset[str] = frozenset()
    pages = [
        PageFacts(
            f"{code}{n}",
            code,
            nothing,
            nothing,
            date(2012, 1, 1) + timedelta(days=n % 3900),
            frozenset([f"img_{n % 4000}"]),
            frozenset([f"person{n % 3000}", f"{n}00", "bruxelles", f"place{n % 19}"]),
        )
        for n in range(PAGES)
        for code in ("fr", "nl")
    ]
    assert len(pair(pages, "fr", "nl").pairs) > PAGES * 0.9


def _seconds(measure: Callable[[], object]) -> float:
    start = time.perf_counter()
    measure()
    return time.perf_counter() - start


def _megabytes(name: str) -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def _forget_peak() -> None:
    """Let the kernel count the peak anew (proc_pid_clear_refs(5))."""
    Path("/proc/self/clear_refs").write_text("5")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
