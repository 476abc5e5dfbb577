"""Two people at once: a save changes what that person changed, and nothing else.

A form carries a fingerprint of each value that it showed. When it comes back, three values are
compared: what was shown, what was posted and what is saved by now. What the person left alone stays
as somebody else has saved it meanwhile; what both have changed is refused, with the other's text,
and the form that comes back then carries the fingerprint of that text: saving again overwrites it.
"""

import datetime as dt
import hashlib
import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import model_to_dict
from django.utils.datastructures import MultiValueDict
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .segments import block_words, plain

SHOWN_VALUES = "shown_values"
# Fingerprints by the name of the field.
Fingerprints = dict[str, str]
# Keys by which Draftail knows its paragraphs; it makes them anew.
PARAGRAPH_KEYS = re.compile(r' data-block-key="[^"]*"')


class ShownValuesField(forms.Field):
    """Carries the fingerprints to the browser and back, as JSON."""

    widget = forms.HiddenInput

    def __init__(self, form: Any) -> None:
        """Make it for a form whose `fingerprints_to_show()` says what to carry."""
        super().__init__(required=False)
        self.form = form

    def prepare_value(self, value: Any) -> str:  # noqa: ARG002 - not what was posted
        """Return what the form carries to the browser."""
        return json.dumps(self.form.fingerprints_to_show(), separators=(",", ":"))


def posted_fingerprints(data: Any) -> Fingerprints:
    """Return the fingerprints of a posted form; none where they are missing or unreadable."""
    try:
        found = json.loads(data.get(SHOWN_VALUES) or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): str(value) for name, value in found.items()}


def fingerprints(form: Any, instance: models.Model) -> Fingerprints:
    """Return those of the fields of `form` as they are saved in `instance`."""
    names = [name for name, field in form.fields.items() if not isinstance(field, forms.FileField)]
    values = model_to_dict(instance, fields=names)
    return {name: _fingerprint(form.fields[name], value) for name, value in values.items()}


def merge(form: Any, shown: Fingerprints) -> tuple[list[str], Fingerprints]:
    """Give the cleaned form what others have saved meanwhile.

    Args:
        form: a model form in its `clean`; its instance is as it is saved by now.
        shown: the fingerprints of what the form showed.

    Returns:
        The labels of the fields that others changed and that are kept; and, by name, the
        fingerprints of what is saved in those that both changed, which have an error now.
    """
    saved = fingerprints(form, form.instance) if shown else {}
    kept: list[str] = []
    disputed: Fingerprints = {}
    for name, before in shown.items():
        if name not in form.cleaned_data or saved.get(name, before) == before:
            continue
        posted = _fingerprint(form.fields[name], form.cleaned_data[name])
        if posted == before:
            form.cleaned_data[name] = _value_of(form.instance, name)
            kept.append(str(form.fields[name].label))
        elif posted != saved[name]:
            disputed[name] = saved[name]
    for name in disputed:
        form.add_error(name, _dispute(_value_of(form.instance, name)))
    return kept, disputed


def _dispute(value: Any) -> ValidationError:
    return ValidationError(
        _(
            "Somebody else changed this while you were writing. It reads now: “%(text)s”. "
            "Save again to keep yours instead."
        ),
        "disputed",
        {"text": Truncator(_in_words(value)).chars(300)},
    )


def _value_of(instance: models.Model, name: str) -> Any:
    field = instance._meta.get_field(name)
    value = getattr(instance, name)
    return list(value.all()) if field.many_to_many else value


def _in_words(value: Any) -> str:
    if isinstance(value, blocks.StreamValue):
        return " ".join(block_words(value.stream_block, value))
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return plain(value)


def _fingerprint(field: forms.Field, value: Any) -> str:
    canonical = json.dumps(_canonical(field, value), sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _canonical(field: forms.Field, value: Any) -> Any:
    """Return a value in one form, whether it comes from the database or from a request."""
    block = getattr(field, "block", None)
    if block is not None:
        return _canonical_block(block, value)
    # Draftail's; its class cannot be imported where models are made.
    if hasattr(field.widget, "converter"):
        return _canonical_html(field.widget, value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="minutes")
    if isinstance(value, (list, tuple, models.QuerySet)):
        return sorted(str(field.prepare_value(each)) for each in value)
    value = field.prepare_value(value)
    return "" if value is None else "\n".join(str(value).split("\r\n")).strip()


def _canonical_html(widget: forms.Widget, html: str | None) -> str:
    """Return rich text as the editor gives it back where nobody changes it."""
    if not html:
        return ""
    given_back = widget.value_from_datadict(
        {"text": widget.format_value(html)}, MultiValueDict(), "text"
    )
    return PARAGRAPH_KEYS.sub("", given_back or "")


def _canonical_block(block: blocks.Block, value: Any) -> Any:
    if isinstance(block, blocks.StructBlock):
        return {
            name: _canonical_block(child, (value or {}).get(name))
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [_canonical_block(block.child_block, item) for item in value or ()]
    if isinstance(block, blocks.StreamBlock):
        return [
            (child.block_type, _canonical_block(child.block, child.value)) for child in value or ()
        ]
    if isinstance(block, blocks.RichTextBlock):
        return _canonical_html(block.field.widget, value.source if value else "")
    return _canonical(block.field, block.get_prep_value(value)) if hasattr(block, "field") else ""
