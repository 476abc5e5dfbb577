"""Making an article from a page of the former site, in one language or in two at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from bps_portal import languages
from bps_portal.content.models import Theme
from bps_portal.pages.language_exceptions import (
    allow_one_language_first,
    exception_for,
    in_every_language,
)
from news.models import ArticlePage, NewsIndexPage

from .legacy_article import LegacyArticle
from .legacy_links import add_references, find_article, link_arrived
from .legacy_texts import Media, share_block_ids, texts_of
from .legacy_themes import fill_names, theme_named
from .models import LegacyPage

LOG_ACTION = "transfer.import_legacy"
_LONGEST = 255


class ImportRefusedError(ValueError):
    """The page cannot become an article; the message is one clear sentence."""


@dataclass(frozen=True)
class _How:
    """How articles are made: see `import_article`."""

    publish: bool
    today: date
    media: Mapping[str, Media]
    theme_of: Callable[[dict[str, str]], Theme]


@dataclass(frozen=True)
class Outcome:
    """What became of a page: the article, whether it changed, and a sentence for the operator."""

    article: ArticlePage
    changed: bool
    sentence: str


def import_article(
    sources: Sequence[LegacyArticle],
    index: NewsIndexPage,
    *,
    publish: bool,
    today: date,
    same_day: bool = True,
    media: Mapping[str, Media] | None = None,
    theme_of: Callable[[dict[str, str]], Theme] = theme_named,
) -> Outcome:
    """Make an article below `index`, or leave the one that is there as its editors made it.

    Args:
        sources: the same page in one language or in several, the leading one first.
        index: the news list.
        publish: whether readers see it at once, in the languages of the sources alone.
        today: the day from which the delay of the translation counts.
        same_day: whether versions of different days are refused as different pages.
        media: by language, what finds the pictures and files of its version.
        theme_of: finds or makes the theme with the names that the sources give it.

    Raises:
        ImportRefusedError: when an article cannot hold or show the page.
    """
    _check(sources, publish=publish, same_day=same_day)
    try:
        how = _How(publish=publish, today=today, media=media or {}, theme_of=theme_of)
        return _imported(sources, index, how)
    except ValidationError as error:
        raise ImportRefusedError(f"the site refuses it ({' '.join(error.messages)})") from error


def _imported(sources: Sequence[LegacyArticle], index: NewsIndexPage, how: _How) -> Outcome:
    known = {source.language: _known_article(source) for source in sources}
    articles = {article.pk: article for article in known.values() if article}
    if len(articles) > 1:
        article = next(iter(articles.values()))
        return Outcome(article, changed=False, sentence="are two articles already; left alone")
    if not articles:
        return _made(sources, index, how)
    (article,) = articles.values()
    new = [source for source in sources if known[source.language] is None]
    if new:
        return _extended(article, new, how)
    return Outcome(article, changed=False, sentence=_unchanged(sources))


def _check(sources: Sequence[LegacyArticle], *, publish: bool, same_day: bool) -> None:
    for source in sources:
        if len(source.title) > _LONGEST:
            raise ImportRefusedError(f"its title is longer than {_LONGEST} characters")
        if len(source.theme) > _LONGEST:
            raise ImportRefusedError(f"its theme is longer than {_LONGEST} characters")
        if publish and not source.body:
            raise ImportRefusedError("it has no text after its lead, so it cannot be published")
    known = [source.date for source in sources if source.date]
    if not known:
        raise ImportRefusedError("it has no date")
    if same_day and len(set(known)) > 1:
        dates = " and ".join(f"{day:%d.%m.%Y}" for day in known)
        raise ImportRefusedError(f"the pair has two dates ({dates}), so it is not the same page")


def _known_article(source: LegacyArticle) -> ArticlePage | None:
    page = LegacyPage.objects.filter(key=source.key).select_related("article").first()
    return page.article if page else find_article(source.title, source.date, source.language)


def _unchanged(sources: Sequence[LegacyArticle]) -> str:
    fingerprints = dict(
        LegacyPage.objects.filter(key__in=[source.key for source in sources]).values_list(
            "key", "fingerprint"
        )
    )
    if any(source.key not in fingerprints for source in sources):
        return "an article with this title and date is on the site already; left alone"
    if any(fingerprints[source.key] != source.fingerprint for source in sources):
        return "differs from what was imported before; the article is left as its editors made it"
    return "was imported before; nothing changed"


def _made(sources: Sequence[LegacyArticle], index: NewsIndexPage, how: _How) -> Outcome:
    article = ArticlePage(
        theme=how.theme_of({source.language: source.theme for source in sources}),
        date=next(source.date for source in sources if source.date),
        live=False,
        has_unpublished_changes=True,
        published_languages=[],
    )
    article.cleaning_draft = not how.publish
    _fill(article, sources, how)
    index.add_child(instance=article)
    _remember(article, sources)
    return _saved(article, sources, publish=how.publish, today=how.today)


def _extended(article: ArticlePage, new: Sequence[LegacyArticle], how: _How) -> Outcome:
    """Add a language to an article that has none of its texts in it."""
    draft = article.get_latest_revision_as_object()
    for source in new:
        if any(
            languages.value_in(draft, field, source.language) for field in ("title", "lead", "body")
        ):
            sentence = (
                f"the article has texts in the language “{source.language}” already; left alone"
            )
            return Outcome(article, changed=False, sentence=sentence)
    fill_names(article.theme, {source.language: source.theme for source in new if source.theme})
    _fill(draft, new, how)
    _remember(article, new)
    held_back = how.publish and article.live and article.has_unpublished_changes
    outcome = _saved(draft, new, publish=how.publish and not held_back, today=how.today)
    if held_back:
        sentence = "was added to the draft, which holds changes that an editor has not published"
        return Outcome(article, changed=True, sentence=sentence)
    return outcome


def _fill(article: ArticlePage, sources: Sequence[LegacyArticle], how: _How) -> None:
    texts = [texts_of(source, how.media.get(source.language)) for source in sources]
    share_block_ids(texts)
    for source, text in zip(sources, texts, strict=True):
        for field, value in {"title": source.title, **text}.items():
            languages.set_value_in(article, field, source.language, value)
        article.credit = article.credit or source.credit[:_LONGEST]
        media = how.media.get(source.language)
        if source.picture and media:
            # Each version gives the picture its own text alternative.
            found = media.picture(source.picture)
            article.image_id = article.image_id or found
    # A draft goes public in every required language, once its editors have completed it.
    public = {*article.published_languages, *(source.language for source in sources)}
    if not how.publish:
        public |= set(languages.required_codes())
    article.published_languages = [code for code in languages.codes() if code in public]


def _remember(article: ArticlePage, sources: Sequence[LegacyArticle]) -> None:
    for source in sources:
        LegacyPage.objects.create(
            article=article,
            language=source.language,
            key=source.key,
            fingerprint=source.fingerprint,
        )


def _saved(
    article: ArticlePage, sources: Sequence[LegacyArticle], *, publish: bool, today: date
) -> Outcome:
    waiting = sum(add_references(article, source.related, source.language) for source in sources)
    missing = [
        code for code in languages.required_codes() if code not in article.published_languages
    ]
    due = today + timedelta(days=settings.IMPORT_TRANSLATION_DAYS) if missing and publish else None
    if due:
        _allow_to_follow(article, missing, due, today)
    revision = article.save_revision()
    if publish:
        revision.publish()
    log(
        instance=article,
        action=LOG_ACTION,
        data={
            "reason": "imported",
            "published": publish,
            "languages": [source.language for source in sources],
            "missing": missing,
            "translation_due": due.isoformat() if due else None,
        },
    )
    link_arrived(article)
    article.refresh_from_db()
    return Outcome(
        article, changed=True, sentence=_sentence(sources, waiting, due, publish=publish)
    )


def _allow_to_follow(article: ArticlePage, missing: list[str], due: date, today: date) -> None:
    reason = in_every_language(_("imported from the former site"))
    for code in missing:
        if exception_for(article, code) is None:
            allow_one_language_first(article, code, reason, due, today=today)


def _sentence(
    sources: Sequence[LegacyArticle], waiting: int, due: date | None, *, publish: bool
) -> str:
    codes = " and ".join(source.language for source in sources)
    parts = [f"{'published' if publish else 'saved as a draft'} ({codes})"]
    if due:
        parts.append(f"translation due by {due:%d.%m.%Y}")
    if waiting:
        parts.append(f"{waiting} related article(s) to be linked when they arrive")
    return "; ".join(parts)
