"""Running any import: place by place, in a transaction each, telling how long it still takes."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import Error, transaction

# Seconds between two lines of progress.
EVERY = 5.0


class SetAsideError(ValueError):
    """A place cannot come in; the message is one clear sentence."""


class Reader(Protocol):
    """What brings content in: extracted texts, saved pages, interchange folders."""

    def count(self) -> int:
        """Return how many places there are."""

    def places(self) -> Iterator[str]:
        """Yield the name of each place, in the order in which they come in."""

    def read(self, place: str) -> Any:
        """Return what stands at a place.

        Raises:
            ValueError: with one clear sentence, where nothing can be made of it.
        """


@dataclass
class Tally:
    """What became of the places."""

    new: int = 0
    known: int = 0
    set_aside: int = 0

    @property
    def total(self) -> int:
        """How many places have been looked at."""
        return self.new + self.known + self.set_aside


# Takes a place and what was read there; tells whether something new came of it.
type Write = Callable[[str, Any], bool]


def run(
    reader: Reader,
    write: Write,
    tell: Callable[[str], None],
    set_aside: Callable[[str, str], None],
    tally: Tally | None = None,
) -> Tally:
    """Bring in every place of a reader; a bad one is set aside and never stops the others.

    Args:
        reader: what is brought in.
        write: brings one in, within a transaction of its own.
        tell: takes each line of progress.
        set_aside: takes each place that could not come in, and the reason.
        tally: counts on, where several readers follow one another.
    """
    tally = tally or Tally()
    total = reader.count()
    started = told = time.monotonic()
    for done, place in enumerate(reader.places(), start=1):
        reason = ""
        try:
            content = reader.read(place)
            with transaction.atomic():
                is_new = write(place, content)
        except ValidationError as error:
            reason = _one_line(in_words(error))
        except (ValueError, TypeError, KeyError, AttributeError, OSError, RecursionError) as error:
            reason = _one_line(str(error) or type(error).__name__)
        except Error as error:
            reason = _one_line(f"the database refuses it: {error}")
        if reason:
            tally.set_aside += 1
            set_aside(place, reason)
        elif is_new:
            tally.new += 1
        else:
            tally.known += 1
        if (now := time.monotonic()) - told >= EVERY:
            told = now
            tell(progress(done, total, now - started))
    return tally


def progress(done: int, total: int, seconds: float) -> str:
    """Return how far a run is and how long it still takes: "1200/10000 (12 %), 3 min left"."""
    total = max(total, done, 1)
    left = seconds / max(done, 1) * (total - done)
    amount = f"{left / 60:.0f} min" if left >= 90 else f"{left:.0f} s"
    return f"{done}/{total} ({100 * done // total} %), {amount} left"


def in_words(error: ValidationError) -> str:
    """Return the messages of an error, each with the fields that it is about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    about: dict[str, list[str]] = {}
    for name, messages in error.message_dict.items():
        for message in messages:
            about.setdefault(message, []).append(name)
    return " ".join(f"{', '.join(names)}: {message}" for message, names in about.items())


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:299]}…"
