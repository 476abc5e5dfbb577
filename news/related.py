"""Which articles stand below an article."""

from datetime import datetime
from typing import TYPE_CHECKING

from bps_portal.pages import shown

if TYPE_CHECKING:
    from .models import ArticlePage

RELATED_ARTICLES = 3


def related_articles(
    article: "ArticlePage", code: str, now: datetime | None = None
) -> "list[ArticlePage]":
    """Return up to three articles that readers may see in a language.

    Those that the editor chose come first, in the editor's order; the newest of the same theme
    fill up, and the newest of all where the theme has too few. One query, whatever the number of
    articles, for an article fetched `for_serving`.
    """
    chosen = getattr(article, "chosen_article_ids", None)
    if chosen is None:
        chosen = [link.article_id for link in article.related_links.all()]
    with shown.noting_nothing():
        related = _found(article, chosen, code, now)
    # A chosen one may be public later.
    shown.note(*map(shown.page_key, {*chosen, *(other.pk for other in related)}))
    shown.note(shown.list_key(type(article), "theme_id", article.theme_id))
    if sum(other.theme_id == article.theme_id for other in related) < RELATED_ARTICLES:
        shown.note(shown.list_key(type(article)))
    return related


def _found(
    article: "ArticlePage", chosen: list[int], code: str, now: datetime | None
) -> "list[ArticlePage]":
    others = type(article).objects.public_in(code, now).exclude(pk=article.pk)
    unchosen = others.exclude(pk__in=chosen).newest_first().values("pk")
    of_theme = unchosen.filter(theme_id=article.theme_id)[:RELATED_ARTICLES]
    of_all = unchosen[:RELATED_ARTICLES]
    by_choice = others.filter(pk__in=chosen).order_by().values("pk")
    # A union, so that each part is read from its own index, however many articles there are.
    found = type(article).objects.filter(pk__in=by_choice.union(of_theme, of_all))
    order = {pk: place for place, pk in enumerate(chosen)}
    ranked = sorted(
        found.newest_first().for_cards(),
        key=lambda candidate: (
            order.get(candidate.pk, len(order)),
            candidate.theme_id != article.theme_id,
        ),
    )
    return ranked[:RELATED_ARTICLES]
