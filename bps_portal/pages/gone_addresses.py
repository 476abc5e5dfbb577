"""The death of a page: its addresses answer 410 Gone, and name a way on (RFC 9110, 15.5.11)."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models.functions import MD5
from django.db.models.signals import pre_delete
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import AbstractPage, Site

from bps_portal import languages

from .addresses import pages_on_path, prefixes

type GetResponse = Callable[[HttpRequest], HttpResponseBase]


class GoneAddress(models.Model):
    """An address at which a published page stood, or led to one, until the page was deleted."""

    path = models.TextField(verbose_name=_("address"), editable=False)
    gone_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("address of a deleted page")
        verbose_name_plural = _("addresses of deleted pages")
        # On the digest: a path can be longer than a B-tree row allows.
        constraints = [models.UniqueConstraint(MD5("path"), name="unique_gone_path")]

    def __str__(self) -> str:
        """Return the path, from the root of the site: /nl/nieuws/…/."""
        return self.path


def connect(model: type[AbstractPage]) -> None:
    """Note the addresses of every page of `model` that is deleted, however it is deleted."""
    pre_delete.connect(note_addresses, sender=model, dispatch_uid="pages.note_gone_addresses")


def note_addresses(instance: Any, **_kwargs: Any) -> None:
    """Note where `instance` stood in the languages in which it had been published.

    The addresses that were redirected to it die with it.
    """
    if not (instance.live or instance.first_published_at):
        return
    seen = filter(languages.is_public, instance.published_languages)
    own = (_path_in(instance, code) for code in seen)
    redirected = Redirect.objects.filter(redirect_page=instance.pk, old_path__startswith="/")
    old = (f"{path}/" for path in redirected.values_list("old_path", flat=True) if "?" not in path)
    gone = [GoneAddress(path=path) for path in {*filter(None, own), *old}]
    GoneAddress.objects.bulk_create(gone, ignore_conflicts=True)


def _path_in(page: Any, code: str) -> str | None:
    url_path = languages.value_in(page, "url_path", code)
    for root in Site.get_site_root_paths():
        # A site has a home page for ever, whichever page that is.
        if url_path and url_path.startswith(root.root_path) and url_path != root.root_path:
            with languages.override(code):
                return reverse("wagtail_serve", args=[url_path[len(root.root_path) :]])
    return None


def say_what_is_gone(get_response: GetResponse) -> GetResponse:
    """Return middleware that answers 410 where a deleted page stood and nothing took its place.

    Only what is not found is looked up. It stands outside the middleware of the redirects, which
    therefore come first.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != 404 or not _is_gone(request.path):
            return response
        stands_there, section = _what_is_left(request)
        if stands_there:
            return response
        return render(request, "410.html", {"section": section}, status=410)

    return middleware


def _is_gone(path: str) -> bool:
    whole = path if path.endswith("/") else f"{path}/"
    digest = hashlib.md5(whole.encode(errors="replace"), usedforsecurity=False).hexdigest()
    found = GoneAddress.objects.annotate(path_digest=MD5("path")).filter(path_digest=digest)
    return found.exists()


def _what_is_left(request: HttpRequest) -> tuple[bool, Any]:
    """Return whether some page has this very address, and the nearest one above that is seen."""
    code = get_language_from_path(request.path)
    site = Site.find_for_request(request)
    if code is None or not languages.is_public(code) or site is None:
        return False, None
    root_path = languages.value_in(site.root_page, "url_path", code) or "/"
    parts = [part for part in request.path.split("/") if part][1:]
    paths = prefixes(root_path, parts)
    chain = pages_on_path(type(site.root_page), code, paths)
    stands_there = any(languages.value_in(page, "url_path", code) == paths[-1] for page in chain)
    above = (page for page in chain if page.depth > site.root_page.depth)
    seen = (page for page in above if page.live_in(code) and not page.is_restricted)
    return stands_there, next(seen, None)
