"""Forgets addresses that lead nowhere and that nobody asks for any more."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from bps_portal.pages.models import MissedAddress
from bps_portal.pages.redirect_models import KEPT_DAYS


class Command(BaseCommand):
    """Keeps the report of addresses that lead nowhere short."""

    help = f"Forget addresses that lead nowhere and that nobody has asked for in {KEPT_DAYS} days."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Forget them and say how many there were."""
        forgotten, _by_model = MissedAddress.objects.forgotten(timezone.localdate()).delete()
        if options["verbosity"]:
            self.stdout.write(f"Forgot {forgotten} addresses that lead nowhere.")
