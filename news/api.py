"""The articles as open data."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.template import Context
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from bps_portal import languages
from bps_portal.api.machinery import (
    REFUSALS,
    ImageOut,
    InLanguage,
    Missing,
    PageOut,
    Pages,
    Period,
    Slug,
    ThemeOut,
    image_out,
    theme_out,
)
from bps_portal.content.templatetags.body import body as render_body
from bps_portal.pages.change_notes import notes_of

from .models import ArticlePage

router = Router(tags=["articles"])


class ArticleFilter(Period):
    """Which articles: by their date and theme."""

    theme: Slug | None = Field(None, description="The slug of a theme in that language.")


class NoteOut(Schema):
    """What changed, and when."""

    date: dt.date
    text: str


class ArticleOut(PageOut):
    """An article as lists show it."""

    date: dt.date
    lead: str
    theme: ThemeOut | None
    image: ImageOut | None

    @staticmethod
    def resolve_lead(article: ArticlePage) -> str:
        """Return the lead, "" where there is none."""
        return article.lead or ""

    @staticmethod
    def resolve_theme(article: ArticlePage) -> dict[str, str] | None:
        """Return the theme."""
        return theme_out(article.theme)

    @staticmethod
    def resolve_image(article: ArticlePage) -> dict[str, Any] | None:
        """Return the main picture."""
        return image_out(article.image)


class WholeArticle(ArticleOut):
    """An article with its body and its change notes."""

    html: str = Field(description="The body as HTML; addresses in it start at `url`.")
    changes: list[NoteOut]

    @staticmethod
    def resolve_html(article: ArticlePage, context: Any) -> str:
        """Return the body as readers see it."""
        values = {"request": context["request"], "page": article}
        return render_body(Context(values | {"language": languages.active_code()}), article.body)

    @staticmethod
    def resolve_changes(article: ArticlePage) -> list[Any]:
        """Return the change notes, the newest first."""
        return notes_of(article, languages.active_code())


@router.get(
    "/articles",
    response={200: list[ArticleOut]} | REFUSALS,
    operation_id="articles",
    summary="Articles, newest first",
)
@paginate(Pages, page_size=20)
def articles(request: HttpRequest, query: Query[ArticleFilter]) -> QuerySet[ArticlePage]:
    """Return the articles that every reader of the language sees."""
    code = languages.active_code()
    found = ArticlePage.objects.public_in(code).newest_first().for_cards()
    if query.since:
        found = found.filter(date__gte=query.since)
    if query.until:
        found = found.filter(date__lte=query.until)
    if query.theme:
        found = found.filter(**{f"theme__{languages.field_name('slug', code)}": query.theme})
    return found


@router.get(
    "/articles/{int:article_id}",
    response={200: WholeArticle, 404: Missing} | REFUSALS,
    operation_id="article",
    summary="One article",
)
def article(request: HttpRequest, article_id: int, query: Query[InLanguage]) -> ArticlePage:
    """Return one article with its body; 404 where readers of the language do not see it."""
    found = ArticlePage.objects.public_in(languages.active_code()).for_serving()
    if (one := found.filter(pk=article_id).first()) is None:
        raise Http404
    return one
