"""App of the languages room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LanguagesConfig(AppConfig):
    """Registers the system checks of translated fields; completes languages after an update."""

    name = "bps_portal.languages"
    label = "languages"

    def ready(self) -> None:
        """Load the checks, and correct the choosers before they are made."""
        from . import checks, choosers, columns, history  # noqa: F401, PLC0415

        choosers.translate_late()
        history.connect()
        post_migrate.connect(columns.complete_added_languages, sender=self)
