"""What is found beside pages: things that stand on a page and are an answer by themselves.

A room that has such things calls `following.follow` with its source while its app starts; this room
imports none of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models

from bps_portal.pages.models import LocalizedPage
from bps_portal.pages.search_kinds import SearchKind


@dataclass(frozen=True)
class Description:
    """What is known of a thing in one language.

    `answers` are queries for which it comes first, besides its title; `fragment` is its place on
    the page; `keywords` are searched and not shown; a `boost` below 1 lets others come first.
    `urgent` are words and phrases that sound as if someone needed it at once: it then stands above
    all results.
    """

    title: str
    lead: str = ""
    keywords: str = ""
    answers: Iterable[str] = field(default_factory=list)
    urgent: Iterable[str] = field(default_factory=list)
    fragment: str = ""
    telephone: str = ""
    call_url: str = ""
    boost: float = 1.0


class SearchSource(ABC):
    """Things of one model that stand on the pages of one type."""

    model: ClassVar[type[models.Model]]
    page_model: ClassVar[type[LocalizedPage]]
    kind: ClassVar[SearchKind]

    @abstractmethod
    def describe(self, thing: Any, code: str) -> Description | None:
        """Return what readers of a language find, or None where they find nothing."""

    def things(self) -> Iterable[models.Model]:
        """Return all things that are found."""
        return self.model._default_manager.all()

    def page(self) -> LocalizedPage | None:
        """Return the page on which the things stand; without one they are not found."""
        found: LocalizedPage | None = self.page_model.objects.order_by().first()
        return found

    def reference(self, thing: models.Model) -> str:
        """Return the name under which a thing is indexed."""
        return f"{self.model._meta.label_lower}:{thing.pk}"


_sources: list[SearchSource] = []


def add(source: SearchSource) -> None:
    """Let `source` be indexed; `following.follow` calls this."""
    _sources.append(source)


def sources() -> Iterator[SearchSource]:
    """Return all sources."""
    yield from _sources
