"""The glossary and the memory in the menu of the settings, for administrators."""

from typing import Any

from django.forms import Textarea
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from bps_portal import languages
from bps_portal.languages.panels import translated_panels
from bps_portal.languages.tagged import words

from .models import GlossaryTerm, MemoryPair


class GlossaryViewSet(SnippetViewSet):
    """The terms of the glossary."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    add_to_settings_menu = True
    menu_order = 760
    list_display = languages.field_names("term")
    search_fields = languages.field_names("term")
    panels: list[Panel] = [
        translated_panels("term"),
        translated_panels("forms", widget=Textarea(attrs={"rows": 3})),
        translated_panels("avoided", widget=Textarea(attrs={"rows": 3})),
        FieldPanel("note"),
    ]


register_snippet(GlossaryViewSet)


class MemoryPermissionPolicy(ModelPermissionPolicy):
    """Administrators look and delete; the memory learns by itself."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether a user may do something with the memory."""
        return bool(user.is_superuser) and action in ("view", "delete")


register_permission_policy(MemoryPair, MemoryPermissionPolicy(MemoryPair))


class MemoryViewSet(ModelViewSet):
    """What the memory offers, so that a wrong pair can be taken out."""

    model = MemoryPair
    icon = "history"
    menu_label = _("Translation memory")
    add_to_settings_menu = True
    menu_order = 761
    inspect_view_enabled = True
    copy_view_enabled = False
    exclude_form_fields = ["digest"]
    inspect_view_fields = ["source_language", "target_language", "source", "target", "confirmed_at"]
    list_display = [
        "__str__",
        Column("target", label=_("Translation"), accessor=lambda pair: words(pair.target)),
        Column(
            "target_language",
            label=_("Into"),
            accessor=lambda pair: languages.name(pair.target_language),
            sort_key="target_language",
        ),
        DateColumn("confirmed_at", label=_("Confirmed on"), sort_key="confirmed_at"),
    ]
    list_filter = ["source_language", "target_language"]
    search_fields = ["source", "target"]
    search_backend_name = None
    ordering = ["-confirmed_at", "-pk"]


@hooks.register("register_admin_viewset")
def register_memory() -> MemoryViewSet:
    """Give the memory its pages in the admin."""
    return MemoryViewSet("translation_memory", url_prefix="translation-memory")
