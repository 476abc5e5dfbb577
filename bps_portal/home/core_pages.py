"""Which pages a reader needs on the worst day, even where nothing but a file can be given."""

from collections.abc import Iterator

from bps_portal.contact.models import ContactPage
from emergency.models import EmergencyNumbersPage

from .models import AccessibilityStatementPage, HomePage

CORE = (HomePage, EmergencyNumbersPage, ContactPage, AccessibilityStatementPage)


def core_addresses(code: str) -> Iterator[str]:
    """Yield the addresses of the core pages that are public in a language."""
    for model in CORE:
        for page in model.objects.public_in(code):
            if address := page.url_in(code):
                yield address
