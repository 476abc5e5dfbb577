"""Parts of a file, as players ask for them (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponseBase

CHUNK = 64 * 1024
# One range; several at once may be answered with the whole (section 14.2).
_ONE_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})", re.ASCII)
PARTIAL_CONTENT, RANGE_NOT_SATISFIABLE = 206, 416


def in_part(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return `response` with only the bytes that the request asks for, where it asks for some.

    Some browsers play no film from a server that sends whole files only. Whatever is not a file,
    or has changed since the browser got its first part, is returned as it is.
    """
    file: IO[bytes] | None = getattr(response, "file_to_stream", None)
    if response.status_code != 200 or not isinstance(response, FileResponse) or file is None:
        return response
    response["Accept-Ranges"] = "bytes"
    match = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    unchanged = request.headers.get("If-Range", "") in {"", response.get("ETag", "")}
    if not match or not any(match.groups()) or not unchanged:
        return response
    size = file.seek(0, 2)
    first, last = _bounds(match[1], match[2], size)
    if first > last:
        response.status_code = RANGE_NOT_SATISFIABLE
        response["Content-Range"] = f"bytes */{size}"
        response["Content-Length"] = "0"
        response.streaming_content = ()
        return response
    file.seek(first)
    response.status_code = PARTIAL_CONTENT
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    response.streaming_content = _read(file, last - first + 1)
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the first and the last byte; without a first, `last` counts from the end."""
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _read(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
