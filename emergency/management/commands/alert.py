"""`alert on` and `alert off`: the banner on every page, from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from bps_portal import languages
from emergency.alerts import Source
from emergency.levels import Level
from emergency.models import CrisisAlert
from emergency.outside import RefusedAlertError, end_all, put_out_everywhere


class Command(BaseCommand):
    """Puts an alert out everywhere, or ends all that run."""

    help = (
        "Put an alert out on every page in every language ('alert on'), in the place of those that"
        " run; or end all that run ('alert off'). Every process shows it within a second."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the two actions, and a text for each language of the portal."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="on|off")
        on = actions.add_parser("on", help="put an alert out on every page")
        on.add_argument("--level", required=True, choices=Level.values, help="how grave it is")
        for code in languages.codes():
            on.add_argument(
                f"--text-{code}",
                dest=_name(code),
                required=code in languages.required_codes(),
                metavar="TEXT",
                default="",
                help=f"what it says in {languages.own_name(code)}: plain text, at most 280 signs",
            )
        on.add_argument(
            "--until",
            metavar="WHEN",
            help=(
                "when it ends by itself: 18:30 (the next one in Brussels) or 2026-11-25T18:30;"
                " left out, it stays until 'alert off'"
            ),
        )
        actions.add_parser("off", help="end every alert that runs")

    @no_translations
    def handle(self, *_args: Any, **options: Any) -> None:
        """Do what is asked.

        Raises:
            CommandError: with one sentence, when nothing was changed.
        """
        if options["action"] == "off":
            self._off()
        else:
            self._on(options)

    def _on(self, options: dict[str, Any]) -> None:
        texts = {code: options[_name(code)] for code in languages.codes()}
        try:
            alert, is_new = put_out_everywhere(
                options["level"], {"text": texts}, source=Source.COMMAND, until=options["until"]
            )
        except RefusedAlertError as error:
            said = "; ".join(
                f"--{name.replace('.', '-')}: {' '.join(why)}"
                for name, why in error.mistakes.items()
            )
            raise CommandError(f"{said.rstrip('.')}. Nothing was changed.") from error
        if not is_new:
            self.stdout.write("This very alert is out already; nothing was changed.")
            return
        until = ""
        if alert.ends_at:
            until = f" until {timezone.localtime(alert.ends_at):%d.%m.%Y %H:%M}"
        self.stdout.write(
            self.style.SUCCESS(f"The alert is on every page{until} [alert {alert.pk}].")
        )

    def _off(self) -> None:
        ended = end_all()
        number = len(ended)
        self.stdout.write(
            f"Ended {number} alert{'s' if number > 1 else ''}; no page shows one any more."
            if number
            else "No alert was running; nothing was changed."
        )
        if planned := CrisisAlert.objects.unfinished(timezone.now()).count():
            self.stdout.write(f"Still planned for later: {planned} (see /admin/crisis/).")


def _name(code: str) -> str:
    return f"text-{code}"
