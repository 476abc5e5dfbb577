"""App of the languages room."""

from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    """Registers the system checks of translated fields; has choosers speak the editor's language."""

    name = "bps_portal.languages"
    label = "languages"

    def ready(self) -> None:
        """Load the checks, and correct the choosers before they are made."""
        from . import checks, choosers  # noqa: F401, PLC0415

        choosers.translate_late()
