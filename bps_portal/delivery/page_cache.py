"""Pages are made once and given to everyone, until something that readers see has changed.

A kept page is given out while the content has the same version (`content_version`) and the minute
is the same: what changes by time alone, such as the last day of a campaign, changes at a minute. A
page that cannot be made any more is given out as it was last, however old: on the worst day a page
of yesterday is better than none.
"""

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
from django.utils.translation import get_language_from_path

from . import content_version
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
    headers: dict[str, str]

    def answer(self) -> HttpResponse:
        """Return the page."""
        return HttpResponse(self.content, headers=self.headers)


def keep_pages(get_response: GetResponse) -> GetResponse:
    """Return middleware that gives out kept pages and keeps those that are the same for all."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE or not _may_be_kept(request):
            return get_response(request)
        store, key = caches["pages"], _key(request)
        kept: KeptPage | None = store.get(key)
        version = content_version.current()
        made_at = (version or 0, int(timezone.now().timestamp()) // 60)
        if kept and (version is None or kept.made_at == made_at):
            return kept.answer()
        response = get_response(request)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR and kept:
            logger.error("%s cannot be made; readers get what was made before", request.path)
            return kept.answer()
        if (
            version is not None
            and isinstance(response, HttpResponse)
            and _is_same_for_all(response)
        ):
            page = KeptPage(made_at, response.content, dict(response.items()))
            store.set(key, page, KEPT_SECONDS)
        return response

    return middleware


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
