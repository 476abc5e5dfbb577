"""The news as an Atom feed, one for each language and, with `?theme=`, for each theme."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import Context
from django.views.decorators.http import require_safe

from bps_portal import languages
from bps_portal.content.models import Theme
from bps_portal.content.privacy import closed_collections
from bps_portal.content.renditions import files_in, images_in, prefetch_renditions
from bps_portal.content.templatetags.body import body as render_body
from bps_portal.delivery import atom

from .models import ArticlePage, ArticleQuerySet, NewsIndexPage


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """Return the twenty newest articles of the active language.

    Raises:
        Http404: for a theme that is not there, and where the news are not public in the language.
    """
    code = languages.active_code()
    news = NewsIndexPage.objects.public_in(code).order_by().first()
    if news is None:
        raise Http404
    theme = _theme(request, code)
    articles: ArticleQuerySet = ArticlePage.objects.public_in(code)
    if theme:
        articles = articles.filter(theme=theme)
    newest = articles.newest_first()
    name = languages.field_name("theme__name", code)
    versions = newest.values_list("pk", "last_published_at", name)[: atom.ENTRIES]
    return atom.answer(request, versions, lambda: _feed(request, news, newest, theme))


def _theme(request: HttpRequest, code: str) -> Theme | None:
    slug = request.GET.get("theme", "").replace("\0", "")
    return get_object_or_404(Theme, **{languages.field_name("slug", code): slug}) if slug else None


def _feed(
    request: HttpRequest, news: NewsIndexPage, newest: ArticleQuerySet, theme: Theme | None
) -> str:
    code = languages.active_code()
    articles = list(newest.for_serving()[: atom.ENTRIES])
    prefetch_renditions(image for article in articles for image in images_in(article.body))
    closed = closed_collections()
    entries = [_entry(article, code, request, closed) for article in articles]
    return atom.written(request, news, code, entries, theme)


def _entry(article: ArticlePage, code: str, request: HttpRequest, closed: set[int]) -> atom.Entry:
    context: Any = Context({"request": request, "page": article, "language": code})
    pictures = [atom.picture_of(article.image)] if article.image else []
    # A feed has no word for the language of a file.
    files = (file for file in files_in(article.body) if file.language in ("", code))
    published: datetime | None = article.first_published_at or article.last_published_at
    return atom.Entry(
        article,
        lead=article.lead or "",
        html=render_body(context, article.body),
        published=published or atom.noon(article.date),
        theme=article.theme,
        enclosures=[*atom.downloads_of(files, closed), *pictures],
    )
