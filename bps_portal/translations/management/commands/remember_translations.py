"""`remember_translations`: fills the memory of translations from what is public already."""

from typing import Any

from django.core.management.base import BaseCommand

from bps_portal.pages.models import PortalPage
from bps_portal.translations.memory import MemoryPair, remember_page

AT_ONCE = 200


class Command(BaseCommand):
    """Reads every public page; run once on a site that had content before the memory."""

    help = (
        "Remember the translations of all public pages, for translators to find them again. What is"
        " published later is remembered by itself; running this again adds nothing twice."
    )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Remember the pages, one after the other."""
        before = MemoryPair.objects.count()
        pages = PortalPage.objects.filter(live=True, depth__gt=1).order_by("pk")
        total = pages.count()
        for done, page in enumerate(pages.iterator(AT_ONCE), start=1):
            remember_page(page.specific)
            if options["verbosity"] > 0 and (done % AT_ONCE == 0 or done == total):
                self.stderr.write(f"{done} of {total} pages read")
        added = MemoryPair.objects.count() - before
        self.stdout.write(f"Remembered {added} more translations of {total} public pages.")
