"""Progress of slow steps, on standard error so that a command's own output stays clean."""

import sys


def say(text: str) -> None:
    """Print one line of progress at once."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
