"""The page of results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from bps_portal import languages
from bps_portal.content.models import Theme

from .asking import LONGEST_QUERY, cleaned
from .excerpts import excerpt
from .finding import MOST_RANKED, Answer, find
from .kinds import label_of
from .models import SearchEntry

HITS_PER_PAGE = 10
PATIENCE_MS = 4000


@dataclass(frozen=True)
class Hit:
    """One result as a reader sees it; `excerpt` is safe HTML."""

    title: str
    url: str
    kind: str | Promise
    date: date | None
    theme: str
    excerpt: SafeString
    telephone: str
    call_url: str


@dataclass(frozen=True)
class KindLink:
    """One kind of hits: how many there are, and whether only those are shown."""

    key: str
    label: str | Promise
    count: int
    current: bool


class _Hits:
    """The ranked hits as a list for the paginator, which knows its length without asking."""

    def __init__(self, answer: Answer, kind: str) -> None:
        self._hits = answer.hits.filter(kind=kind) if kind else answer.hits
        self._length = min(answer.counts[kind], MOST_RANKED) if kind else answer.total

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> Sequence[SearchEntry]:
        return list(self._hits[part])


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what the query `q` finds in the active language; `kind` keeps one kind, `page` turns.

    Any query and any page number answers with a page; a query that takes the database too long
    with one that says so (503).
    """
    text, shortened = cleaned(request.GET.get("q", ""))
    context: dict[str, Any] = {
        "query": text,
        "asked": bool(request.GET.get("q")),
        "shortened": shortened,
        "longest_query": LONGEST_QUERY,
    }
    status = 200
    try:
        context |= _answer(request, text)
    except OperationalError:
        # The database gave up; the connection is still good.
        context["too_slow"] = True
        status = 503
    response = render(request, "search/results.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, text: str) -> dict[str, Any]:
    code = languages.active_code()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [PATIENCE_MS])
        answer = find(text, code) if text else None
        if answer is None:
            return {}
        kind = request.GET.get("kind", "")
        kind = kind if kind in answer.counts else ""
        hits: Any = _Hits(answer, kind)
        listing: Page = Paginator(hits, HITS_PER_PAGE).get_page(request.GET.get("page"))
        listing.object_list = [_hit(entry, code, request) for entry in listing.object_list]
        themes = [] if answer.total else list(Theme.objects.all())
    return {
        "answer": answer,
        "listing": listing,
        "kinds": [
            KindLink(key, label_of(key), count, current=key == kind)
            for key, count in sorted(answer.counts.items(), key=lambda item: -item[1])
        ],
        "kind": kind,
        "themes": [theme for theme in themes if theme.name],
    }


def _hit(entry: Any, code: str, request: HttpRequest) -> Hit:
    fragment = f"#{entry.fragment}" if entry.fragment else ""
    return Hit(
        title=entry.title,
        url=(entry.page.url_in(code, request) or "") + fragment,
        kind=label_of(entry.kind),
        date=entry.date,
        theme=(entry.theme.name or "") if entry.theme else "",
        excerpt=excerpt(entry.marked, entry.lead),
        telephone=entry.telephone,
        call_url=entry.call_url,
    )
