"""What the base page adds to the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem

from bps_portal.languages.streams import translated_streams

from . import exception_log, missed_report, redirect_admin  # noqa: F401 - register themselves
from .allowing import URL_NAME, AllowOneLanguageView
from .bulk_publishing import refuse_incomplete_pages
from .forms import COPY_BLOCKS_ACTION
from .language_exceptions import PERMISSION
from .listing import LocalizedPageViewSet
from .translation_follows import say_that_translation_follows


class CopyBlocksMenuItem(ActionMenuItem):
    """Saves a draft and lays out the bodies of the languages that have none yet."""

    label = _("Save, and lay out the empty language")
    name = COPY_BLOCKS_ACTION
    icon_name = "copy"

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Show it where the page has a body, to whoever may edit it."""
        page = context.get("page")
        may_edit: bool = super().is_shown(context)
        return may_edit and page is not None and bool(translated_streams(type(page)))


@hooks.register("register_page_action_menu_item")
def offer_to_copy_blocks() -> ActionMenuItem:
    """Offer it below “save draft”."""
    return CopyBlocksMenuItem(order=20)


# After Wagtail's own, whose place it takes.
@hooks.register("register_admin_viewset", order=10)
def show_languages_in_explorer() -> LocalizedPageViewSet:
    """Show in the explorer where each page stands in each language."""
    return LocalizedPageViewSet()


hooks.register("before_bulk_action", refuse_incomplete_pages)
hooks.register("register_log_actions", exception_log.register_actions)
# After Wagtail's check of view restrictions.
hooks.register("on_serve_page", say_that_translation_follows, order=10)


@hooks.register("register_admin_urls")
def offer_to_allow_one_language() -> list[URLPattern]:
    """Add the page on which an administrator allows one language first."""
    address = "pages/<int:page_id>/one-language-first/"
    return [path(address, AllowOneLanguageView.as_view(), name=URL_NAME)]


@hooks.register("register_permissions")
def offer_right_to_allow() -> QuerySet[Permission]:
    """Let administrators give a group the right to allow one language first."""
    app_label, codename = PERMISSION.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
