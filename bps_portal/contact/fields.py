"""Form fields that take whatever a visitor or a program sends, and keep what can be read."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

KEPT = "\n\t"


def readable(text: str) -> str:
    """Return `text` without its control characters, NUL among them; lines and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in lines if sign in KEPT or unicodedata.category(sign) not in {"Cc", "Cs"}
    )


class PlainField(forms.CharField):
    """A text without control characters.

    A text that is too long is refused whole, with its length. The browser is not told the limit:
    it would cut off what is pasted without a word.
    """

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        """Accept at most `most` characters."""
        super().__init__(**kwargs)
        self.most = most

    def to_python(self, value: Any) -> str:
        """Return the text without control characters."""
        return str(super().to_python(readable(str(value or ""))))

    def validate(self, value: str) -> None:
        """Refuse an empty or too long text.

        Raises:
            ValidationError: with what is too much.
        """
        super().validate(value)
        if excess := max(0, len(value) - self.most):
            message = ngettext(
                "At most %(most)s characters fit here: shorten this text by %(excess)s.",
                "At most %(most)s characters fit here: shorten this text by %(excess)s.",
                excess,
            )
            raise ValidationError(message, "too_long", {"most": self.most, "excess": excess})


class TextField(PlainField):
    """Several lines."""

    widget = forms.Textarea


class LineField(PlainField):
    """One line: line breaks become spaces, so that it can stand in a header."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        """Return the text with single spaces."""
        return " ".join(super().to_python(value).split())


class AddressField(forms.EmailField):
    """An e-mail address, without anything that could not stand in a header."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out the limit of length: a browser would cut off the address."""
        return {
            name: value
            for name, value in super().widget_attrs(widget).items()
            if name != "maxlength"
        }

    def to_python(self, value: Any) -> str:
        """Return the address without control characters; line breaks stay, to be refused."""
        return str(super().to_python(readable(str(value or ""))))

    def validate(self, value: str) -> None:
        """Refuse what mail servers would not take everywhere.

        Raises:
            ValidationError: for an address with other signs than ASCII before the @.
        """
        super().validate(value)
        if not value.rpartition("@")[0].isascii():
            raise ValidationError(self.error_messages["invalid"], "invalid")
