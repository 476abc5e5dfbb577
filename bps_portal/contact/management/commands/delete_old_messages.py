"""Deletes visitors' messages whose time is over."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from bps_portal.contact.models import ContactMessage


class Command(BaseCommand):
    """Keeps the promise of the contact page about when messages are deleted."""

    help = "Delete visitors' messages older than CONTACT_RETENTION_DAYS, handled or not."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete them and say how many there were."""
        old = ContactMessage.objects.past_retention()
        unhandled = old.unhandled().count()
        deleted, _by_model = old.delete()
        if options["verbosity"]:
            self.stdout.write(
                f"Deleted {deleted} messages older than {settings.CONTACT_RETENTION_DAYS} days,"
                f" {unhandled} of them never handled."
            )
