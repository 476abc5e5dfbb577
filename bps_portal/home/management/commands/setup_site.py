"""`setup_site`: the first start of a site in production, without any demo content."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.db import Error

from bps_portal import languages
from bps_portal.accounts.mails import invitation_link, invite
from bps_portal.delivery.health import migrations_to_run
from bps_portal.home.setting_up import (
    Administrator,
    RefusedError,
    administrators,
    other_address,
    set_up,
)


class Command(BaseCommand):
    """Makes what the site does not have yet."""

    help = (
        "Make what a new site needs: the home page and the fixed pages with their addresses, the"
        " roles, the emergency numbers and the first administrator; no demo content. Running it"
        " again changes nothing that is there. The administrator gets an invitation by e-mail to"
        " choose a password, unless ADMIN_PASSWORD gives one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say who the first administrator is; asked at the terminal where left out."""
        parser.add_argument(
            "--email",
            default=settings.ADMIN_EMAIL,
            help="e-mail address of the first administrator (default: ADMIN_EMAIL)",
        )
        parser.add_argument(
            "--username", help="name to sign in with (default: the e-mail address up to its @)"
        )
        parser.add_argument(
            "--language",
            default=languages.default_code(),
            choices=languages.required_codes(),
            help="language in which the first administrator reads the admin (%(default)s)",
        )
        parser.add_argument(
            "--ask-password",
            action="store_true",
            help="ask for the password at the terminal in place of sending an invitation",
        )

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        """Set the site up.

        Raises:
            CommandError: with one sentence, when nothing was changed.
        """
        _require_tables()
        try:
            administrator = None if administrators().exists() else self._ask(options)
            invited = set_up(administrator, self.stdout.write)
        except RefusedError as error:
            message = f"{error} Nothing was changed."
            raise CommandError(message) from error
        if invited:
            self._invite(invited)
        if address := other_address():
            self.stdout.write(
                self.style.WARNING(
                    f"The site's address in the admin (Settings › Sites) is {address}, and"
                    f" SITE_URL is {settings.WAGTAILADMIN_BASE_URL}: change one of them."
                )
            )
        self.stdout.write(
            self.style.SUCCESS(f"The site is set up: {settings.WAGTAILADMIN_BASE_URL}/admin/")
        )

    def _ask(self, options: dict[str, Any]) -> Administrator:
        email = options["email"]
        if not email and sys.stdin.isatty():
            email = input("E-mail address of the first administrator: ").strip()
        if not email:
            message = "Name the first administrator: --email ADDRESS, or set ADMIN_EMAIL."
            raise RefusedError(message)
        password = settings.ADMIN_PASSWORD
        if options["ask_password"]:
            password = getpass("Password of the first administrator: ")
        found = Administrator(
            options["username"] or email.partition("@")[0], email, password, options["language"]
        )
        found.check()
        return found

    def _invite(self, user: Any) -> None:
        try:
            invite(user)
        except OSError as error:
            self.stdout.write(
                self.style.WARNING(
                    f"The invitation could not be sent ({error}). Choose the password at"
                    f" {invitation_link(user)}"
                )
            )
        else:
            self.stdout.write(f"An invitation was sent to {user.email}.")


def _require_tables() -> None:
    try:
        missing = migrations_to_run()
    except Error as error:
        message = f"The database does not answer: {' '.join(str(error).split())}"
        raise CommandError(message) from error
    if missing:
        message = "The database lacks migrations: run `manage.py migrate` first."
        raise CommandError(message)
