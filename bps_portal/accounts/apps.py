"""App of the accounts room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Names the room."""

    name = "bps_portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
