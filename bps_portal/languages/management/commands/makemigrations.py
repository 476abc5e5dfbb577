"""Django's own `makemigrations`, which leaves further languages to `add_language`."""

from django.core.management.commands.makemigrations import Command as StockCommand

from bps_portal.languages.migrating import RequiredLanguagesAutodetector


class Command(StockCommand):
    """Knows the required languages alone."""

    autodetector = RequiredLanguagesAutodetector
