"""Takes a user's second factor away, where no administrator is left who could."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bps_portal.accounts.factor_reset import take_away
from bps_portal.accounts.second_factor import has_factor


class Command(BaseCommand):
    """For the last administrator, whose telephone and recovery codes are lost."""

    help = "Take the second factor of a user away; the next sign-in asks to set up a new one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the name of the user."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it away, note it in the log and tell the user.

        Raises:
            CommandError: where nobody has this name, or has no second factor.
        """
        name = options["username"]
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"Nobody is called {name!r}.")
        if not has_factor(user):
            raise CommandError(f"{name} has no second factor.")
        take_away(user)
        self.stdout.write(f"The second factor of {name} is gone.")
