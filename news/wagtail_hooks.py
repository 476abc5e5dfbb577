"""Articles in the admin's menu."""

from django.utils.translation import gettext_lazy as _
from django_filters.filters import DateFromToRangeFilter
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column

from bps_portal.languages.templatetags.languages import short_date
from bps_portal.pages.listing import LanguageFilterSet, LocalizedPageListing, columns_with

from .models import ArticlePage


class ArticleFilters(LanguageFilterSet):
    """By theme, by date, and by the state of each language."""

    date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta(LanguageFilterSet.Meta):
        model = ArticlePage
        fields = ["theme"]


class ArticleListing(LocalizedPageListing):
    """All articles, the newest first."""

    model = ArticlePage
    icon = "doc-full"
    menu_label = _("Articles")
    menu_order = 110
    ordering = "-date"
    columns = columns_with(
        Column("theme", label=_("Theme"), width="14%"),
        Column(
            "date",
            label=_("Date"),
            accessor=lambda article: short_date(article.date),
            sort_key="date",
            width="10%",
        ),
    )
    filterset_class = ArticleFilters
    list_export = ["title", "theme", "date", "language_states"]


@hooks.register("register_admin_viewset")
def list_articles() -> ArticleListing:
    """Show the list in the menu."""
    return ArticleListing("articles")
