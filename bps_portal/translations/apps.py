"""App of the translators' workbench."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from bps_portal.languages.signals import language_added


class TranslationsConfig(AppConfig):
    """The workbench in the admin; follows how the translations of all content stand."""

    name = "bps_portal.translations"
    label = "translations"
    verbose_name = _("Translations")

    def ready(self) -> None:
        """Connect the signal receivers."""
        from . import filling, memory, summary, workflow  # noqa: PLC0415 - models come first

        memory.connect()
        summary.connect()
        workflow.connect()
        language_added.connect(filling.fill_added, dispatch_uid="translations.fill_added")
        post_migrate.connect(filling.fill_after_migrating, sender=self)
