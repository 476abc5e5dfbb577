"""`check_links`: links that lead nowhere."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from bps_portal.transfer.links.run import check_links
from bps_portal.transfer.models import BrokenLink
from bps_portal.transfer.tasks import ask_other_sites


class Command(BaseCommand):
    """Checks all links, and fills the report in the admin."""

    help = (
        "Find links of public pages, snippets and settings that lead nowhere: pages that are gone or "
        "not public in the language, missing parts of a page, files that are gone. Fills Reports › "
        "Links that lead nowhere. Links to other sites are asked in the background, slowly, where "
        "CHECK_EXTERNAL_LINKS is 1."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check, print a line for each, and have other sites asked."""
        broken = check_links(self._tell)
        if settings.CHECK_EXTERNAL_LINKS:
            ask_other_sites.enqueue()
        self.stdout.write(f"{broken} links lead nowhere.")

    def _tell(self, link: BrokenLink) -> None:
        source = f"{link.content_type.model} {link.object_id}"
        self.stdout.write(
            f"{source}, {link.column} ({link.language}): {link.target}: {link.problem}"
        )
