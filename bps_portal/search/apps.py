"""App of the search room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from bps_portal.languages.signals import columns_added

from .configurations import configurations_of_added, make_configurations


class SearchConfig(AppConfig):
    """Makes the text search configurations; follows what editors publish."""

    name = "bps_portal.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Connect the signal receivers."""
        from . import following  # noqa: PLC0415 - models come first

        following.connect()
        post_migrate.connect(
            make_configurations, sender=self, dispatch_uid="search.make_configurations"
        )
        columns_added.connect(
            configurations_of_added, dispatch_uid="search.configurations_of_added"
        )
