"""Finds the page of an address by one look-up, however deep it lies."""

from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest
from wagtail.models import AbstractPage, Site
from wagtail.url_routing import RouteResult

from bps_portal import languages

from . import addresses


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """Return the page of `path` in the active language, or None where readers see none there.

    All prefixes of the path are looked up at once; the longest that is a page's path answers, and
    what is left of the path goes to that page's own `route`.
    """
    base = _page_model()
    site = Site.find_for_request(request)
    if site is None:
        return None
    code = languages.active_code()
    root_path: str = languages.value_in(site.root_page, "url_path", code) or "/"
    components = [component for component in path.split("/") if component]
    chain = addresses.pages_on_path(base, code, addresses.prefixes(root_path, components))
    if not chain:
        return None
    found = chain[0]
    specific_class = found.specific_class or base
    page = specific_class.objects.for_serving().get(pk=found.pk)
    page.ancestors_from_root = [ancestor for ancestor in reversed(chain) if ancestor.depth > 1][:-1]
    page.known_unrestricted = not found.is_restricted
    try:
        return page.route(request, components[found.depth - site.root_page.depth :])
    except Http404:
        return None


def _page_model() -> type[AbstractPage]:
    """Return the base page model that the settings name."""
    model: type[AbstractPage] = apps.get_model(settings.WAGTAIL_PAGE_MODEL)
    return model
