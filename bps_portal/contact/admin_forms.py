"""The edit form of a message: only whether it is handled can change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm


class ContactMessageForm(WagtailAdminModelForm):
    """Notes who has handled the message, and when."""

    handled = forms.BooleanField(
        required=False,
        label=_("Handled"),
        help_text=_("Tick this once the visitor has an answer or none is needed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show how the message stands."""
        super().__init__(*args, **kwargs)
        self.fields["handled"].initial = self.instance.handled_at is not None

    def save(self, commit: bool = True) -> Any:
        """Note the account that handled the message."""
        self.instance.mark_handled(self.cleaned_data["handled"], by=self.for_user)
        return super().save(commit=commit)
