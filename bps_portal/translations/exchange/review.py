"""The admin's page that shows what a file would change, before somebody accepts it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from bps_portal import languages
from bps_portal.languages.permissions import writable_codes
from bps_portal.translations.glossary import entries
from bps_portal.translations.report import TranslationsMenuItem, report_url

from .files import FileRefusedError
from .importing import accept, plan
from .plans import Outcome
from .screens import FILES, REVIEW, FilesScreen, TranslatorsScreen, taken
from .uploads import UploadedTranslation

ACCEPT, DISCARD = "accept", "discard"


class ReviewScreen(TranslatorsScreen):
    """Shows text by text what is there, what would come and what is refused; does it, or not."""

    template_name = "translations/admin/review.html"
    page_title = gettext_lazy("What the file changes")

    @cached_property
    def upload(self) -> UploadedTranslation:
        """The file; nobody else's."""
        user: Any = self.request.user
        return get_object_or_404(user.uploaded_translations, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        *items, last = super().get_breadcrumbs_items()
        return [*items, {"url": reverse(FILES), "label": FilesScreen.page_title}, last]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what accepting the file would do, or why it cannot be accepted any more."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        try:
            found = plan(self.upload.read(), self.request.user)
        except FileRefusedError as error:
            return context | {"upload": self.upload, "refusal": str(error)}
        return context | {
            "upload": self.upload,
            "plan": found,
            "terms": entries(found.source, found.target),
            "source_name": languages.name(found.source),
            "language_name": languages.name(found.target),
            "counts": {outcome.value: found.count(outcome) for outcome in Outcome},
            "takes": found.count(Outcome.CHANGED) + found.count(Outcome.CONFIRMED),
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Accept the file or discard it."""
        if request.POST.get("action") == DISCARD:
            self.upload.delete()
            messages.success(request, _("The file was discarded. Nothing was changed."))
            return redirect(FILES)
        if request.POST.get("action") != ACCEPT:
            return redirect(REVIEW, self.upload.pk)
        try:
            done = accept(self.upload.read(), request.user)
        except FileRefusedError as error:
            nothing = _("Nothing was changed.")
            messages.error(request, f"{error} {nothing}")
            return redirect(REVIEW, self.upload.pk)
        self.upload.delete()
        number = done.count(Outcome.CHANGED) + done.count(Outcome.CONFIRMED)
        buttons = [
            messages.button(each.edit_url, each.title)
            for each in done.objects[:3]
            if each.changes_something
        ]
        messages.success(request, taken(number), buttons=buttons)
        return redirect(report_url(language=done.target))


@hooks.register("register_admin_urls")
def offer_addresses() -> list[URLPattern]:
    """Give the screens their addresses in the admin."""
    return [
        path("translation-files/", FilesScreen.as_view(), name=FILES),
        path("translation-files/<int:pk>/", ReviewScreen.as_view(), name=REVIEW),
    ]


@hooks.register("register_reports_menu_item")
def offer_in_menu() -> MenuItem:
    """Put the screen below the report of the translations."""
    return TranslationsMenuItem(
        gettext_lazy("Translation files"),
        reverse(FILES),
        name="translation-files",
        icon_name="doc-full",
        order=491,
    )


@hooks.register("register_page_header_buttons")
def offer_at_pages(page: Any, user: Any, **_kwargs: Any) -> Any:
    """Lead from a page to its files for translators."""
    if writable_codes(user) and page.permissions_for_user(user).can_edit() and page.depth > 1:
        yield Button(
            _("Translation files"),
            f"{reverse(FILES)}?page={page.pk}",
            icon_name="globe",
            priority=65,
        )
