"""What a reader asks to see of a list, by theme, by year and the like, and what there is to ask."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from bps_portal import languages
from bps_portal.pages.querysets import PortalPageQuerySet

from .listings import Choice, Filter
from .models import Theme


@dataclass(frozen=True)
class Option:
    """One thing that can be asked for.

    `values` is what an address holds for it, by the languages in which it means something; the
    active one is among them. `condition` tells which pages have it.
    """

    values: Mapping[str, str]
    label: str
    condition: Q

    @property
    def value(self) -> str:
        """What an address in the active language holds."""
        return self.values[languages.active_code()]


@dataclass(frozen=True)
class Facet:
    """One way to narrow a list; `read` makes a value out of what an address says.

    `among`, where there is one, returns the values of which pages have some, and costs one query
    for them all; each option then has a page.
    """

    name: str
    label: str
    everything: str
    options: Sequence[Option]
    read: Callable[[str], str] = str.strip
    among: Callable[[PortalPageQuerySet], set[str]] | None = None


@dataclass(frozen=True)
class Selection:
    """What was asked for, by the name of its facet, and what can be asked for.

    `unknown` tells that the address names something of which there is no page.
    """

    chosen: Mapping[str, Option]
    unknown: bool
    filters: list[Filter] = field(default_factory=list)

    def narrow[Pages: QuerySet](self, pages: Pages) -> Pages:
        """Return those of `pages` that were asked for; none where the address is unknown."""
        if self.unknown:
            return pages.none()
        return pages.filter(*(option.condition for option in self.chosen.values()))

    @property
    def words(self) -> str:
        """What is shown, in the active language: "Mobility, 2024"; empty for everything."""
        return ", ".join(option.label for option in self.chosen.values())

    def titled(self, title: str) -> str:
        """Return the title of the list with what it shows: "News: Mobility, 2024"."""
        if not self.words:
            return title
        return _("%(title)s: %(selection)s") % {"title": title, "selection": self.words}

    @property
    def filters_in(self) -> dict[str, dict[str, str]]:
        """The query of the address, by the languages in which all of it means something."""
        return {
            code: {name: option.values[code] for name, option in self.chosen.items()}
            for code in languages.codes()
            if all(code in option.values for option in self.chosen.values())
        }


def read_selection(
    query: Mapping[str, Any], pages: PortalPageQuerySet, facets: Sequence[Facet]
) -> Selection:
    """Return what the query of an address asks for.

    One query, however many pages: each option costs one look for a page that has it. A facet with
    `among` costs one more where another is chosen. What leads to no page is not offered.

    Args:
        query: the query by name, such as `request.GET`; what no facet reads is passed over.
        pages: those that readers may see in the active language.
        facets: in the order in which they are shown.
    """
    asked = {facet.name: facet.read(str(query.get(facet.name) or "")) for facet in facets}
    wanted = {
        facet.name: option
        for facet in facets
        for option in facet.options
        if option.value == asked[facet.name]
    }
    known, fitting = _found(pages, facets, wanted)
    chosen = {name: option for name, option in wanted.items() if (name, option.value) in known}
    unknown = any(value and name not in chosen for name, value in asked.items())
    offered = known if unknown else fitting
    filters = [
        Filter(
            name=facet.name,
            label=facet.label,
            everything=facet.everything,
            choices=[
                Choice(option.value, option.label, option is chosen.get(facet.name))
                for option in facet.options
                if (facet.name, option.value) in offered or option is chosen.get(facet.name)
            ],
        )
        for facet in facets
    ]
    return Selection(chosen, unknown, filters)


def theme_facet() -> Facet:
    """Return the facet of the themes that have a name in the active language; one query."""
    named = Theme.objects.named_in(languages.active_code())
    options = [
        Option(
            {
                code: slug
                for code in languages.codes()
                if (slug := languages.value_in(theme, "slug", code))
                and languages.value_in(theme, "name", code)
            },
            theme.name,
            Q(theme=theme),
        )
        for theme in named.order_by(languages.field_name("name", languages.active_code()))
    ]
    return Facet("theme", _("Theme"), _("All themes"), options)


def year_facet(pages: PortalPageQuerySet, column: str) -> Facet:
    """Return the facet of the years of a date, the latest first; one query.

    Args:
        pages: those that readers may see in the active language.
        column: the name of their date, which the first column of an index holds.
    """
    options = [
        Option(
            dict.fromkeys(languages.codes(), str(year)),
            str(year),
            # A span, which an index serves.
            Q(**{f"{column}__range": (date(year, 1, 1), date(year, 12, 31))}),
        )
        for year in _years(pages, column)
    ]
    return Facet(
        "year",
        _("Year"),
        _("All years"),
        options,
        _read_year,
        among=lambda narrowed: {str(year) for year in _years(narrowed, column)},
    )


def _read_year(text: str) -> str:
    return text.strip().lstrip("0") or text.strip()


type Found = set[tuple[str, str]]


def _found(
    pages: PortalPageQuerySet, facets: Sequence[Facet], wanted: Mapping[str, Option]
) -> tuple[Found, Found]:
    """Return the options of which there is a page, and those that go with what is wanted."""
    known: Found = set()
    fitting: Found = set()
    asked: list[tuple[Exists, str, Option, list[Found]]] = []
    for facet in facets:
        others = [option.condition for name, option in wanted.items() if name != facet.name]
        if facet.among:
            values = {option.value for option in facet.options}
            known |= {(facet.name, value) for value in values}
            fits = facet.among(pages.filter(*others)) if others else values
            fitting |= {(facet.name, value) for value in fits}
            continue
        for option in facet.options:
            having = pages.order_by().filter(option.condition)
            into = [known] if others else [known, fitting]
            asked.append((Exists(having), facet.name, option, into))
            if others:
                asked.append((Exists(having.filter(*others)), facet.name, option, [fitting]))
    answers = {f"answer_{place}": exists for place, (exists, *_rest) in enumerate(asked)}
    # One row for all answers; any page will do.
    rows = pages.model.objects.order_by().annotate(**answers).values_list(*answers)[:1]
    row = next(iter(rows), None) if asked else None
    for answer, (_exists, name, option, into) in zip(row or (), asked, strict=bool(row)):
        for found in into if answer else ():
            found.add((name, option.value))
    return known, fitting


def _years(pages: PortalPageQuerySet, column: str) -> list[int]:
    """Return the years of which there are pages, the latest first.

    PostgreSQL would read every row to tell them apart; this leaps through the index by date, one
    step for each year.
    """
    beginning = RawSQL("date_trunc('year', latest.day)::date", ())
    days = pages.order_by(f"-{column}").values(column)
    try:
        first, first_values = days[:1].query.sql_with_params()
        earlier = days.filter(**{f"{column}__lt": beginning})
        step, step_values = earlier[:1].query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE latest(day) AS (
                ({first})
                UNION ALL
                SELECT ({step}) FROM latest WHERE latest.day IS NOT NULL
            )
            SELECT extract(year FROM day)::int FROM latest WHERE day IS NOT NULL
            """,  # noqa: S608 - made by Django
            (*first_values, *step_values),
        )
        return [year for (year,) in cursor.fetchall()]
