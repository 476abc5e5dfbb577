"""The page of results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bps_portal import languages
from bps_portal.content.listings import Choice, Filter
from bps_portal.content.models import Theme
from bps_portal.pages import shown

from .asking import LONGEST_QUERY, cleaned, typed
from .excerpts import excerpt
from .finding import Answer, find, urgent_in
from .groups import Narrowing
from .kinds import label_of
from .models import SearchEntry
from .patience import patience
from .suggesting import suggest
from .unanswered import remember

HITS_PER_PAGE = 10


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
    """One kind of hits: how many there are, where that is known, and whether only those show."""

    key: str
    label: str | Promise
    count: int | None
    current: bool


class _Hits:
    """The ranked hits as a list for the paginator, which knows its length without asking."""

    def __init__(self, answer: Answer, narrowing: Narrowing) -> None:
        self._hits = answer.hits.filter(narrowing.condition)
        self._length = answer.groups.total(narrowing)

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> Sequence[SearchEntry]:
        return list(self._hits[part])


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what the query `q` finds in the active language.

    `kind`, `theme` and `year` keep a part of it, `page` turns.

    Any query and any page number answers with a page; a query that takes the database too long
    with one that says so (503).
    """
    shown.note(shown.ANY_LIST)
    raw = request.GET.get("q", "")
    text, shortened = cleaned(raw)
    context: dict[str, Any] = {
        "query": typed(raw),
        "asked": bool(raw),
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


@require_safe
def suggestions_page(request: HttpRequest) -> HttpResponse:
    """Show the titles that the text `q` may be the beginning of; with `format=json` for a script.

    Any text answers; where the database takes too long, without suggestions (503).
    """
    shown.note(shown.ANY_LIST)
    raw = request.GET.get("q", "")
    text, _shortened = cleaned(raw)
    code = languages.active_code()
    status, found = 200, []
    try:
        with patience():
            found = suggest(text, code)
    except OperationalError:
        status = 503
    suggestions = [{"title": entry.title, "url": _url(entry, code, request)} for entry in found]
    response: HttpResponse
    if request.GET.get("format") == "json":
        response = JsonResponse({"suggestions": suggestions}, status=status)
    else:
        context = {"query": typed(raw), "suggestions": suggestions, "has_search_form": True}
        response = render(request, "search/suggestions.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _url(entry: SearchEntry, code: str, request: HttpRequest) -> str:
    fragment = f"#{entry.fragment}" if entry.fragment else ""
    return (entry.page.url_in(code, request) or "") + fragment


def _answer(request: HttpRequest, text: str) -> dict[str, Any]:
    code = languages.active_code()
    with patience():
        answer = find(text, code) if text else None
        if answer is None:
            return {}
        themes = _themes(answer, code)
        narrowing = _narrowing(request.GET, answer, themes)
        kept = answer
        if narrowing and answer.is_bounded:
            # Not of those thousand that happen to be ranked, but of all.
            kept = find(text, code, within=narrowing) or answer
        hits: Any = _Hits(kept, narrowing)
        listing: Page = Paginator(hits, HITS_PER_PAGE).get_page(request.GET.get("page"))
        listing.object_list = [_hit(entry, code, request) for entry in listing.object_list]
        # A slip of the hand does not hide a number that someone needs.
        urgent = urgent_in(f"{text} {answer.suggestion}", code)
        if not answer.total:
            remember(text, code)
    return {
        "answer": answer,
        "urgent": urgent,
        "shown": listing,
        "narrowed": bool(narrowing),
        "narrowed_is_bounded": kept.is_bounded,
        "kind": narrowing.kind,
        "kept": {"q": typed(request.GET["q"]), "kind": narrowing.kind},
        "switch_query": _in_every_language(request.GET, themes.get(narrowing.theme or 0)),
        "kinds": _kinds(answer, narrowing),
        "filters": _filters(answer, narrowing, themes),
        "themes": [] if answer.total else themes.values(),
    }


def _in_every_language(query: QueryDict, theme: Theme | None) -> dict[str, str]:
    """Return what is asked for as it is asked in each language, where a theme has another slug."""
    asked = {}
    for code in languages.public_codes():
        there = query.copy()
        if theme and (slug := languages.value_in(theme, "slug", code)):
            there["theme"] = slug
        elif theme:
            del there["theme"]
        asked[code] = f"?{there.urlencode()}"
    return asked


def _themes(answer: Answer, code: str) -> dict[int, Theme]:
    """Return the themes of the hits by key; where nothing was found, all that have a name."""
    named = Theme.objects.named_in(code)
    wanted = answer.groups.values("theme")
    return {theme.pk: theme for theme in (named.filter(pk__in=wanted) if answer.total else named)}


def _narrowing(query: Mapping[str, str], answer: Answer, themes: Mapping[int, Theme]) -> Narrowing:
    """Return what is asked for in an address; what no hit has is as if nothing were asked.

    Where only a part of the hits was counted, another year may have some.
    """
    kind, year = query.get("kind", ""), query.get("year", "")
    theme = next((pk for pk, theme in themes.items() if theme.slug == query.get("theme")), None)
    known = {str(one) for one in answer.groups.values("year")}
    is_year = year.isascii() and year.isdigit() and len(year) == 4 and year > "0000"
    return Narrowing(
        kind=kind if kind in answer.groups.values("kind") else "",
        theme=theme,
        year=int(year) if year in known or (answer.is_bounded and is_year) else None,
    )


def _kinds(answer: Answer, narrowing: Narrowing) -> list[KindLink]:
    counts = answer.groups.choices("kind", narrowing)
    return [
        KindLink(key, label_of(key), _told(count, answer), current=key == narrowing.kind)
        for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _filters(answer: Answer, narrowing: Narrowing, themes: Mapping[int, Theme]) -> list[Filter]:
    """Return the filters that part the hits, each choice with its count where that is known."""
    by_theme = answer.groups.choices("theme", narrowing)
    by_year = answer.groups.choices("year", narrowing)
    choices = {
        "theme": [
            Choice(theme.slug, _counted(theme.name, by_theme[pk], answer), pk == narrowing.theme)
            for pk, theme in themes.items()
            if pk in by_theme
        ],
        "year": [
            Choice(str(year), _counted(year, count, answer), year == narrowing.year)
            for year, count in sorted(by_year.items(), reverse=True)
        ],
    }
    words = {"theme": (_("Theme"), _("All themes")), "year": (_("Year"), _("All years"))}
    return [
        Filter(name, *words[name], found)
        for name, found in choices.items()
        if len(found) > 1 or any(choice.chosen for choice in found)
    ]


def _told(count: int, answer: Answer) -> int | None:
    """Return how many hits there are, None where only a part of them was counted."""
    return None if answer.is_bounded else count


def _counted(label: object, count: int, answer: Answer) -> str:
    known = _told(count, answer)
    return str(label) if known is None else f"{label} ({known})"


def _hit(entry: Any, code: str, request: HttpRequest) -> Hit:
    return Hit(
        title=entry.title,
        url=_url(entry, code, request),
        kind=label_of(entry.kind),
        date=entry.date,
        theme=(entry.theme.name or "") if entry.theme else "",
        excerpt=excerpt(entry.marked, entry.lead),
        telephone=entry.telephone,
        call_url=entry.call_url,
    )
