"""The glossary in the menu of the settings, for administrators."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from bps_portal import languages
from bps_portal.languages.panels import translated_panels

from .models import GlossaryTerm


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
        translated_panels("forms"),
        translated_panels("avoided"),
        FieldPanel("note"),
    ]


register_snippet(GlossaryViewSet)
