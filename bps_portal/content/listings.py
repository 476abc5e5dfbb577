"""Lists that readers narrow by plain links and forms, part by part."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from bps_portal import languages

LONG = 5_000
COUNTED_SECONDS = 60


@dataclass(frozen=True)
class Choice:
    """One value that a filter offers, with the words for it."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """A filter as its form shows it: `name` is the query's, `everything` the words for no choice."""

    name: str
    label: str
    everything: str
    choices: list[Choice]


class NarrowedPage(Page):
    """One part of a narrowed list, which knows its own address."""

    paginator: "NarrowedPaginator"

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter leaves something out."""
        return bool(self.paginator.filters_in.get(languages.active_code()))

    def query_in(self, code: str) -> str | None:
        """Return what the address of this part has after its path in a language, with its "?".

        None where the filters mean nothing in that language.
        """
        filters = self.paginator.filters_in.get(code)
        if filters is None:
            return None
        page = {"page": str(self.number)} if self.number > 1 else {}
        query = urlencode(sorted({**filters, **page}.items()))
        return f"?{query}" if query else ""


class NarrowedPaginator(Paginator):
    """Parts the list of a page, to which filters were applied.

    `filters_in` gives, for each language in which they mean something, the filters as the query
    of an address: {"fr": {"theme": "velo"}, "nl": {"theme": "fiets"}}.
    """

    def __init__(
        self,
        *args: Any,
        of: models.Model,
        filters_in: Mapping[str, Mapping[str, str]],
        **kwargs: Any,
    ) -> None:
        self.of, self.filters_in = of, filters_in
        super().__init__(*args, **kwargs)

    @cached_property
    def count(self) -> int:
        """The number of entries; of a long list as it was a minute ago at most.

        PostgreSQL counts by looking at every row, which for a long list costs more than its page.
        """
        code = languages.active_code()
        filters = urlencode(sorted(self.filters_in.get(code, {}).items()))
        digest = sha256(f"{self.of.pk} {code} {filters}".encode()).hexdigest()
        key = f"content.listings.{digest}"
        remembered: int | None = cache.get(key)
        if remembered is not None:
            return remembered
        counted: int = super().count
        if counted >= LONG:
            cache.set(key, counted, COUNTED_SECONDS)
        return counted

    def _get_page(self, *args: Any, **kwargs: Any) -> NarrowedPage:
        return NarrowedPage(*args, **kwargs)


class AnsweredByWhatThereIs:
    """For a list page whose context has a `selection`: names of nothing are "not found"."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the list; as "not found" where the address names what there is not."""
        response: Any = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        if response.context_data["selection"].unknown:
            response.status_code = 404
        return response
