"""The pages that readers need most, kept as files for when nothing else answers.

Each machine writes its own: the scheduler asks each second whether anything that readers see has
changed. A web server gives the files out where the portal does not answer, and the portal itself
where its database does not. A copy says when it was made, and looks like the page otherwise.
"""

import gzip
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils._os import safe_join
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_path

from bps_portal import languages

from . import content_version, moments, renewals
from .shared_answers import is_for_one_reader

logger = logging.getLogger(__name__)

type GetResponse = Callable[[HttpRequest], HttpResponseBase]
# Gives the addresses of core pages in a language, such as /fr/.
type Addresses = Callable[[str], Iterable[str]]

FILE = "index.html"
# On a request for a copy: the time that it tells.
MARK = "copied_at"
LONGEST = timedelta(minutes=1)
# Changes that follow one another quickly are written together.
LEAST_SECONDS = 5.0
PAUSE_SECONDS = 1.0

_sources: list[Addresses] = []


class CoreCopyError(Exception):
    """Why the copies could not be made; the ones of before stand."""


def keep(source: Addresses) -> None:
    """Keep the pages at the addresses of `source`. An app calls it once, while it starts."""
    _sources.append(source)


def write(folder: Path, now: datetime) -> list[str]:
    """Write a copy of each core page below a folder and take away what is none any more.

    Args:
        folder: where the page at /fr/contact/ becomes fr/contact/index.html, with index.html.gz.
        now: the time that the copies tell.

    Returns:
        The addresses of the pages.

    Raises:
        CoreCopyError: when a page cannot be made; nothing is written then.
        OSError: when the disk is full or the folder may not be written; each file is whole, the
            one of before or the new one.
    """
    pages = {address: _page(address, now) for address in _addresses()}
    for address, content in pages.items():
        _put(_file(folder, address), content)
    kept = {_file(folder, address) for address in pages}
    for file in folder.rglob(FILE):
        if file not in kept:
            file.unlink(missing_ok=True)
            file.with_name(f"{FILE}.gz").unlink(missing_ok=True)
    return list(pages)


def keep_writing(stop: threading.Event) -> None:
    """Write the copies after each change and each minute, until told to stop.

    Where they cannot be made, because the database is away say, the last ones stay.
    """
    written: int | None = None
    due = float("-inf")
    last = float("-inf")
    while not stop.wait(PAUSE_SECONDS):
        clock = time.monotonic()
        version = content_version.current()
        changed = version != written or clock >= due
        if version is not None and changed and clock - last >= LEAST_SECONDS:
            last = clock
            now = timezone.now()
            if write_now(now):
                written = version
                due = clock + moments.seconds_to_next_change(now, LONGEST)
        close_old_connections()


def write_now(now: datetime) -> bool:
    """Write the copies to CORE_PAGES_ROOT; log what prevents it, and tell whether it was done."""
    try:
        write(Path(settings.CORE_PAGES_ROOT), now)
    except (CoreCopyError, OSError) as error:
        logger.warning("The core pages on disk stay as they were: %s", error)
        return False
    except Exception:
        # Whatever it is: the clock that calls this goes on.
        logger.exception("The core pages on disk stay as they were")
        return False
    return True


def stand_in(get_response: GetResponse) -> GetResponse:
    """Return middleware that answers with the copy of a core page where the page itself fails."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        failed = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        if failed and request.method == "GET" and not is_copy(request):
            return _copy_of(request) or response
        return response

    return middleware


def is_copy(request: HttpRequest) -> bool:
    """Tell whether a request is for a copy, which nobody else may be given."""
    return hasattr(request, MARK)


def _copy_of(request: HttpRequest) -> HttpResponse | None:
    code = get_language_from_path(request.path_info)
    if not settings.CORE_PAGES_ROOT or not code:
        return None
    try:
        file = Path(safe_join(settings.CORE_PAGES_ROOT, request.path_info.strip("/"), FILE))
        content = file.read_bytes()
        made = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except (OSError, SuspiciousFileOperation, ValueError):
        return None
    logger.error("%s cannot be made; readers get the copy on disk", request.path)
    response = HttpResponse(renewals.renewed(content, code, made))
    patch_cache_control(response, public=True, max_age=0, s_maxage=1)
    return response


def _addresses() -> Iterator[str]:
    for code in languages.public_codes():
        for source in _sources:
            for address in source(code):
                # With several sites an address may name its host.
                yield urlsplit(address).path


def _page(address: str, now: datetime) -> bytes:
    response = _handler().get_response(_request(address, now))
    if response.status_code != HTTPStatus.OK:
        raise CoreCopyError(f"{address} answers {response.status_code}")
    if not isinstance(response, HttpResponse) or is_for_one_reader(response):
        raise CoreCopyError(f"{address} is not the same for all")
    return response.content


@cache
def _handler() -> BaseHandler:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def _request(address: str, now: datetime) -> WSGIRequest:
    """Return the request of a reader who comes by the site's public name."""
    site = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    environ: dict[str, Any] = {
        "PATH_INFO": address,
        "HTTP_HOST": site.netloc,
        "wsgi.url_scheme": site.scheme,
        "REMOTE_ADDR": "127.0.0.1",
    }
    setup_testing_defaults(environ)
    request = WSGIRequest(environ)
    setattr(request, MARK, now)
    return request


def _file(folder: Path, address: str) -> Path:
    return folder / address.strip("/") / FILE


def _put(file: Path, content: bytes) -> None:
    """Write a file and its compressed twin; whoever reads finds the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    for path, data in (
        (file, content),
        (file.with_name(f"{FILE}.gz"), gzip.compress(content, mtime=0)),
    ):
        number, name = tempfile.mkstemp(dir=file.parent, prefix=".")
        try:
            with os.fdopen(number, "wb") as unfinished:
                unfinished.write(data)
            # A web server of another user reads it.
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
