"""Which articles a reader asks to see: those of a theme, of a year, or of both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from bps_portal import languages
from bps_portal.content.listings import Choice, Filter
from bps_portal.content.models import Theme

if TYPE_CHECKING:
    from .models import ArticlePage, ArticleQuerySet

YEAR = re.compile(r"[0-9]{1,4}", re.ASCII)


@dataclass(frozen=True)
class NewsSelection:
    """What was asked for, and what can be asked for.

    `unknown` tells that the address names a theme or a year of which there is no article.
    """

    theme: Theme | None
    year: int | None
    unknown: bool
    filters: list[Filter]

    def narrow(self, articles: "ArticleQuerySet") -> "ArticleQuerySet":
        """Return those of `articles` that were asked for; none where the address is unknown."""
        if self.unknown:
            return articles.none()
        return articles.filter(of_theme(self.theme), of_year(self.year))

    @property
    def words(self) -> str:
        """What is shown, in the active language: "Mobility, 2024"; empty for everything."""
        parts = [self.theme.name if self.theme else "", str(self.year or "")]
        return ", ".join(part for part in parts if part)

    def titled(self, title: str) -> str:
        """Return the title of the list with what it shows: "News: Mobility, 2024"."""
        if not self.words:
            return title
        return _("%(title)s: %(selection)s") % {"title": title, "selection": self.words}

    @property
    def filters_in(self) -> dict[str, dict[str, str]]:
        """The query of the address by language, where the theme has an address there."""
        year = {"year": str(self.year)} if self.year else {}
        if self.theme is None:
            return dict.fromkeys(languages.codes(), year)
        slugs = {code: languages.value_in(self.theme, "slug", code) for code in languages.codes()}
        return {code: {"theme": slug, **year} for code, slug in slugs.items() if slug}


def of_theme(theme: Theme | None) -> Q:
    """Return the condition for articles of a theme, or of any."""
    return Q(theme=theme) if theme else Q()


def of_year(year: int | None) -> Q:
    """Return the condition for articles of a year, or of any; as a span, which an index serves."""
    return Q(date__range=(date(year, 1, 1), date(year, 12, 31))) if year else Q()


def read_selection(query: Mapping[str, Any], articles: "ArticleQuerySet") -> NewsSelection:
    """Return what the query of an address asks for.

    Three queries, however many articles: each theme and each year costs one look into an index.

    Args:
        query: the query by name, such as `request.GET`; what it does not know is passed over.
        articles: those that readers may see in the active language.
    """
    slug, digits = (str(query.get(name) or "").strip() for name in ("theme", "year"))
    year = int(digits) if YEAR.fullmatch(digits) and int(digits) else None
    themes = _themes(articles, year)
    theme = next((known for known in themes if known.slug == slug), None) if slug else None
    years = _years(articles, theme)
    unknown = bool(slug and theme is None) or bool(digits and year not in years)
    return NewsSelection(
        theme=theme,
        year=year if year in years else None,
        unknown=unknown,
        filters=[
            Filter(
                name="theme",
                label=_("Theme"),
                everything=_("All themes"),
                choices=[
                    Choice(known.slug, known.name, known == theme)
                    for known in themes
                    if known.fits_year or known == theme
                ],
            ),
            Filter(
                name="year",
                label=_("Year"),
                everything=_("All years"),
                choices=[
                    Choice(str(known), str(known), known == year)
                    for known, fits_theme in years.items()
                    if fits_theme or known == year
                ],
            ),
        ],
    )


def _themes(articles: "ArticleQuerySet", year: int | None) -> list[Any]:
    """Return the themes with a public article; `fits_year` tells of those with one in `year`."""
    of_this = articles.order_by().filter(theme=OuterRef("pk"))
    code = languages.active_code()
    named = Theme.objects.named_in(code)
    fits_year = Exists(of_this.filter(of_year(year)))
    return list(
        named.filter(Exists(of_this))
        .annotate(fits_year=fits_year)
        .order_by(languages.field_name("name", code))
    )


def _years(articles: "ArticleQuerySet", theme: Theme | None) -> dict[int, bool]:
    """Return the years with a public article, the latest first, and whether `theme` has one."""
    model = articles.model
    years = _dated_years(model)
    if not years:
        return {}
    public = articles.order_by()
    answers = {f"in_{year}": Exists(public.filter(of_year(year))) for year in years}
    if theme:
        of_this = public.filter(theme=theme)
        answers |= {f"fits_{year}": Exists(of_this.filter(of_year(year))) for year in years}
    # One row for all answers; any article will do.
    row = model.objects.order_by().annotate(**answers).values(*answers)[:1].get()
    return {year: row.get(f"fits_{year}", True) for year in years if row[f"in_{year}"]}


def _dated_years(model: "type[ArticlePage]") -> list[int]:
    """Return the years of all articles, seen or not, the latest first.

    PostgreSQL would read every row to tell them apart; this leaps through the index by date, one
    step for each year.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE latest(date) AS (
                (SELECT date FROM {table} ORDER BY date DESC LIMIT 1)
                UNION ALL
                SELECT (
                    SELECT date FROM {table} WHERE date < date_trunc('year', latest.date)::date
                    ORDER BY date DESC LIMIT 1
                )
                FROM latest WHERE latest.date IS NOT NULL
            )
            SELECT extract(year FROM date)::int FROM latest WHERE date IS NOT NULL
            """  # noqa: S608 - the name of a table
        )
        return [year for (year,) in cursor.fetchall()]
