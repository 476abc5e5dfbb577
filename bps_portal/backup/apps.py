"""App of the backup room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackupConfig(AppConfig):
    """Has commands alone."""

    name = "bps_portal.backup"
    label = "backup"
    verbose_name = _("Backup")
