"""Lists of pages in the admin: where each page stands in each language, and filters for it.

A list of one page type in the menu, in its app's wagtail_hooks.py:

    class ArticleFilters(LanguageFilterSet):
        date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

        class Meta(LanguageFilterSet.Meta):
            model = ArticlePage
            fields = ["theme"]

    class ArticleListing(LocalizedPageListing):
        model = ArticlePage
        icon = "doc-full"
        menu_label = _("Articles")
        menu_order = 110
        columns = columns_with(Column("theme", label=_("Theme"), sort_key="theme"))
        filterset_class = ArticleFilters

    @hooks.register("register_admin_viewset")
    def list_articles() -> ArticleListing:
        return ArticleListing("articles")

A field that sorts or filters needs a FilterField in the model's `search_fields`, because it may do
so to what a search has found.
"""

from typing import Any

from django.db.models import QuerySet
from django.forms import RadioSelect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters.filters import ChoiceFilter, Filter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet

from bps_portal import languages

from .language_states import LanguageState, state_in, states_of, written_in
from .models import PortalPage


class LanguageStatesColumn(BaseColumn):
    """Says for each language whether readers see the page, in words."""

    cell_template_name = "pages/admin/language_states_cell.html"

    def __init__(self, name: str = "language_states", **kwargs: Any) -> None:
        super().__init__(name, **({"label": _("Languages"), "width": "16%"} | kwargs))

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add `states`: of each language its name, the state, and the address where it is live."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        request = parent_context.get("request")
        context["states"] = [
            (languages.name(code), state_in(instance, code), instance.url_in(code, request))
            for code in languages.codes()
        ]
        return context


class LanguageStateFilter(ChoiceFilter):
    """Keeps the pages that are in one state in one language."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            label=languages.lazy_name(code),
            choices=[(state.value, state.label) for state in states_of(code)],
            empty_label=_("Any"),
            widget=RadioSelect,
        )

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Return the pages of `qs` in the state `value`, or all of them for none."""
        if not value:
            return qs
        pages = PortalPage.objects.order_by()
        live = pages.live_in(self.code)
        if value == LanguageState.LIVE:
            found = live
        else:
            found = pages.exclude(pk__in=live.values("pk"))
            written = written_in(self.code)
            found = found.filter(written if value == LanguageState.DRAFT else ~written)
        # By key, which a search can filter by as well.
        return qs.filter(pk__in=found.values("pk"))


class LanguageFilterSet(WagtailFilterSet):
    """Filters of a list of pages: one for each language, after those of the page type."""

    class Meta:
        model = PortalPage
        fields: Any = []

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """Return the filters by name."""
        own: dict[str, Filter] = super().get_filters()
        return own | {f"state_{code}": LanguageStateFilter(code) for code in languages.codes()}


def columns_with(*columns: BaseColumn) -> list[BaseColumn]:
    """Return the columns of a list of one page type, `columns` between title and languages."""
    usual = {column.name: column for column in IndexView.base_columns}
    return [
        usual["bulk_actions"],
        usual["title"],
        *columns,
        LanguageStatesColumn(),
        usual["latest_revision_created_at"],
        usual["status"],
    ]


class ExportInEditorsLanguage:
    """For lists with an export: writes it while the editor's language is active.

    Wagtail would write it as it is sent, when that language is no longer known.
    """

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> Any:
        """Return the answer with the whole file in it."""
        answer = super().as_spreadsheet(queryset, spreadsheet_format)  # type: ignore[misc]
        if answer.streaming:
            answer.streaming_content = list(answer.streaming_content)
        return answer


class LocalizedIndexView(ExportInEditorsLanguage, IndexView):
    """A list of one page type; where it is empty it offers to make the first page."""

    results_template_name = "pages/admin/listing_results.html"

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter leaves pages out."""
        return bool(self.is_searching or self.is_filtering)

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        """Fetch what the columns show of other models, once for all pages."""
        relations = {field.name for field in self.model._meta.fields if field.is_relation}
        shown = relations & {column.name for column in self.columns}
        return super().annotate_queryset(pages).prefetch_related(*shown)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the list is narrowed."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"is_narrowed": self.is_narrowed}


class LocalizedPageListing(PageListingViewSet):
    """A list of one page type in the admin's menu; see the head of this module for its use."""

    index_view_class = LocalizedIndexView
    add_to_admin_menu = True
    columns = columns_with()
    filterset_class = LanguageFilterSet
    list_export = ["title", "language_states"]
    export_headings = {"language_states": _("Languages")}


class LocalizedExplorerView(ExplorableIndexView):
    """Wagtail's explorer with the state of each language."""

    base_columns = [
        *ExplorableIndexView.base_columns[:-1],
        LanguageStatesColumn(),
        ExplorableIndexView.base_columns[-1],
    ]


class LocalizedPageViewSet(PageViewSet):
    """The views of every page type that has none of its own."""

    model = PortalPage
    index_view_class = LocalizedExplorerView
