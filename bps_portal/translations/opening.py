"""The admin's page on which an administrator opens an added language to visitors, or closes it."""

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import Site

from bps_portal import languages
from bps_portal.languages.columns import further_codes
from bps_portal.languages.models import AddedLanguage
from bps_portal.pages.models import PortalPage

logger = logging.getLogger(__name__)

URL_NAME = "languages_of_visitors"
OPENED, CLOSED = "languages.open", "languages.close"
OPEN, CLOSE = "open", "close"


@dataclass(frozen=True)
class Standing:
    """How a language that is not required stands with visitors.

    `lacks` are sentences on what keeps it closed, `warnings` on what its readers will miss.
    """

    code: str
    name: str
    opened_at: datetime | None
    pages: int
    lacks: list[str]
    warnings: list[str]


def standing_of(code: str) -> Standing:
    """Return how a language of the settings stands with visitors."""
    added = AddedLanguage.objects.filter(code=code).first()
    published = PortalPage.objects.filter(
        live=True, depth__gt=1, published_languages__contains=[code]
    )
    lacks = []
    if added is None:
        lacks.append(_("It is not in the database yet: run “manage.py add_language %s”.") % code)
    elif not published.filter(pk__in=Site.objects.values("root_page")).exists():
        lacks.append(_("Publish the home page in this language first: it is its entrance."))
    warnings = []
    if not _has_own_texts(code):
        warnings.append(
            _("The site's own texts, such as buttons and menus, are not translated into it yet.")
        )
    return Standing(
        code,
        capfirst(languages.name(code)),
        added.opened_at if added else None,
        published.count() if added else 0,
        lacks,
        warnings,
    )


def _has_own_texts(code: str) -> bool:
    folders = [Path(folder, code, "LC_MESSAGES") for folder in settings.LOCALE_PATHS]
    return code == settings.SOURCE_LANGUAGE or any(folder.is_dir() for folder in folders)


@transaction.atomic
def change(code: str, action: str, user: Any) -> bool:
    """Open or close a language, and log who did; return whether that changed anything."""
    added = AddedLanguage.objects.select_for_update().get(code=code)
    opens = action == OPEN
    if bool(added.opened_at) == opens:
        return False
    added.opened_at = timezone.now() if opens else None
    added.save(update_fields=["opened_at"])
    log(instance=added, action=OPENED if opens else CLOSED, user=user)
    return True


class LanguagesView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the languages that are not required; opens and closes them."""

    template_name = "translations/admin/languages.html"
    page_title = gettext_lazy("Further languages")
    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever is no administrator."""
        user: Any = request.user
        if not user.is_superuser:
            logger.warning("Refused: user %s may not open languages", user.pk)
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how each language stands."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "standings": [standing_of(code) for code in further_codes()],
            "action_url": reverse(URL_NAME),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open or close a language, or say why not.

        Raises:
            Http404: for a language or an action that does not exist.
        """
        code, action = request.POST.get("code", ""), request.POST.get("action", "")
        if code not in further_codes() or action not in (OPEN, CLOSE):
            raise Http404
        standing = standing_of(code)
        if action == OPEN and standing.lacks:
            for sentence in standing.lacks:
                messages.error(request, f"{standing.name}: {sentence}")
        elif change(code, action, request.user):
            done = _("Visitors see this language now: %s.")
            if action == CLOSE:
                done = _("Visitors no longer see this language: %s.")
            messages.success(request, done % languages.name(code))
        return redirect(URL_NAME)


class _FurtherLanguagesItem(MenuItem):
    """Shown where there is a language to open, to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the menu holds it."""
        user: Any = request.user
        return bool(further_codes()) and user.is_superuser


@hooks.register("register_admin_urls")
def offer_address() -> list[URLPattern]:
    """Give the page its address in the admin."""
    return [path("further-languages/", LanguagesView.as_view(), name=URL_NAME)]


@hooks.register("register_settings_menu_item")
def offer_in_menu() -> MenuItem:
    """Put the page into the menu of the settings."""
    return _FurtherLanguagesItem(
        gettext_lazy("Further languages"), reverse(URL_NAME), icon_name="globe", order=750
    )


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """Let the log tell of it."""
    actions.register_action(
        OPENED, gettext_lazy("Open a language"), gettext_lazy("Opened to visitors")
    )
    actions.register_action(
        CLOSED, gettext_lazy("Close a language"), gettext_lazy("Closed to visitors")
    )
