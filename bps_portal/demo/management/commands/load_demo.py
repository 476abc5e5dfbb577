"""`load_demo`: the bilingual demo content, loaded once."""

from typing import Any

from django.core.management.base import BaseCommand

from bps_portal.demo.loading import load_demo


class Command(BaseCommand):
    """Makes what no earlier run has made."""

    help = (
        "Load the demo content: themes, pictures, brochures, pages, campaigns and articles in "
        "French and Dutch, the emergency numbers and the demo accounts. Running it again changes "
        "nothing that an editor changed and brings back nothing that an editor deleted. "
        "DEMO_PASSWORD sets the password of the accounts; without it a random one is printed."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load, and tell each step."""
        count = load_demo(self.stdout.write)
        self.stdout.write(
            self.style.SUCCESS(f"Made {count} pieces of demo content.")
            if count
            else "The demo content is loaded already."
        )
