"""Pages are made once and given to everyone, until something that readers see has changed.

A kept page is given out while the content has the same version (`content_version`) and the minute
is the same: what changes by time alone, such as the last day of a campaign, changes at a minute. A
page that cannot be made any more is given out as it was last, however old, with the alerts of now:
on the worst day a page of yesterday is better than none.
"""

import gzip
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers, set_response_etag
from django.utils.translation import get_language_from_path

from . import content_version, core_pages, metrics, renewals, surrogate_keys
from .shared_answers import is_for_one_reader

logger = logging.getLogger(__name__)

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

KEPT_SECONDS = int(timedelta(days=7).total_seconds())
# A longer one is nobody's address.
LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class KeptPage:
    """A page as it was made, with the version of the content and the time of it."""

    version: int
    made_at: datetime
    content: bytes
    compressed: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, response: HttpResponse, version: int, made_at: datetime) -> "KeptPage":
        """Return a page as it was answered, compressed once for all."""
        set_response_etag(response)
        compressed = gzip.compress(response.content, mtime=0)
        return cls(version, made_at, response.content, compressed, dict(response.items()))

    def is_good(self, version: int | None, now: datetime) -> bool:
        """Tell whether nothing has changed since, neither the content nor the minute."""
        return (self.version, _minute(self.made_at)) == (version, _minute(now))

    def renewed(self, code: str) -> "KeptPage":
        """Return the page in a language with what can be brought up to date."""
        content = renewals.renewed(self.content, code, self.made_at)
        if content == self.content:
            return self
        headers = self.headers | {"Content-Length": str(len(content))}
        del headers["ETag"]
        return KeptPage.of(HttpResponse(content, headers=headers), self.version, self.made_at)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page as the browser can read it; compressed, its ETag is a weak one."""
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return HttpResponse(self.content, headers=self.headers)
        compressed = {
            "ETag": f"W/{self.headers['ETag']}",
            "Content-Encoding": "gzip",
            "Content-Length": str(len(self.compressed)),
        }
        response = HttpResponse(self.compressed, headers=self.headers | compressed)
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


def keep_pages(get_response: GetResponse) -> GetResponse:
    """Return middleware that gives out kept pages and keeps those that are the same for all."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE or not _may_be_kept(request):
            return get_response(request)
        store, key = caches["pages"], _key(request)
        kept: KeptPage | None = store.get(key)
        version, now = content_version.current(), timezone.now()
        if kept and kept.is_good(version, now):
            metrics.kept_pages.labels("given").inc()
            return kept.answer(request)
        if kept and version is None:
            return _last(kept, request)
        response = get_response(request)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR and kept:
            logger.error("%s cannot be made; readers get what was made before", request.path)
            return _last(kept, request)
        if (
            version is not None
            and isinstance(response, HttpResponse)
            and _is_same_for_all(response)
        ):
            page = KeptPage.of(response, version, now)
            store.set(key, page, KEPT_SECONDS)
            metrics.kept_pages.labels("made").inc()
            return page.answer(request)
        return response

    return middleware


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _last(kept: KeptPage, request: HttpRequest) -> HttpResponse:
    """Return a page that may be old, which caches in front ask for again as soon as they can."""
    metrics.kept_pages.labels("old").inc()
    code = get_language_from_path(request.path_info)
    answer = (kept.renewed(code) if code else kept).answer(request)
    surrogate_keys.say_it_may_be_old(answer)
    return answer


def _may_be_kept(request: HttpRequest) -> bool:
    if core_pages.is_copy(request):
        return False
    address = request.get_full_path()
    prefixed = get_language_from_path(request.path_info)
    return request.method == "GET" and bool(prefixed) and len(address) <= LONGEST_ADDRESS


def _is_same_for_all(response: HttpResponse) -> bool:
    own = response.has_header("Cache-Control") or is_for_one_reader(response)
    return response.status_code == HTTPStatus.OK and not own


def _key(request: HttpRequest) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    # With the form of `KeptPage`, whose change needs another key.
    return f"page.2.{sha256(address.encode()).hexdigest()}"
