"""`add_language`: adds a further language to a database that has content."""

import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localtime

from bps_portal import languages
from bps_portal.languages import columns
from bps_portal.languages.models import AddedLanguage
from bps_portal.languages.signals import columns_added, language_added

# As in the settings (BCP 47, in small letters).
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class Command(BaseCommand):
    """Adds the columns of a language, and what else the site keeps for each language."""

    help = (
        "Add a further language to the database. It has to stand in the settings first (LANGUAGES,"
        " or the environment's ADDITIONAL_LANGUAGES). Pages stay as they are: editors find the"
        " language in their forms, where nobody has to fill it in, and readers see nothing of it"
        " until an administrator opens it. After an interruption, run it again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the code."""
        parser.add_argument("code", metavar="CODE", help="The code of the language, such as de.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Add the language.

        Raises:
            CommandError: where that cannot be done; nothing is changed then.
        """
        code: str = options["code"]
        _check_code(code)
        if columns.has_waiting_migrations():
            raise CommandError("The database waits for migrations: run “manage.py migrate” first.")
        lacks = columns.lacking(code)
        added = AddedLanguage.objects.filter(code=code).first()
        if added and not lacks:
            day = localtime(added.added_at).date().isoformat()
            raise CommandError(f"{_english(code)} was added on {day} already.")
        with transaction.atomic():
            for lack in lacks:
                names = ", ".join(str(field.column) for field in lack.fields)
                self.stdout.write(f"{lack.model._meta.db_table}: {names}")
            columns.add(lacks)
            columns_added.send(Command, code=code)
        language_added.send(Command, code=code, tell=self.stdout.write)
        AddedLanguage.objects.get_or_create(code=code)
        self.stdout.write(
            self.style.SUCCESS(
                f"{_english(code)} is added. Editors can write it; readers see it once an"
                " administrator opens it in the admin, under Settings."
            )
        )


def _check_code(code: str) -> None:
    if not CODE.fullmatch(code):
        raise CommandError(f"“{code}” is no code of a language, such as de.")
    if code in languages.required_codes():
        raise CommandError(f"{_english(code)} is required on every page and is there already.")
    if code not in languages.codes():
        raise CommandError(
            f"“{code}” is not among the languages of the settings: put it in ADDITIONAL_LANGUAGES,"
            " or in LANGUAGES in bps_portal/settings/base.py, and run this again."
        )


def _english(code: str) -> str:
    """Return the name of a language in the language of all commands."""
    with languages.override(None):
        return languages.name(code)
