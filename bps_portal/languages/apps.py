"""App of the languages room."""

from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    """Registers the system checks of translated fields."""

    name = "bps_portal.languages"
    label = "languages"

    def ready(self) -> None:
        """Load the checks."""
        from . import checks  # noqa: F401, PLC0415
