"""Forgets queries without result that nobody asks any more."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bps_portal.search.models import UnansweredQuery
from bps_portal.search.unanswered import KEPT_DAYS


class Command(BaseCommand):
    """Keeps the report of searches without result short."""

    help = f"Forget queries without result that nobody has asked for {KEPT_DAYS} days."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Forget them and say how many there were."""
        forgotten, _by_model = UnansweredQuery.objects.forgotten(timezone.localdate()).delete()
        if options["verbosity"]:
            self.stdout.write(f"Forgot {forgotten} queries that found nothing.")
