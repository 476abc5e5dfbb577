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
    say("Migrating the database ...")
    call_command("migrate", interactive=False, verbosity=1, stdout=sys.stderr)
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
