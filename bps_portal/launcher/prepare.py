"""Brings the database, the demo content and the collected files up to date, in one process.

    python -m bps_portal.launcher.prepare [--no-static]

Writes the site's addresses, one a line as `name<TAB>path`, to standard output.
"""

import sys

import django
from django.core.management import call_command, get_commands

from bps_portal import languages

from .progress import say


def main(words: list[str]) -> int:
    """Prepare the site; each step tells on standard error what it does."""
    django.setup()
    from bps_portal.languages import columns  # it has models

    say("Migrating the database ...")
    call_command("migrate", interactive=False, verbosity=1, stdout=sys.stderr)
    if absent := [code for code in columns.further_codes() if columns.lacking(code)]:
        say(f"Run “manage.py add_language {absent[0]}” first: ADDITIONAL_LANGUAGES names it.")
        return 1
    if "--no-static" not in words:
        say("Collecting static files ...")
        call_command("collectstatic", interactive=False, verbosity=1, stdout=sys.stderr)
    if "load_demo" in get_commands():
        say("Loading the demo content ...")
        call_command("load_demo", stdout=sys.stderr)
    for code in languages.public_codes():
        sys.stdout.write(f"{languages.own_name(code)}\t/{code}/\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
