"""Emergency numbers in the admin's menu; alerts and reports register their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from bps_portal import languages
from bps_portal.languages.panels import translated_panels

from . import alert_admin, verification_report  # noqa: F401 - register their own hooks
from .models import EmergencyNumber


class EmergencyNumberViewSet(SnippetViewSet):
    """List, filters and form of the numbers."""

    model = EmergencyNumber
    icon = "warning"
    menu_label = _("Emergency numbers")
    add_to_admin_menu = True
    menu_order = 260
    list_display: list[Any] = ["__str__", "need", "primary", "is_emergency", "verified_on"]
    list_filter = ["need", "primary", "is_emergency", "verified_on"]
    search_fields = ["number", *languages.field_names("name")]
    ordering = ("order", "pk")
    panels: list[Panel] = [
        FieldPanel("number"),
        translated_panels("name"),
        translated_panels("what_for"),
        translated_panels("hours"),
        translated_panels("cost"),
        translated_panels("note"),
        FieldPanel("served_languages"),
        MultiFieldPanel(
            [
                FieldPanel("need"),
                FieldPanel("order"),
                FieldPanel("is_emergency"),
                FieldPanel("primary"),
            ],
            heading=_("Place on the site"),
        ),
        translated_panels("source_url"),
        FieldPanel("verified_on"),
    ]


register_snippet(EmergencyNumberViewSet)
