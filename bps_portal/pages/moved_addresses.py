"""From an old address to where its page stands today: one hop, in the same language.

Wagtail's middleware answers in whatever language is active, drops the visitor's query, and leads
on from a former host only after other redirects.
"""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from bps_portal import languages
from bps_portal.languages.negotiation import accepted_code

from .addressing import ROUTE_ATTRIBUTE
from .redirect_models import count_missed

logger = logging.getLogger(__name__)

type GetResponse = Callable[[HttpRequest], HttpResponseBase]

# An address that leads on to another old one is followed this far.
MOST_STEPS = 5


class MovedAddressMiddleware(RedirectMiddleware):
    """Answers with the redirect of an address where nothing is found, and counts what leads nowhere."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the redirect of a missing page, or the response itself."""
        if response.status_code != 404:
            return response
        target, is_permanent = target_of(request)
        if target:
            answer = HttpResponsePermanentRedirect if is_permanent else HttpResponseRedirect
            return answer(target)
        # A page that was found refuses what was asked of it, such as a theme that it does not know.
        is_nowhere = vars(request).get(ROUTE_ATTRIBUTE) is None
        if request.method == "GET" and is_nowhere and not request.path.startswith(_NOT_COUNTED):
            _count(request.path)
        return response


def lead_from_former_host(get_response: GetResponse) -> GetResponse:
    """Return middleware that leads from a former host (`FORMER_HOSTS`) to the same page here.

    It stands first, so that a change of scheme or a missing slash costs no hop of its own.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        host = request.META.get("HTTP_HOST", "").partition(":")[0].lower()
        if host not in settings.FORMER_HOSTS:
            return get_response(request)
        with languages.override(get_language_from_path(request.path) or accepted_code(request)):
            target, _is_permanent = target_of(request)
        local = target or request.get_full_path(force_append_slash=_takes_slash(request.path))
        here = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        return HttpResponsePermanentRedirect(local if urlsplit(local).netloc else f"{here}{local}")

    return middleware


def target_of(request: HttpRequest) -> tuple[str, bool]:
    """Return where a request for an old address is to go, and whether for good; "" for nowhere.

    The visitor's query is kept, unless the redirect was made for it or brings one of its own.
    """
    full = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    redirect = get_redirect(request, full)
    for_query = redirect is not None and "?" in full
    bare = full.partition("?")[0]
    redirect = redirect or (get_redirect(request, bare) if bare != full else None)
    if redirect is None:
        return "", False
    link = _final(request, redirect)
    query = request.META.get("QUERY_STRING")
    if link and query and not for_query and not {"?", "#"} & set(link):
        link += f"?{query}"
    return link, redirect.is_permanent


def _final(request: HttpRequest, redirect: Redirect) -> str:
    """Follow redirects to old addresses, so that the visitor makes one hop; a loop leads nowhere."""
    passed = {redirect.pk}
    for _step in range(MOST_STEPS):
        link = link_of(redirect)
        if redirect.redirect_page_id or urlsplit(link).netloc or not link.startswith("/"):
            return link
        following = get_redirect(request, Redirect.normalise_path(link, decode_unicode=False))
        if following is None:
            return link
        if following.pk in passed:
            break
        passed.add(following.pk)
        redirect = following
    logger.warning("The redirect of %s goes round in a circle.", redirect.old_path)
    return ""


def link_of(redirect: Redirect) -> str:
    """Return the address to which a redirect leads in the language of its readers, or "".

    That language is the one of the old address itself, else the one that is kept for it, else the
    visitor's. A page that readers do not see in it is never shown in another one.
    """
    if not redirect.redirect_page_id:
        return str(redirect.redirect_link or "")
    kept = getattr(redirect, "kept_language", None)
    code = get_language_from_path(redirect.old_path) or (kept.code if kept else "")
    code = code or languages.active_code()
    page = redirect.redirect_page.specific_deferred
    with languages.override(code):
        link = page.url_in(code) or (page.awaited_url_in(code) if page.awaited_in(code) else "")
    return (
        f"{link.rstrip('/')}{redirect.redirect_page_route_path}"
        if (link and redirect.redirect_page_route_path)
        else (link or "")
    )


# Files and machines' addresses are no pages that moved.
_NOT_COUNTED = (settings.STATIC_URL, settings.MEDIA_URL, "/admin/", "/api/", "/hooks/", "/healthz/")


def _takes_slash(path: str) -> bool:
    return not path.endswith("/") and "." not in path.rpartition("/")[2]


def _count(path: str) -> None:
    try:
        count_missed(path)
    except Error:
        logger.warning("A visit to a missing address could not be counted.")
