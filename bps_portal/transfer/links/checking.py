"""Which links lead nowhere: gone pages, drafts, files that are not there, missing anchors."""

from collections import OrderedDict
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import models
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from lxml import etree, html
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Site

from bps_portal import languages
from bps_portal.pages.models import PortalPage
from bps_portal.pages.moved_addresses import link_of
from bps_portal.pages.routing import find_route
from bps_portal.transfer.models import BrokenLink
from bps_portal.transfer.old_addresses import parts_of

from .found import Link

Problem = BrokenLink.Problem
# Pages whose anchors are kept at hand.
KEPT = 200


class Checker:
    """Checks links one by one; what it keeps in memory is bounded."""

    def __init__(self) -> None:
        """Know the hosts of the site."""
        self._anchors: OrderedDict[tuple[int, str], set[str]] = OrderedDict()
        roots = [site.root_url for site in Site.objects.all()]
        self._hosts = {urlsplit(root).netloc for root in [settings.WAGTAILADMIN_BASE_URL, *roots]}

    def problem(self, link: Link) -> str:
        """Return what is wrong with a link within the site, or "" where nothing is."""
        if link.model is not None:
            return self._thing(link.model, link.key, link.code)
        if self.is_external(link.address):
            return ""
        parts = parts_of(link.address)
        if parts.scheme not in ("", "http", "https"):
            return ""
        if not parts.path and not parts.netloc:
            return self._anchor(link.source, parts.fragment, link.code)
        return self._address(parts.path or "/", parts.fragment, link.code)

    def is_external(self, address: str) -> bool:
        """Tell whether an address is one of another site."""
        parts = parts_of(address)
        return parts.scheme in ("http", "https") and parts.netloc not in self._hosts

    def _thing(self, model: type[models.Model], key: Any, code: str) -> str:
        if not str(key).isdigit():
            return Problem.GONE
        found: Any = model._default_manager.filter(pk=key).first()
        if found is None:
            return Problem.GONE
        if isinstance(found, PortalPage):
            seen = found.live_in(code) or found.awaited_in(code)
            return "" if seen else Problem.NOT_PUBLIC
        file = getattr(found, "file", None)
        return Problem.FILE_GONE if file is not None and not _is_stored(file) else ""

    def _address(self, path: str, fragment: str, code: str) -> str:
        if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
            return ""
        first = path.strip("/").partition("/")[0]
        code = first if first in languages.codes() else code
        with languages.override(code):
            return self._local(path, fragment, code)

    def _local(self, path: str, fragment: str, code: str) -> str:
        try:
            match = resolve(path if path.endswith("/") or "." in path else f"{path}/")
        except Resolver404:
            return self._old(path)
        if match.view_name == "wagtaildocs_serve":
            return self._thing(_documents(), match.kwargs["document_id"], code)
        if match.view_name != "wagtail_serve":
            return ""
        request = RequestFactory().get(path, headers={"host": _host()})
        route = find_route(request, unquote(path).strip("/").partition("/")[2])
        if route is None:
            return self._old(path)
        return self._anchor(route.page, fragment, code)

    def _old(self, path: str) -> str:
        """Tell whether a redirect answers for an address that no page has."""
        redirect = Redirect.objects.filter(old_path=Redirect.normalise_path(path)).first()
        if redirect is None:
            return Problem.GONE
        return "" if link_of(redirect) else Problem.NOT_PUBLIC

    def _anchor(self, thing: Any, fragment: str, code: str) -> str:
        if not fragment or not isinstance(thing, PortalPage):
            return ""
        known = self._anchors.get((thing.pk, code))
        if known is None:
            known = self._anchors[thing.pk, code] = anchors_of(thing, code)
            if len(self._anchors) > KEPT:
                self._anchors.popitem(last=False)
        return "" if unquote(fragment) in known else Problem.NO_ANCHOR


def anchors_of(page: Any, code: str) -> set[str]:
    """Return the ids on a page as readers of a language see it."""
    with languages.override(code):
        answer = page.specific.make_preview_request(preview_mode=code)
    try:
        root = html.document_fromstring(answer.content)
    except (etree.ParserError, ValueError):
        return set()
    return {each.get("id") for each in root.iter() if each.get("id")}


def _is_stored(file: Any) -> bool:
    return bool(file.name) and bool(file.storage.exists(file.name))


def _documents() -> type[models.Model]:
    return get_document_model()


def _host() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.hostname if site else "localhost"
