"""The news as an Atom feed (RFC 4287), one for each language and, with `?theme=`, for each theme."""

import hashlib
import mimetypes
import re
import uuid
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import Context
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.formats import date_format
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import condition, require_safe

from bps_portal import languages
from bps_portal.content.models import PortalImage, Theme
from bps_portal.content.renditions import images_in, prefetch_renditions
from bps_portal.content.site_frame import frame_of
from bps_portal.content.templatetags.body import body as render_body
from bps_portal.pages.change_notes import ShownNote, notes_of

from .models import ArticlePage, ArticleQuerySet, NewsIndexPage

ENTRIES = 20
KEPT_SECONDS = 24 * 3600
# What XML 1.0 does not allow, not even escaped (section 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Atom1Feed):
    """An Atom feed whose entries hold the whole article."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add the article as HTML; addresses in it start at the article's own (XML Base)."""
        super().add_item_elements(handler, item)
        attributes = {"type": "html", "xml:base": item["link"]}
        handler.addQuickElement("content", item["content"], attributes)


def _articles(request: HttpRequest) -> ArticleQuerySet:
    articles: ArticleQuerySet = ArticlePage.objects.public_in(languages.active_code())
    if theme := _theme(request):
        articles = articles.filter(theme=theme)
    return articles.newest_first()


def _theme(request: HttpRequest) -> Theme | None:
    slug = request.GET.get("theme", "").replace("\0", "")
    column = languages.field_name("slug", languages.active_code())
    return get_object_or_404(Theme, **{column: slug}) if slug else None


def _versions(request: HttpRequest) -> list[tuple[int, datetime, str]]:
    """Return what tells one state of the feed from another; asked once for each request."""
    attributes = vars(request)
    if "feed_versions" not in attributes:
        name = languages.field_name("theme__name", languages.active_code())
        found = _articles(request).values_list("pk", "last_published_at", name)
        attributes["feed_versions"] = list(found[:ENTRIES])
    versions: list[tuple[int, datetime, str]] = attributes["feed_versions"]
    return versions


def _etag(request: HttpRequest) -> str:
    state = (request.get_full_path(), settings.WAGTAILADMIN_BASE_URL, _versions(request))
    return f'"{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"'


def _last_modified(request: HttpRequest) -> datetime | None:
    return max((moment for _pk, moment, _name in _versions(request) if moment), default=None)


@require_safe
@condition(etag_func=_etag, last_modified_func=_last_modified)
def news_feed(request: HttpRequest) -> HttpResponse:
    """Return the twenty newest articles of the active language.

    Raises:
        Http404: for a theme that is not there, and where the news are not public in the language.
    """
    key = f"news.feed.{_etag(request)}"
    content = cache.get(key)
    if content is None:
        content = _feed(request).encode()
        cache.set(key, content, KEPT_SECONDS)
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _feed(request: HttpRequest) -> str:
    code = languages.active_code()
    news = NewsIndexPage.objects.public_in(code).order_by().first()
    if news is None:
        raise Http404
    theme = _theme(request)
    site_name = frame_of(request).settings.name_to_show
    feed = Feed(
        title=_clean(
            " – ".join(filter(None, [theme.name if theme else "", news.title, site_name]))
        ),
        link=news.full_url_in(code, request) or "",
        description="",
        subtitle=_clean(news.intro or ""),
        language=code,
        author_name=site_name,
        feed_url=_absolute(request.get_full_path()),
        feed_guid=_identifier(news, code, f"theme {theme.pk}" if theme else ""),
    )
    articles = list(_articles(request).for_serving()[:ENTRIES])
    prefetch_renditions(image for article in articles for image in images_in(article.body))
    for article in articles:
        _add(feed, article, code, request)
    return str(feed.writeString("utf-8"))


def _add(feed: Feed, article: ArticlePage, code: str, request: HttpRequest) -> None:
    lead = escape(_clean(article.lead or ""))
    published = article.first_published_at or article.last_published_at or _noon(article.date)
    notes = notes_of(article, code)
    context = Context({"request": request, "page": article, "language": code})
    feed.add_item(
        title=_clean(article.title),
        link=article.full_url_in(code, request) or "",
        description=lead,
        content=_clean(f"<p>{lead}</p>{_as_html(notes)}{render_body(context, article.body)}"),
        unique_id=_identifier(article, code),
        pubdate=published,
        # What an editor finds worth a note; a comma put right is no news (RFC 4287, 4.2.15).
        updateddate=max([published, *(_noon(note.date) for note in notes)]),
        categories=[_clean(article.theme.name)] if article.theme.name else [],
        enclosures=[_enclosure(article.image)] if article.image else [],
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _as_html(notes: list[ShownNote]) -> SafeString:
    """Return the change notes, the newest first, as paragraphs."""
    return format_html_join(
        "", "<p>{}: {}</p>", ((date_format(note.date, "d.m.Y"), note.text) for note in notes)
    )


def _identifier(page: ArticlePage | NewsIndexPage, code: str, part: str = "") -> str:
    """Return a name that stays with the page in a language, whatever its address (4.2.6)."""
    return uuid.uuid5(page.translation_key, f"{code} {part}".strip()).urn


def _enclosure(image: PortalImage) -> Enclosure:
    kind = mimetypes.guess_type(image.file.name)[0] or "application/octet-stream"
    return Enclosure(_absolute(image.file.url), str(image.file_size or 0), kind)


def _absolute(address: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + address


def _clean(text: str) -> str:
    """Return `text` without what XML cannot hold."""
    return _FORBIDDEN.sub("", text)
