#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys


def main() -> None:
    """Run one management command, with the embedded database where none is given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bps_portal.settings.local")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed for this Python: use .venv/bin/python (made by `make`).")
    from bps_portal.launcher import LaunchError
    from bps_portal.launcher.environment import prepare_command

    try:
        prepare_command(sys.argv)
    except LaunchError as error:
        sys.exit(str(error))
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if not os.environ["DJANGO_SETTINGS_MODULE"].endswith(".production"):
            raise
        sys.exit(str(error))


if __name__ == "__main__":
    main()
