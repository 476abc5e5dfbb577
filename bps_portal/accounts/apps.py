"""App of the accounts room."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from bps_portal.languages.signals import columns_added


class AccountsConfig(AppConfig):
    """Names the room; follows languages, sign-ins and factors."""

    name = "bps_portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Connect the signal receivers."""
        # Apps and models come first.
        from . import audit, avatars, roles, sessions  # noqa: PLC0415

        columns_added.connect(roles.open_added_language, dispatch_uid="accounts.roles")
        user_logged_in.connect(sessions.begin, dispatch_uid="accounts.sessions")
        audit.follow()
        avatars.clean_avatars()
