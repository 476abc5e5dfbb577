"""The environment that Django's commands need on a developer's machine.

Only sets what the caller left open, so that an explicit DATABASE_URL or DEMO_PASSWORD wins.
"""

import os
import secrets
from pathlib import Path

from . import CHECKOUT
from .postgres import ensure_database

# These neither read nor write the database, so none is started for them.
NO_DATABASE = frozenset(
    {
        "help",
        "--help",
        "-h",
        "version",
        "--version",
        "collectstatic",
        "compilemessages",
        "diffsettings",
        "findstatic",
        "makemessages",
    }
)


def prepare_command(words: list[str]) -> None:
    """Set DATABASE_URL and DEMO_PASSWORD for a command of manage.py, except in production.

    `words` are the command line's, the program's own name first.

    Raises:
        LaunchError: when no database can be had.
    """
    command = words[1] if len(words) > 1 else "help"
    if _settings(words).endswith(".production"):
        return
    if command not in NO_DATABASE:
        prepare_environment()


def prepare_environment() -> None:
    """Set DATABASE_URL, starting the embedded database if that is what it takes, and DEMO_PASSWORD.

    Raises:
        LaunchError: when no database can be had.
    """
    os.environ["DATABASE_URL"] = ensure_database()
    os.environ["DEMO_PASSWORD"] = demo_password()


def demo_password(checkout: Path = CHECKOUT) -> str:
    """Return the password for the demo accounts: the caller's, else one made up once and kept."""
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    file = checkout / "var" / "demo-password"
    try:
        return file.read_text().strip()
    except OSError:
        password = secrets.token_urlsafe(12)
    file.parent.mkdir(mode=0o755, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(f"{password}\n")
    return password


def _settings(words: list[str]) -> str:
    for place, word in enumerate(words):
        if word.startswith("--settings="):
            return word.removeprefix("--settings=")
        if word == "--settings" and place + 1 < len(words):
            return words[place + 1]
    return os.environ.get("DJANGO_SETTINGS_MODULE", "")
