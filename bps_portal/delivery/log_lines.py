"""Lines of the log, for people or as JSON, without what tells who a visitor is."""

import ipaddress
import logging
import re
from copy import copy

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
QUERY = re.compile(r"\?[\w%.+-]+=[^\s\"'<>\\]*")
NUMBER = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\w:])"
)
FIELDS = {"levelname": "level", "name": "logger"}
# A request would be printed with all that was asked.
LEFT_OUT = [*RESERVED_ATTRS, "request", "server_time", "color_message"]


def without_people(text: str) -> str:
    """Return `text` without e-mail addresses, what was searched for, and network addresses."""
    text = EMAIL.sub("[e-mail]", text)
    text = QUERY.sub("?…", text)
    return NUMBER.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    try:
        address = ipaddress.ip_address(match[0])
    except ValueError:
        return match[0]
    return match[0] if address.is_loopback or address.is_unspecified else "[address]"


class Refusal(logging.Filter):
    """Makes a warning, without traceback, of what Django's guards tell as an error.

    Anybody can send a name of a host that is none, or a form with too many fields.
    """

    def filter(self, record: logging.LogRecord) -> logging.LogRecord:
        """Return what a handler is to tell in the place of a record."""
        told = copy(record)
        told.exc_info = told.exc_text = None
        if told.levelno > logging.WARNING:
            told.levelno, told.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        return told


class Line(logging.Formatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the traceback below it where there is one."""
        return without_people(super().format(record))


class JsonLine(JsonFormatter):
    """An object per line: time, level, logger, message, request_id, and what a record adds."""

    def __init__(self) -> None:
        super().__init__(
            "%(levelname)s %(name)s %(message)s %(request_id)s",
            rename_fields=FIELDS,
            timestamp="time",
            reserved_attrs=LEFT_OUT,
            json_ensure_ascii=False,
        )

    def format(self, record: logging.LogRecord) -> str:
        """Return the object as JSON."""
        return without_people(super().format(record))
