"""Pages are made once and given to everyone, until something that readers see has changed.

A kept page is given out while the content has the same version (`content_version`) and the minute
is the same: what changes by time alone, such as the last day of a campaign, changes at a minute. A
page that cannot be made any more is given out as it was last, however old: on the worst day a page
of yesterday is better than none.
"""

import gzip
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers, set_response_etag
from django.utils.translation import get_language_from_path

from . import content_version, surrogate_keys
from .shared_answers import is_for_one_reader

logger = logging.getLogger(__name__)

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

KEPT_SECONDS = int(timedelta(days=7).total_seconds())
# A longer one is nobody's address.
LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class KeptPage:
    """A page as it was made, with the version of the content and the minute of it."""

    made_at: tuple[int, int]
    content: bytes
    compressed: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, response: HttpResponse, made_at: tuple[int, int]) -> "KeptPage":
        """Return a page as it was answered, compressed once for all."""
        set_response_etag(response)
        compressed = gzip.compress(response.content, mtime=0)
        return cls(made_at, response.content, compressed, dict(response.items()))

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
        version = content_version.current()
        made_at = (version or 0, int(timezone.now().timestamp()) // 60)
        if kept and kept.made_at == made_at:
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
            page = KeptPage.of(response, made_at)
            store.set(key, page, KEPT_SECONDS)
            return page.answer(request)
        return response

    return middleware


def _last(kept: KeptPage, request: HttpRequest) -> HttpResponse:
    """Return a page that may be old, which caches in front ask for again as soon as they can."""
    answer = kept.answer(request)
    surrogate_keys.forget_names(answer)
    return answer


def _may_be_kept(request: HttpRequest) -> bool:
    address = request.get_full_path()
    prefixed = get_language_from_path(request.path_info)
    return request.method == "GET" and bool(prefixed) and len(address) <= LONGEST_ADDRESS


def _is_same_for_all(response: HttpResponse) -> bool:
    own = response.has_header("Cache-Control") or is_for_one_reader(response)
    return response.status_code == HTTPStatus.OK and not own


def _key(request: HttpRequest) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f"page.{sha256(address.encode()).hexdigest()}"
