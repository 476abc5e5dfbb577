"""The form of an alert: what it says, when, where, and which alerts it takes the place of."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import AdminAutoHeightTextInput

from bps_portal.languages.panels import translated_panels

from .alerts import CrisisAlert
from .levels import Place


class AlertForm(WagtailAdminModelForm):
    """Asks for the themes where the alert shows on some themes; offers to end what runs."""

    replaced: Any = forms.ModelMultipleChoiceField(
        CrisisAlert.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Ends"),
        help_text=_("What runs now ends when this alert starts. Untick what is to stay beside it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the alerts that run or are to start, those that run ticked."""
        super().__init__(*args, **kwargs)
        now = timezone.now()
        unfinished = CrisisAlert.objects.unfinished(now)
        field: Any = self.fields["replaced"]
        field.queryset = unfinished
        field.initial = [alert.pk for alert in unfinished if alert.is_in_force(now)]
        if not field.initial and not unfinished:
            field.widget = field.hidden_widget()
        self.fields["themes"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["themes"].choices
        )

    def clean(self) -> Any:
        """Refuse a place without its pages; a place that is not themes has none."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("place") != Place.THEMES:
            cleaned["themes"] = []
        elif not cleaned.get("themes"):
            self.add_error("themes", _("Choose at least one theme."))
        return cleaned


# Two lines to read in; what is typed is put on one.
TEXT_PANELS = translated_panels("text", widget=AdminAutoHeightTextInput)
PANELS = [
    FieldPanel("level"),
    TEXT_PANELS,
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("place"), FieldPanel("crisis_mode")]), FieldPanel("themes")],
        heading=_("Where it shows"),
    ),
    MultiFieldPanel(
        [
            HelpPanel(content=_("Times of Brussels.")),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            FieldPanel("replaced"),
        ],
        heading=_("When"),
    ),
    MultiFieldPanel([translated_panels("steps")], heading=_("What to do")),
    MultiFieldPanel(
        [translated_panels("link_text"), translated_panels("link_url")], heading=_("Link")
    ),
]
update_edit_handler = ObjectList([TEXT_PANELS])
alert_edit_handler = ObjectList(PANELS, base_form_class=AlertForm)
prepared_edit_handler = ObjectList(
    [
        translated_panels("name"),
        FieldPanel("level"),
        TEXT_PANELS,
        FieldPanel("crisis_mode"),
        MultiFieldPanel([translated_panels("steps")], heading=_("What to do")),
        MultiFieldPanel(
            [translated_panels("link_text"), translated_panels("link_url")], heading=_("Link")
        ),
    ]
)
