"""Moving in from a folder of saved pages: look, pair, ask, bring in. Each step can be repeated.

`look` reads every page and keeps what pairing needs; `pair_and_ask` pairs the languages and puts
what is doubtful to an editor; `bring_in` makes articles of all that waits for no answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from wagtail.contrib.redirects.models import Redirect

from bps_portal import languages
from bps_portal.content.models import Theme
from bps_portal.pages.models import RedirectLanguage
from news.models import ArticlePage, NewsIndexPage

from .folding import folded
from .legacy_article import LegacyArticle
from .legacy_import import ImportRefusedError, Outcome, import_article
from .legacy_themes import fill_names, theme_named
from .link_mending import mend_links
from .models import ImportDoubt, SavedPage
from .page_facts import PageFacts, facts_of
from .page_remarks import page_links, remarks_on
from .pairing import pair
from .run import Reader, SetAsideError, Tally, run
from .saved_folder import FolderMedia, SavedFolder
from .site_words import known_languages
from .text_files import folder_at

type Tell = Callable[[str], None]
type SetAside = Callable[[str, str], None]

FEW = 200


def look(source: SavedFolder, tell: Tell, set_aside: SetAside, *, publish: bool) -> Tally:
    """Read every page of a folder; keep its facts, and why it cannot come in where it cannot."""
    folder = str(source.folder)
    SavedPage.objects.filter(folder=folder).exclude(reason="").delete()

    def keep(place: str, article: LegacyArticle) -> bool:
        known = (
            SavedPage.objects.filter(key=article.key).exclude(folder=folder, place=place).first()
        )
        if known:
            raise SetAsideError(f"it is the same page as {known.place}")
        address = next(iter(article.addresses), "")
        claimed = SavedPage.objects.filter(folder=folder, address=address).exclude(place=place)
        if address and (other := claimed.first()):
            raise SetAsideError(f"{other.place} claims the same address ({address})")
        _row, made = SavedPage.objects.update_or_create(
            folder=folder,
            place=place,
            defaults={
                "language": article.language,
                "title": article.title[:255],
                "date": article.date,
                "theme": article.theme[:255],
                "lead": Truncator(article.lead).chars(300),
                "key": article.key,
                "address": address,
                "links": page_links(article),
                "facts": _as_json(facts_of(article, place)),
                "remarks": remarks_on(article, source, place),
                "publish": publish,
            },
        )
        return made

    return run(source, keep, tell, set_aside)


def pair_and_ask(folder: Path) -> tuple[int, int]:
    """Pair the pages of a folder; return how many pairs there are and how many questions are open."""
    first, second = _two_languages()
    rows = SavedPage.objects.filter(folder=str(folder), reason="", partner=None)
    refused = set(
        ImportDoubt.objects.filter(answer=ImportDoubt.Answer.NO).values_list("first", "second")
    )
    found = pair(_facts(rows), first, second)
    for each in found.pairs:
        one, other = int(each.first), int(each.second)
        if (one, other) not in refused:
            join(one, other)
    for each in found.doubtful:
        ImportDoubt.objects.get_or_create(
            first_id=int(each.first), second_id=int(each.second), defaults={"points": each.points}
        )
    _ask_for_themes(SavedPage.objects.filter(folder=str(folder)).waiting())
    forget_needless_questions()
    pairs = SavedPage.objects.filter(folder=str(folder), language=first, partner__isnull=False)
    return pairs.count(), ImportDoubt.objects.open().count()


def join(one: int, other: int) -> None:
    """Make two saved pages versions of one another."""
    SavedPage.objects.filter(pk=one).update(partner=other)
    SavedPage.objects.filter(pk=other).update(partner=one)


def bring_in(folder: Path, tell: Tell, set_aside: SetAside) -> Tally:
    """Make an article of each pair and of each single page that waits for no answer."""
    if not NewsIndexPage.objects.exists():
        raise SetAsideError("there is no news list to import into")
    today = timezone.localdate()
    source = folder_at(folder)
    themes = _answered_themes()

    def make(_place: str, row: SavedPage) -> bool:
        # The lock makes two runs wait for one another, so that none makes a page twice.
        index = NewsIndexPage.objects.select_for_update(of=("self",)).get()
        partner = row.partner
        rows = [row, partner] if partner and not partner.reason else [row]
        return _made(rows, source, index, today, themes, tell)

    tally = run(_Settled(source), make, tell, _noting(folder, set_aside))
    mend_links(folder)
    return tally


def _made(
    rows: list[SavedPage],
    source: SavedFolder,
    index: NewsIndexPage,
    today: date,
    themes: dict[tuple[str, str], Theme],
    tell: Tell,
) -> bool:
    articles = [replace(source, language=row.language).read(row.place) for row in rows]
    media = {row.language: FolderMedia(source, row.place, row.language, tell) for row in rows}

    def imported(*, publish: bool) -> Outcome:
        with transaction.atomic():
            return import_article(
                articles,
                index,
                publish=publish,
                today=today,
                same_day=False,
                media=media,
                theme_of=lambda names: _theme(names, themes),
            )

    try:
        outcome = imported(publish=rows[0].publish)
    except ImportRefusedError as error:
        if not rows[0].publish:
            raise
        # An editor can complete a draft; a page that is set aside helps nobody.
        outcome = imported(publish=False)
        tell(f"{rows[0].place}: saved as a draft, for {error}")
    for row, article in zip(rows, articles, strict=True):
        row.article = outcome.article
        row.save(update_fields=["article"])
        redirect_old_addresses(article, outcome.article)
    return outcome.changed


def redirect_old_addresses(source: LegacyArticle, article: ArticlePage) -> None:
    """Let the addresses of a saved page lead to its article, those that are not taken."""
    own = languages.value_in(article, "url_path", source.language)
    paths = [path for path in source.addresses if not (own and own.endswith(f"{path}/"))]
    taken = set(Redirect.objects.filter(old_path__in=paths).values_list("old_path", flat=True))
    made = Redirect.objects.bulk_create(
        [
            Redirect(old_path=path, redirect_page_id=article.pk, automatically_created=True)
            for path in dict.fromkeys(paths)
            if path not in taken
        ]
    )
    RedirectLanguage.objects.bulk_create(
        [
            RedirectLanguage(redirect=redirect, code=source.language)
            for redirect in made
            if redirect.old_path.split("/")[1] not in languages.codes()
        ]
    )


class _Settled(Reader):
    """The pages that can come in now; of a pair the one in the first language stands for both."""

    def __init__(self, source: SavedFolder) -> None:
        self.folder = str(source.folder)
        rows = SavedPage.objects.filter(folder=self.folder).settled()
        asked = SavedPage.objects.settled().values("pk")
        first, _second = _two_languages()
        alone = rows.filter(partner=None)
        pairs = rows.filter(language=first, partner__in=asked)
        late = rows.filter(partner__article__isnull=False)
        self.rows = (alone | pairs | late).distinct().order_by("-date", "pk")

    def count(self) -> int:
        return self.rows.count()

    def places(self) -> Iterator[str]:
        last = list(self.rows.values_list("place", flat=True))
        return iter(last)

    def read(self, place: str) -> SavedPage:
        return SavedPage.objects.select_related("partner").get(folder=self.folder, place=place)


def _noting(folder: Path, set_aside: SetAside) -> SetAside:
    def note(place: str, reason: str) -> None:
        SavedPage.objects.filter(folder=str(folder), place=place).update(reason=reason)
        set_aside(place, reason)

    return note


def _ask_for_themes(rows: Any) -> None:
    """Ask which theme is meant by each name that no theme of the site has."""
    for language, name in _unknown_themes(rows):
        ImportDoubt.objects.get_or_create(first=None, language=language, name=name)


def forget_needless_questions() -> None:
    """Take back what answers have settled: a pair needs one theme, not one in each language."""
    asked = _unknown_themes(SavedPage.objects.waiting())
    for doubt in ImportDoubt.objects.open().filter(first=None):
        if (doubt.language, doubt.name) not in asked:
            doubt.delete()


def _unknown_themes(rows: Any) -> set[tuple[str, str]]:
    """Return language and name of the themes that are not known; of a pair the first language's."""
    known = {
        (code, folded(name))
        for theme in Theme.objects.all()
        for code in languages.codes()
        if (name := languages.value_in(theme, "name", code))
    }
    first, _second = _two_languages()
    names = rows.values_list("language", "theme", "partner__language", "partner__theme")
    found = set()
    for language, name, other_language, other_name in set(names):
        pairs = {(language, folded(name)), (other_language, folded(other_name or ""))}
        if not pairs & known and (other_language is None or language == first):
            found.add((language, name))
    return found


def _answered_themes() -> dict[tuple[str, str], Theme]:
    answered = ImportDoubt.objects.filter(first=None, theme__isnull=False).select_related("theme")
    return {(each.language, each.name): each.theme for each in answered if each.theme}


def _theme(names: dict[str, str], answered: dict[tuple[str, str], Theme]) -> Theme:
    named = {code: name for code, name in names.items() if name}
    chosen = next((answered[pair] for pair in names.items() if pair in answered), None)
    if chosen:
        return fill_names(chosen, named)
    if not named:
        raise SetAsideError("it has no theme")
    return theme_named(named)


def _facts(rows: Any) -> Iterator[PageFacts]:
    values = rows.values_list("pk", "language", "date", "facts")
    for pk, language, day, facts in values.iterator(FEW):
        sets = {name: frozenset(facts.get(name, ())) for name in _SETS}
        yield PageFacts(key=str(pk), language=language, date=day, **sets)


_SETS = ("addresses", "others", "pictures", "names")


def _as_json(facts: PageFacts) -> dict[str, list[str]]:
    return {name: sorted(getattr(facts, name)) for name in _SETS}


def _two_languages() -> tuple[str, str]:
    codes = [code for code in languages.codes() if code in known_languages()]
    return codes[0], codes[1]
