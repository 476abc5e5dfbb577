"""Checks of films and their captions: whole, fit to be public, and what their names say."""

import re
from collections.abc import Iterator
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The header of a box: its size and its type (ISO/IEC 14496-12, 4.2); a size of 1 stands for a
# longer one behind the type, a size of 0 for the rest of the file.
HEADER, LONG_HEADER = 8, 16
# How telephones say where a film was made (QuickTime's ©xyz, Apple's key, and 3GPP's `loci`).
PLACES = (b"\xa9xyz", b"location.ISO6709", b"loci")
MOST_CAPTION_BYTES = 1_000_000
# "00:01:02.500 --> 00:01:04.000", hours left out at will (WebVTT, 4.1).
_CUE = re.compile(
    r"^(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}[ \t]+-->[ \t]+(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}", re.MULTILINE
)
_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?:[ \t\n\r]|$)")


def check_mp4(file: IO[bytes]) -> None:
    """Check that an MP4 film is whole and does not tell where it was made.

    Raises:
        ValidationError: with a sentence in the editor's language.
    """
    boxes: dict[bytes, tuple[int, int]] = {}
    end = file.seek(0, 2)
    for kind, start, size in _boxes(file, end):
        if start + size > end:
            boxes.clear()
            break
        boxes[kind] = (start, size)
    if not {b"moov", b"mdat"} <= boxes.keys():
        raise ValidationError(_("This film is damaged and cannot be played."), "damaged")
    start, size = boxes[b"moov"]
    file.seek(start)
    index = file.read(size)
    file.seek(0)
    if any(place in index for place in PLACES):
        raise ValidationError(
            _("This film tells where it was made. Export it again without its location."), "place"
        )


def check_captions(file: IO[bytes]) -> None:
    """Check that captions are WebVTT with one line of time at least.

    Raises:
        ValidationError: with a sentence in the editor's language.
    """
    file.seek(0)
    content = file.read(MOST_CAPTION_BYTES + 1)
    file.seek(0)
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        text = ""
    whole = len(content) <= MOST_CAPTION_BYTES and "\0" not in text
    if not whole or not _SIGNATURE.match(text) or not _CUE.search(text):
        raise ValidationError(
            _(
                "These are no WebVTT captions: the file is UTF-8 text that starts with WEBVTT and "
                "says from when to when each line is shown."
            ),
            "captions",
        )


def _boxes(file: IO[bytes], end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield type, start and size of each box at the top of an MP4 file."""
    start = 0
    while start + HEADER <= end:
        file.seek(start)
        header = file.read(LONG_HEADER)
        size = int.from_bytes(header[:4])
        if size == 1:
            size = int.from_bytes(header[8:])
        size = size or end - start
        yield header[4:8], start, max(size, HEADER)
        start += max(size, HEADER)
