"""Has uploads looked at by ClamAV, where `CLAMAV_URL` says where its daemon listens.

The daemon gets the bytes themselves (`INSTREAM`, clamd(8)), so that it may run on another machine.
"""

import logging
import socket
import struct
from typing import IO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

CHUNK = 64 * 1024
SECONDS = 30
LONGEST_ANSWER = 4096
PORT = 3310


def refuse_viruses(file: IO[bytes]) -> None:
    """Let a file pass that the scanner takes for clean, or any where there is no scanner.

    Raises:
        ValidationError: for a file with a virus, and for every file while the scanner does not give
            a clear answer; the sentence is in the active language.
    """
    if not settings.CLAMAV_URL:
        return
    try:
        answer = _ask(file)
    except OSError:
        logger.exception("The virus scanner does not answer")
        answer = ""
    finally:
        file.seek(0)
    if answer.endswith("FOUND"):
        logger.warning("A virus was uploaded: %s", answer)
        raise ValidationError(
            _("The virus scanner found something in this file. It was not kept."), "virus"
        )
    if not answer.endswith("OK"):
        if answer:
            logger.error("The virus scanner could not look at an upload: %s", answer)
        raise ValidationError(
            _(
                "The virus scanner cannot look at this file now, so it was not kept. Try again later,"
                " or tell an administrator."
            ),
            "not_scanned",
        )


def _ask(file: IO[bytes]) -> str:
    file.seek(0)
    with _connected() as connection:
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
        answer = b""
        while part := connection.recv(LONGEST_ANSWER):
            answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _connected() -> socket.socket:
    parts = urlsplit(settings.CLAMAV_URL)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((parts.hostname or "", parts.port or PORT), SECONDS)
