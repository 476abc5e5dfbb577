"""Bringing in extracted texts: all that are named, or all but the bad ones, or none to try it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from bps_portal import languages
from bps_portal.content.models import Theme
from news.models import ArticlePage, NewsIndexPage

from .legacy_article import LegacyArticle
from .legacy_import import Outcome, import_article
from .page_remarks import remarks_on
from .run import SetAsideError, Tally, run
from .text_files import TextFiles, TextFolder

type Tell = Callable[[str], None]
type SetAside = Callable[[str, str], None]
# Takes a place, what became of it, and what was read there.
type Report = Callable[[str, Outcome, Sequence[LegacyArticle]], None]


class NoNewsListError(ValueError):
    """There is no news list to import into."""


class UnusableFilesError(ValueError):
    """Some of the files are no pages that can come in, so none came."""


@dataclass
class TextImport:
    """One import of files that an operator names."""

    reader: TextFiles
    publish: bool
    tell: Tell
    set_aside: SetAside
    report: Report
    _met: dict[str, str] = field(default_factory=dict)

    def all_or_none(self) -> Tally:
        """Make an article of every file.

        Raises:
            NoNewsListError: where there is no place for them.
            UnusableFilesError: where any file cannot come in; nothing was made then.
        """
        self._check_news_list()
        # What cannot be read is known before anything is made.
        if run(self.reader, lambda *_read: False, self.tell, self.set_aside).set_aside:
            raise UnusableFilesError
        with transaction.atomic():
            tally = run(self.reader, self._make, self.tell, self.set_aside)
            if tally.set_aside:
                raise UnusableFilesError
        return tally

    def keep_going(self) -> Tally:
        """Make an article of every file that can come in.

        Raises:
            NoNewsListError: where there is no place for them.
        """
        self._check_news_list()
        return run(self.reader, self._make, self.tell, self.set_aside)

    def try_out(self) -> Tally:
        """Tell what would become of every file and what is doubtful in it; make nothing.

        Raises:
            NoNewsListError: where there is no place for them.
        """
        self._check_news_list()
        return run(self.reader, self._try, self.tell, self.set_aside)

    def _make(self, place: str, sources: Sequence[LegacyArticle]) -> bool:
        # The lock makes imports wait for one another, so that none makes a page twice.
        index = NewsIndexPage.objects.select_for_update(of=("self",)).order_by("pk")[0]
        today = timezone.localdate()
        outcome = import_article(sources, index, publish=self.publish, today=today)
        self.report(place, outcome, sources)
        return outcome.changed

    def _try(self, place: str, sources: Sequence[LegacyArticle]) -> bool:
        for source in sources:
            if (other := self._met.setdefault(source.key, place)) != place:
                raise SetAsideError(f"it is the same page as {other}")
        themes = Theme.objects.count()
        index = NewsIndexPage.objects.order_by("pk")[0]
        outcome = import_article(sources, index, publish=self.publish, today=timezone.localdate())
        self.report(place, outcome, sources)
        if outcome.changed:
            is_new = Theme.objects.count() > themes
            for remark in _doubts(place, sources, outcome.article, new_theme=is_new):
                self.tell(f"{place}: {remark}")
        transaction.set_rollback(True)
        return outcome.changed

    def _check_news_list(self) -> None:
        if not NewsIndexPage.objects.exists():
            raise NoNewsListError


def _doubts(
    place: str, sources: Sequence[LegacyArticle], article: ArticlePage, *, new_theme: bool
) -> list[str]:
    lacking = [
        code
        for code in languages.required_codes()
        if not languages.value_in(article, "title", code)
    ]
    found = [f"no other language ({code})" for code in lacking]
    if new_theme:
        found += [f"unknown theme ({each.language}): {each.theme}" for each in sources]
    folder = TextFolder(Path(place).parent)
    for source in sources:
        remarks = remarks_on(source, folder, Path(place).name)
        found += [f"{remark['kind']}: {remark['about']}" for remark in remarks]
    return found
