"""Related articles of imported pages: linked where they exist, else linked when they arrive."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bps_portal import languages
from news.models import ArticlePage, RelatedArticle
from news.related import RELATED_ARTICLES

from .folding import folded
from .legacy_article import RelatedReference
from .models import PendingRelatedLink


def find_article(title: str, day: date | None, language: str) -> ArticlePage | None:
    """Return the article with a title (folded) and date in a language, draft or live."""
    column = languages.field_name("title", language)
    candidates = ArticlePage.objects.defer_streamfields().order_by("pk")
    if day is None:
        candidates = candidates.filter(**{f"{column}__iexact": title})
    else:
        candidates = candidates.filter(date=day)
    wanted = folded(title)
    return next(
        (page for page in candidates if folded(getattr(page, column) or "") == wanted), None
    )


def add_references(
    article: ArticlePage, references: Sequence[RelatedReference], language: str
) -> int:
    """Link what exists and remember the rest; return how many are remembered.

    `article` is linked in memory: its caller saves the revision.
    """
    waiting = 0
    linked = {link.article_id for link in article.related_links.all()}
    for position, reference in enumerate(references):
        target = find_article(reference.title, reference.date, language)
        if target is None:
            PendingRelatedLink.objects.get_or_create(
                article=article,
                language=language,
                folded_title=folded(reference.title)[:255],
                date=reference.date,
                defaults={"position": position, "title": reference.title[:255]},
            )
            waiting += 1
        elif target.pk not in linked | {article.pk} and len(linked) < RELATED_ARTICLES:
            article.related_links.add(RelatedArticle(article=target, sort_order=position))
            linked.add(target.pk)
    return waiting


def link_arrived(target: ArticlePage) -> int:
    """Link `target` from every imported article that waits for it; return from how many."""
    linked = 0
    for code in languages.codes():
        title = languages.value_in(target, "title", code)
        if not title:
            continue
        waiting = PendingRelatedLink.objects.filter(
            language=code, folded_title=folded(title)[:255]
        ).select_related("article")
        for pending in waiting:
            if pending.date in (None, target.date) and pending.article_id != target.pk:
                pending.delete()
                linked += _add_link(pending.article, target, pending.position)
    return linked


def on_article_published(instance: ArticlePage, **_kwargs: Any) -> None:
    """Link an article from those that wait for it as soon as an editor publishes it."""
    link_arrived(instance)


def _add_link(article: ArticlePage, target: ArticlePage, position: int) -> bool:
    """Add the link to the page itself and to its latest draft, so that neither loses it."""
    chosen = [link.article_id for link in article.related_links.all()]
    if target.pk in chosen or len(chosen) >= RELATED_ARTICLES:
        return False
    link = RelatedArticle.objects.create(page=article, article=target, sort_order=position)
    has_unpublished_changes = article.has_unpublished_changes
    draft = article.get_latest_revision_as_object()
    in_draft = [other.article_id for other in draft.related_links.all()]
    if target.pk not in in_draft and len(in_draft) < RELATED_ARTICLES:
        draft.related_links.add(link)
    revision = draft.save_revision(clean=False)
    if article.live and not has_unpublished_changes:
        revision.publish()
    return True
