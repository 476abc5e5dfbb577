"""Links in rich text: to a page in the reader's own language, or no link at all."""

from typing import Any

from django.utils.html import format_html
from wagtail.rich_text.pages import PageLinkHandler

from bps_portal import languages
from bps_portal.pages.models import PortalPage


class PortalPageLinkHandler(PageLinkHandler):
    """Links to pages, in one query for all links of a text."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[PortalPage | None]:
        """Return the page of each link, or None where it was deleted."""
        pages = PortalPage.objects.in_bulk([attrs["id"] for attrs in attrs_list if "id" in attrs])
        by_id = {str(pk): page for pk, page in pages.items()}
        return [by_id.get(attrs.get("id", "")) for attrs in attrs_list]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """Return the opening tag of each link.

        A page that readers do not see in the active language leaves its words without a link,
        rather than leading to another language.
        """
        code = languages.active_code()
        urls = [page.url_in(code) if page else None for page in cls.get_many(attrs_list)]
        return [format_html('<a href="{}">', url) if url else "<a>" for url in urls]
