"""App of the translators' workbench."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    """The workbench in the admin."""

    name = "bps_portal.translations"
    label = "translations"
    verbose_name = _("Translations")
