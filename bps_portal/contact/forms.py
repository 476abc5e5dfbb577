"""The form that visitors fill in."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from . import page_reference, stamps
from .fields import AddressField, LineField, TextField
from .subjects import Subject

MESSAGE_CHARACTERS = 5000
NAME_CHARACTERS = 120
EMAIL_CHARACTERS = 254


class ContactForm(forms.Form):
    """Subject, message and page; name and e-mail address where the visitor wants an answer.

    What keeps programs out asks nothing of people: `homepage` is hidden from them and stays empty,
    `stamp` tells when the form was handed out. Where either is wrong the visitor only sends again.
    """

    subject = forms.ChoiceField(
        label=_("Subject"),
        choices=[("", _("Choose a subject")), *Subject.choices],
        error_messages={
            "required": _("Choose a subject."),
            "invalid_choice": _("Choose a subject from the list."),
        },
    )
    message = TextField(
        label=_("Message"),
        most=MESSAGE_CHARACTERS,
        help_text=_("At most 5,000 characters. Leave out what others should not know about you."),
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write your message.")},
    )
    page = LineField(
        label=_("The page it is about"),
        most=page_reference.MOST_CHARACTERS,
        required=False,
        help_text=_("Its address or its title, where your message is about a page of this site."),
    )
    name = LineField(
        label=_("Your name"),
        most=NAME_CHARACTERS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("Your e-mail address"),
        max_length=EMAIL_CHARACTERS,
        required=False,
        help_text=_("For our answer. We confirm there that your message has arrived."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write an e-mail address such as name@example.org, or leave it empty.")
        },
    )
    homepage = forms.Field(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """Hand out a stamp with a new form, and a fresh one where that of `data` is of no use."""
        kwargs["initial"] = {"stamp": stamps.new()} | kwargs.get("initial", {})
        self._typed = None if data is None else dict(data.items())
        super().__init__(self._typed, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Stop programs, once all else is right."""
        cleaned: dict[str, Any] = super().clean() or {}
        age = stamps.age(str(cleaned.get("stamp") or ""))
        self.fingerprint = self._fingerprint(cleaned)
        if cleaned.get("homepage"):
            self._ask_again()
        elif age in {stamps.Age.TOO_OLD, stamps.Age.FORGED}:
            self._put_back("stamp", stamps.new())
            self._ask_again()
        elif age is stamps.Age.TOO_YOUNG:
            self._ask_again()
        return cleaned

    def refuse(self, reason: Any) -> None:
        """Add an error that concerns the form as a whole, in place of any other such error."""
        self.errors.pop(NON_FIELD_ERRORS, None)
        self.add_error(None, reason)

    def _ask_again(self) -> None:
        self._put_back("homepage", "")
        if not self.errors:
            self.refuse(_("Look your message over and send it once more: it has not left yet."))

    def _put_back(self, name: str, value: str) -> None:
        """Show `value` in a field when the form is shown again."""
        if self._typed is not None:
            self._typed[name] = value

    def _fingerprint(self, cleaned: dict[str, Any]) -> str:
        """Return a digest of the stamp and all texts: a double click sends the same twice."""
        parts = [str(cleaned.get(name, "")) for name in self.fields]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()
