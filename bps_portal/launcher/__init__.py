"""What starts the product on one machine: the embedded PostgreSQL and the processes of `make run`.

Plain Python: Django is imported by `prepare` alone, in a process of its own, so that the rest
starts at once and works before settings can be read.
"""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent


class LaunchError(Exception):
    """Something is missing or in the way; its text is one sentence that says what to do."""
