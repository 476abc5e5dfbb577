"""`rebuild_search`: the whole search index, anew, while readers go on searching."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bps_portal import languages
from bps_portal.pages.models import PortalPage
from bps_portal.search import vocabulary
from bps_portal.search.indexing import TEXTS, index_page, index_source
from bps_portal.search.models import SearchEntry
from bps_portal.search.sources import sources

logger = logging.getLogger(__name__)

STEPS = 20
BAR = 30


class Command(BaseCommand):
    """Indexes every live page and what stands on them; removes entries of what is gone."""

    help = (
        "Index every live page, the emergency numbers and the words for help with spelling anew. "
        "Each page is replaced at once, so readers can search meanwhile. Exits with 1 where a page "
        "could not be indexed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take single pages."""
        parser.add_argument(
            "--page",
            type=int,
            action="append",
            metavar="ID",
            help="index this page only (may be repeated); nothing is removed",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Index, and tell how far it is."""
        started = timezone.now()
        pages = PortalPage.objects.filter(live=True, depth__gt=1)
        if chosen := options["page"]:
            pages = pages.filter(pk__in=chosen)
            if missing := sorted(set(chosen) - set(pages.values_list("pk", flat=True))):
                message = f"No live page has the number {', '.join(map(str, missing))}."
                raise CommandError(message)
        total, failed = pages.count(), []
        for done, page in enumerate(pages.order_by("pk").specific().iterator(500), start=1):
            try:
                index_page(page)
            except Exception:
                # The others are found all the same.
                logger.exception("Page %s could not be indexed.", page.pk)
                failed.append(page.pk)
            self._tell(done, max(done, total))
        if not chosen:
            for source in sources():
                index_source(source)
            # What a page that failed had before is still the best that is known of it.
            outdated = SearchEntry.objects.filter(changed_at__lt=started)
            outdated.exclude(page__in=failed).delete()
            self._rebuild_words()
        count = SearchEntry.objects.count()
        if failed:
            message = f"These pages could not be indexed: {', '.join(map(str, failed))}."
            raise CommandError(message)
        self.stdout.write(self.style.SUCCESS(f"The search index holds {count} entries."))

    def _tell(self, done: int, total: int) -> None:
        """Move the bar on a terminal; elsewhere write a line for each twentieth."""
        says = f"{done} of {total} pages ({100 * done // total} %)"
        if self.stdout.isatty():
            bar = "#" * (BAR * done // total)
            self.stdout.write(f"\r[{bar:<{BAR}}] {says}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total or done % max(1, total // STEPS) == 0:
            self.stdout.write(says)

    def _rebuild_words(self) -> None:
        for code in languages.codes():
            words: dict[str, str] = {}
            entries = SearchEntry.objects.filter(language=code)
            for texts in entries.values_list(*TEXTS).iterator(500):
                words |= vocabulary.words_in(texts)
            vocabulary.replace(code, words)
