"""The address of a page in each language, as Wagtail asks for it."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from wagtail.url_routing import RouteResult

from bps_portal import languages

from . import addresses, routing
from .language_exceptions import exception_for
from .visibility import VisiblePage

# Where Wagtail keeps the route of a request.
ROUTE_ATTRIBUTE = "_wagtail_route_for_request"


class AddressedPage(VisiblePage):
    """A page with a slug and a path in each language."""

    # The pages from the home page down to the parent, set by the look-up of an address.
    ancestors_from_root: "list[AddressedPage] | None" = None

    class Meta:
        abstract = True

    def set_url_path(self, parent: "AddressedPage | None") -> str:
        """Set the path from the root in every language; return the active language's."""
        for code in languages.codes():
            slug = languages.value_in(self, "slug", code)
            path = (
                addresses.url_path_below(languages.value_in(parent, "url_path", code), slug)
                if parent
                else "/"
            )
            languages.set_value_in(self, "url_path", code, path)
        return str(self.url_path)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[Any, Any, Any] | None:
        """Return (site id, root address, path) in the active language.

        The root address is `SITE_URL`; Wagtail's own record of the site keeps the one of the day
        on which it was made.

        Where the page is not live in the active language, the address in a language in which it
        is live is given, so that an editor can open it; public pages ask `url_in` instead.
        """
        active = languages.active_code()
        candidates = [active] if not self.live else [active, *languages.other_codes()]
        for code in candidates:
            if not self.live or self.live_in(code):
                with languages.override(code):
                    parts = super().get_url_parts(request) if self.url_path else None
                root = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
                return parts and (parts[0], root, parts[2])
        return None

    @property
    def breadcrumbs(self) -> "list[AddressedPage]":
        """The ancestors from the home page down, as far as readers see them."""
        chain = self.ancestors_from_root
        if chain is None:
            chain = self.get_ancestors().filter(depth__gt=1)
        code = languages.active_code()
        return [page for page in chain if page.live_in(code)]

    def url_in(self, code: str, request: HttpRequest | None = None) -> str | None:
        """Return the local address in a language, or None where readers do not see it there."""
        if not self.live_in(code):
            return None
        with languages.override(code):
            url: str | None = self.get_url(request)
            return url

    def full_url_in(self, code: str, request: HttpRequest | None = None) -> str | None:
        """Return the absolute address in a language, or None where readers do not see it there."""
        if not self.live_in(code):
            return None
        with languages.override(code):
            url: str | None = self.get_full_url(request)
            return url

    def awaited_in(self, code: str) -> bool:
        """Tell whether the page is public, and its version in this language promised to follow.

        One query for a page that is missing in the language, none for any other.
        """
        if not self.live_languages or self.live_in(code):
            return False
        return exception_for(self, code) is not None

    def awaited_url_in(self, code: str, request: HttpRequest | None = None) -> str | None:
        """Return the local address in a language where readers see the page or read that it follows.

        None where the page has no title, and so no address, in the language yet.
        """
        if not languages.value_in(self, "url_path", code):
            return None
        with languages.override(code):
            parts = super().get_url_parts(request)
        return parts[2] if parts else None

    @staticmethod
    def route_for_request(request: HttpRequest, path: str) -> RouteResult | None:
        """Find the page of a path by one look-up of all its prefixes in the active language."""
        attributes = vars(request)
        if ROUTE_ATTRIBUTE not in attributes:
            attributes[ROUTE_ATTRIBUTE] = routing.find_route(request, path)
        result: RouteResult | None = attributes[ROUTE_ATTRIBUTE]
        return result

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer for this very page where it is live in the active language, else 404.

        Where its version in that language is awaited, `translation_follows` answers for it.
        """
        code = languages.active_code()
        if not path_components and not self.live_in(code) and not self.awaited_in(code):
            raise Http404
        result: RouteResult = super().route(request, path_components)
        return result

    @staticmethod
    def _slug_is_available(
        slug: str, parent_page: "AddressedPage | None", page: "AddressedPage | None" = None
    ) -> bool:
        """Tell whether `page` could live below `parent_page`, as Wagtail's move views ask."""
        if parent_page is None:
            return True
        taken = parent_page.get_children()
        if page:
            taken = taken.not_page(page)
            same = {
                languages.field_name("slug", code): languages.value_in(page, "slug", code)
                for code in languages.other_codes()
                if languages.value_in(page, "slug", code)
            }
            if any(taken.filter(**{name: value}).exists() for name, value in same.items()):
                return False
        name = languages.field_name("slug", languages.active_code())
        return not slug or not taken.filter(**{name: slug}).exists()
