"""The report “Translations” in the admin: all kinds of content, each language on a row."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.filters import ChoiceFilter, ModelChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from bps_portal import languages
from bps_portal.content.models import Theme
from bps_portal.languages.permissions import writable_codes
from bps_portal.pages.language_states import LanguageState
from bps_portal.pages.listing import ExportInEditorsLanguage

from .kinds import content_type_id, kind_label, kind_name, kinds
from .models import Awaited, TranslationStatus, TranslationStatusQuerySet, Work

URL_NAME = "translations_report"


def report_url(**filters: str) -> str:
    """Return the address of the report, narrowed by the given filters."""
    query = urlencode(filters)
    return reverse(URL_NAME) + (f"?{query}" if query else "")


def _kind_choices() -> list[tuple[str, str]]:
    named = [(kind_name(kind), kind_label(kind)) for kind in kinds()]
    return sorted(named, key=lambda choice: choice[1].lower())


def _language_choices() -> list[tuple[str, str]]:
    return [(code, capfirst(languages.name(code))) for code in languages.codes()]


class TranslationFilters(WagtailFilterSet):
    """What narrows the report."""

    language = ChoiceFilter(label=_("Language"), choices=_language_choices, empty_label=_("All"))
    state = ChoiceFilter(
        label=_("State"), choices=Work.choices, method="by_work", empty_label=_("All")
    )
    kind = ChoiceFilter(
        label=_("Kind"), choices=_kind_choices, method="by_kind", empty_label=_("All")
    )
    theme = ModelChoiceFilter(
        label=_("Theme"), queryset=Theme.objects.all(), method="by_theme", empty_label=_("All")
    )
    published = ChoiceFilter(
        label=_("Published"),
        choices=[
            (LanguageState.LIVE.value, LanguageState.LIVE.label),
            (LanguageState.DRAFT.value, LanguageState.DRAFT.label),
        ],
        method="by_published",
        empty_label=_("All"),
    )

    awaited = ChoiceFilter(
        label=_("Public in one language first"),
        choices=Awaited.choices,
        method="by_awaited",
        empty_label=_("All"),
    )

    class Meta:
        model = TranslationStatus
        fields: Any = []

    def by_work(
        self, rows: TranslationStatusQuerySet, _name: str, work: str
    ) -> TranslationStatusQuerySet:
        """Keep the rows with that work left."""
        return rows.needing(work)

    def by_kind(
        self, rows: TranslationStatusQuerySet, _name: str, name: str
    ) -> TranslationStatusQuerySet:
        """Keep the rows of one kind of content."""
        return rows.of_kind(next(kind for kind in kinds() if kind_name(kind) == name))

    def by_theme(
        self, rows: TranslationStatusQuerySet, _name: str, theme: Theme
    ) -> TranslationStatusQuerySet:
        """Keep what is gathered under a theme, and the theme itself."""
        found = Q(content_type=content_type_id(Theme), object_id=theme.pk)
        for kind in kinds():
            for field in kind._meta.get_fields():
                if field.related_model is Theme and not field.auto_created:
                    keys = kind._default_manager.filter(**{field.name: theme}).order_by()
                    found |= Q(content_type=content_type_id(kind), object_id__in=keys.values("pk"))
        return rows.filter(found)

    def by_published(
        self, rows: TranslationStatusQuerySet, _name: str, state: str
    ) -> TranslationStatusQuerySet:
        """Keep what readers see in the language of the row, or what they do not."""
        return rows.published() if state == LanguageState.LIVE else rows.unpublished()

    def by_awaited(
        self, rows: TranslationStatusQuerySet, _name: str, when: str
    ) -> TranslationStatusQuerySet:
        """Keep the translations that an exception allows to follow, by their deadline."""
        return rows.awaited(Awaited(when))


class TranslationsReport(ExportInEditorsLanguage, ReportView):
    """Lists what the user may edit, the most urgent first."""

    model = TranslationStatus
    page_title = _("Translations")
    header_icon = "globe"
    index_url_name = URL_NAME
    index_results_url_name = f"{URL_NAME}_results"
    results_template_name = "translations/admin/report_results.html"
    filterset_class = TranslationFilters
    is_searchable = True
    search_fields = ["title"]
    export_filename = "translations"
    list_export = [
        "title",
        "kind_label",
        "language_name",
        "missing",
        "outdated",
        "since",
        "missing_files",
        "published_label",
        "modified",
    ]
    export_headings = {
        "title": _("Title"),
        "kind_label": _("Kind"),
        "language_name": _("Language"),
        "published_label": _("Published"),
    }

    def user_has_permission(self, _permission: str) -> bool:
        """Let in whoever may write in a language; the rows are those that the user may edit."""
        return bool(writable_codes(self.request.user))

    permission_required = "change"

    def get_base_queryset(self) -> TranslationStatusQuerySet:
        """Return the rows of what the user may edit."""
        rows = TranslationStatus.objects.editable_by(self.request.user)
        return rows.with_title(languages.active_code()).with_published()

    def get_filtered_queryset(self) -> QuerySet:
        """Return the rows that the filters and the search leave."""
        rows: QuerySet = self.get_queryset()
        return rows

    def order_queryset(self, rows: TranslationStatusQuerySet) -> QuerySet:
        """Order by the column that was asked for, rows without a value last."""
        if not self.ordering:
            return rows.most_urgent_first()
        column = F(self.ordering.removeprefix("-"))
        descending = self.ordering.startswith("-")
        order = column.desc(nulls_last=True) if descending else column.asc(nulls_last=True)
        return rows.order_by(order, F("title"), "pk")

    @cached_property
    def columns(self) -> list[Any]:
        """What a translator needs to choose the next piece of work."""
        return [
            TitleColumn(
                "title",
                label=_("Title"),
                get_url=lambda row: row.edit_url,
                sort_key="title",
                classname="title translation-title",
                width="32%",
            ),
            Column("kind", label=_("Kind"), accessor="kind_label"),
            Column("language", label=_("Language"), accessor="language_name", sort_key="language"),
            Column("missing", label=pgettext_lazy("texts", "Missing"), sort_key="missing"),
            Column("outdated", label=pgettext_lazy("texts", "Out of date"), sort_key="outdated"),
            DateColumn("since", label=pgettext_lazy("out of date", "Since"), sort_key="since"),
            Column("published", label=_("Published"), accessor="published_label"),
            DateColumn("modified", label=pgettext_lazy("moment", "Changed"), sort_key="modified"),
        ]


class TranslationsMenuItem(MenuItem):
    """The entry below “Reports”, for whoever may write in a language."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this user may write in any language."""
        return bool(writable_codes(request.user))


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern]:
    """Give the report its addresses."""
    view = TranslationsReport.as_view
    return [
        path("reports/translations/", view(), name=URL_NAME),
        path("reports/translations/results/", view(results_only=True), name=f"{URL_NAME}_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Show the report before the others of the portal."""
    return TranslationsMenuItem(
        _("Translations"), reverse(URL_NAME), name="translations", icon_name="globe", order=490
    )
