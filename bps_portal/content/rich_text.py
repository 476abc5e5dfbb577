"""Links in rich text: to a page in the reader's own language, or no link at all.

What a text names by something that is no key at all, as after a bad import, is left out like what
was deleted; Wagtail's own handlers would ask the database for it, and readers get a server error.
"""

import re
from typing import Any

from django.db import models
from django.utils.html import format_html
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.images.rich_text import ImageEmbedHandler
from wagtail.rich_text.pages import PageLinkHandler

from bps_portal import languages
from bps_portal.pages.models import PortalPage

# A key that PostgreSQL takes.
KEY = re.compile(r"[0-9]{1,18}")


def _with_key(attrs_list: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the attributes of each link; none where its key is no number."""
    return [attrs if KEY.fullmatch(attrs.get("id", "")) else {} for attrs in attrs_list]


class PortalDocumentLinkHandler(DocumentLinkHandler):
    """Links to documents."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[models.Model | None]:
        """Return the document of each link, or None where there is none."""
        found: list[models.Model | None] = super().get_many(_with_key(attrs_list))
        return found


class PortalImageEmbedHandler(ImageEmbedHandler):
    """Pictures in a text, as imported ones may hold; the editor offers them as blocks."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[models.Model | None]:
        """Return each picture, or None where there is none."""
        found: list[models.Model | None] = super().get_many(_with_key(attrs_list))
        return found


class PortalPageLinkHandler(PageLinkHandler):
    """Links to pages, in one query for all links of a text."""

    @classmethod
    def get_many(cls, attrs_list: list[dict[str, Any]]) -> list[PortalPage | None]:
        """Return the page of each link, or None where it was deleted."""
        keys = [attrs["id"] for attrs in _with_key(attrs_list) if attrs]
        pages = PortalPage.objects.in_bulk(keys)
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
