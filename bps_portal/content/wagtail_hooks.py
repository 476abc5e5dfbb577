"""What the content room adds to the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.contrib.settings.registry import register_setting
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from bps_portal import languages
from bps_portal.languages.panels import translated_panels

from . import alternatives_report  # noqa: F401 - registers its own hooks
from .deletion import DeletePictures, DeletePortalDocuments
from .file_rights import BULK_ACTIONS, DOCUMENT_POLICY, IMAGE_POLICY
from .link_texts import vague_links
from .models import PortalDocument, PortalImage, SiteSettings, Theme
from .rich_text import (
    PortalDocumentLinkHandler,
    PortalImageEmbedHandler,
    PortalPageLinkHandler,
)


class ThemeViewSet(SnippetViewSet):
    """Themes in the admin's menu."""

    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    add_to_admin_menu = True
    menu_order = 250
    list_display = languages.field_names("name")
    panels: list[Panel] = [
        translated_panels("name"),
        translated_panels("slug"),
        translated_panels("description"),
    ]


register_snippet(ThemeViewSet)
register_setting(SiteSettings, icon="site")


@hooks.register("register_rich_text_features", order=10)
def link_to_pages_in_the_readers_language(features: FeatureRegistry) -> None:
    """Take the place of Wagtail's own handlers, which know one address per page and trust every key."""
    features.register_link_type(PortalPageLinkHandler)
    features.register_link_type(PortalDocumentLinkHandler)
    features.register_embed_type(PortalImageEmbedHandler)


# After Wagtail's own, whose places they take.
hooks.register("register_bulk_action", DeletePictures, order=10)
hooks.register("register_bulk_action", DeletePortalDocuments, order=10)
for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action, order=10)
# Before those that Wagtail registers for the classes and all below them, perhaps later.
register_permission_policy(PortalImage, IMAGE_POLICY, exact_class=True)
register_permission_policy(PortalDocument, DOCUMENT_POLICY, exact_class=True)


@hooks.register("insert_global_admin_css")
def wear_own_colours() -> str:
    """Give the admin the colour of the site."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/brand.css"))


@hooks.register("insert_global_admin_js")
def start_without_script_in_the_page() -> str:
    """Load the script that starts what `admin_scripts` names."""
    return format_html('<script src="{}"></script>', static("admin/start.js"))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_vague_links(request: HttpRequest, page: Any) -> None:
    """Tell the editor of links whose words say nothing by themselves; the page is saved all the same."""
    for code, words in vague_links(page).items():
        messages.warning(
            request,
            gettext(
                "%(language)s: the words of these links do not say where they lead: %(links)s."
                " Somebody who hears the links of a page needs more than that."
            )
            % {
                "language": languages.name(code).capitalize(),
                "links": ", ".join(f"“{word}”" for word in words),
            },
        )
