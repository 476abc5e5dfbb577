"""Atom feeds (RFC 4287): what those of all rooms share."""

import hashlib
import mimetypes
import re
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.formats import date_format
from django.utils.html import escape, format_html_join
from django.utils.http import http_date
from django.utils.safestring import SafeString

from bps_portal.content.models import PortalDocument, PortalImage, Theme
from bps_portal.content.privacy import closed_collections
from bps_portal.content.site_frame import frame_of
from bps_portal.pages import shown
from bps_portal.pages.change_notes import ShownNote, notes_of
from bps_portal.pages.models import LocalizedPage

from . import content_version
from .site_map import absolute

ENTRIES = 20
KEPT_SECONDS = 24 * 3600
# What XML 1.0 does not allow, not even escaped (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """What a feed tells of a page: `html` is its body, `enclosures` what it gives to take along."""

    page: LocalizedPage
    lead: str
    html: str
    published: datetime
    theme: Theme | None = None
    enclosures: Sequence[Enclosure] = field(default_factory=list)


class Feed(Atom1Feed):
    """An Atom feed whose entries hold the whole page."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add the page as HTML; addresses in it start at its own (XML Base)."""
        super().add_item_elements(handler, item)
        attributes = {"type": "html", "xml:base": item["link"]}
        handler.addQuickElement("content", item["content"], attributes)


def answer(
    request: HttpRequest, versions: Sequence[tuple[Any, ...]], make: Callable[[], str]
) -> HttpResponse:
    """Return the feed that `make` writes, once for each state of the content.

    Args:
        request: the reader's.
        versions: what time alone or another process's change makes different: for each entry its
            key and, second, the moment in which it was published.
        make: writes the feed.
    """
    content = _made_once(request, versions, make)
    response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    changed = max((moment for _key, moment, *_ in versions if moment), default=None)
    if changed is not None:
        response["Last-Modified"] = http_date(int(changed.timestamp()))
    return response


def _made_once(
    request: HttpRequest, versions: Sequence[tuple[Any, ...]], make: Callable[[], str]
) -> bytes:
    state = (
        request.get_full_path(),
        settings.WAGTAILADMIN_BASE_URL,
        content_version.current(),
        list(versions),
        sorted(closed_collections()),
    )
    key = f"delivery.atom.{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"
    kept: tuple[bytes, set[str]] | None = cache.get(key)
    if kept is None:
        with shown.noting() as keys:
            kept = make().encode(), keys
        cache.set(key, kept, KEPT_SECONDS)
    content, keys = kept
    # Given out again, a feed still shows the same pages.
    shown.note(*keys)
    return content


def written(
    request: HttpRequest,
    section: LocalizedPage,
    code: str,
    entries: Iterable[Entry],
    theme: Theme | None = None,
) -> str:
    """Return the feed of a section, or of one theme in it, in a language."""
    site_name = frame_of(request).settings.name_to_show
    titles = [theme.name if theme else "", section.title, site_name]
    feed = Feed(
        title=_clean(" – ".join(filter(None, titles))),
        link=section.full_url_in(code, request) or "",
        description="",
        subtitle=_clean(getattr(section, "intro", "") or ""),
        language=code,
        author_name=site_name,
        feed_url=absolute(request.get_full_path()),
        feed_guid=_identifier(section, code, f"theme {theme.pk}" if theme else ""),
    )
    for entry in entries:
        _add(feed, entry, code, request)
    return str(feed.writeString("utf-8"))


def noon(day: date) -> datetime:
    """Return the middle of a day in Brussels."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def picture_of(image: PortalImage) -> Enclosure:
    """Return a picture as an enclosure."""
    return _enclosure(image.file.url, image.file.name, image.file_size)


def downloads_of(documents: Iterable[PortalDocument], closed: Collection[int]) -> list[Enclosure]:
    """Return documents as enclosures, each once, but for those of the `closed` collections."""
    unique = {document.pk: document for document in documents}
    return [
        _enclosure(document.url, document.filename, document.file_size)
        for document in unique.values()
        if document.collection_id not in closed
    ]


def _enclosure(address: str, name: str, size: int | None) -> Enclosure:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Enclosure(absolute(address), str(size or 0), kind)


def _add(feed: Feed, entry: Entry, code: str, request: HttpRequest) -> None:
    lead = escape(_clean(entry.lead))
    notes = notes_of(entry.page, code)
    opening = f"<p>{lead}</p>" if lead else ""
    theme_name = entry.theme.name if entry.theme else ""
    feed.add_item(
        title=_clean(entry.page.title),
        link=entry.page.full_url_in(code, request) or "",
        description=lead,
        content=_clean(f"{opening}{_as_html(notes)}{entry.html}"),
        unique_id=_identifier(entry.page, code),
        pubdate=timezone.localtime(entry.published),
        # What an editor finds worth a note; a comma put right is no news (RFC 4287, 4.2.15).
        updateddate=timezone.localtime(
            max([entry.published, *(noon(note.date) for note in notes)])
        ),
        categories=[_clean(theme_name)] if theme_name else [],
        enclosures=list(entry.enclosures),
    )


def _as_html(notes: list[ShownNote]) -> SafeString:
    """Return the change notes, the newest first, as paragraphs."""
    return format_html_join(
        "", "<p>{}: {}</p>", ((date_format(note.date, "d.m.Y"), note.text) for note in notes)
    )


def _identifier(page: LocalizedPage, code: str, part: str = "") -> str:
    """Return a name that stays with the page in a language, whatever its address (4.2.6)."""
    return uuid.uuid5(page.translation_key, f"{code} {part}".strip()).urn


def _clean(text: str) -> str:
    """Return `text` without what XML cannot hold."""
    return _FORBIDDEN.sub("", text)
