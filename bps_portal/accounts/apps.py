"""App of the accounts room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from bps_portal.languages.signals import columns_added


class AccountsConfig(AppConfig):
    """Names the room; gives the rights to write in a language that is added."""

    name = "bps_portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Connect the signal receiver."""
        from . import roles  # noqa: PLC0415 - apps come first

        columns_added.connect(roles.open_added_language, dispatch_uid="accounts.roles")
