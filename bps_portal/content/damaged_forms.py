"""What the admin's hidden inputs hold is checked too, though no editor types there.

A browser add-on, a broken connection or a tampered request can change them; that is a mistake to be
told beside the field, not a fault of the site.
"""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import BlockField, StreamValue
from wagtail.blocks.base import BlockWidget

# In place of a body that cannot be put together from its inputs.
DAMAGED = object()
# How JSON writes the one character that PostgreSQL does not store.
NUL = r"\u0000"


class BodyWidget(BlockWidget):
    """The editor of a body."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Return the body that was sent, or DAMAGED."""
        try:
            body: StreamValue = super().value_from_datadict(data, files, name)
            whole = _known_types(self.block_def, data, name) and _storable(body)
        except (KeyError, ValueError, TypeError, OverflowError, AttributeError):
            return DAMAGED
        return body if whole else DAMAGED


class BodyFormField(BlockField):
    """The form field of a body."""

    default_error_messages = {
        "damaged": _(
            "This text did not arrive whole and is shown as it was last saved. Reload the page"
            " before you change it again."
        )
    }

    def __init__(self, block: Any = None, **kwargs: Any) -> None:
        """Edit `block` with a widget that notices damage."""
        super().__init__(block=block, **({"widget": BodyWidget(block)} | kwargs))

    def clean(self, value: Any) -> Any:
        """Return the cleaned body.

        Raises:
            ValidationError: where it is damaged, or a block is wrong.
        """
        if value is DAMAGED:
            raise ValidationError(self.error_messages["damaged"], "damaged")
        return super().clean(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what the form shows: where the body is damaged, the one that it began with."""
        return initial if data is DAMAGED else data

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether the body is another one than before."""
        return data is DAMAGED or bool(super().has_changed(initial, data))


def _known_types(block: Any, data: Mapping[str, Any], name: str) -> bool:
    """Tell whether every block is of a known type; Wagtail would drop the others in silence."""
    return all(
        data[f"{name}-{place}-deleted"] or data[f"{name}-{place}-type"] in block.child_blocks
        for place in range(int(data[f"{name}-count"]))
    )


def _storable(body: StreamValue) -> bool:
    for child in body:
        if child.id:
            UUID(child.id)
    return NUL not in json.dumps(body.get_prep_value(), default=str)


def show_nothing_for_a_damaged_choice() -> None:
    """Let a chooser whose input holds no key at all show that nothing is chosen.

    The form refuses such a choice by itself; Wagtail then fails while it shows the form again, in
    the one method that every chooser shares and that has no place for a subclass of ours.
    """
    look_up: Callable[..., Any] = BaseChooser.get_instance

    @wraps(look_up)
    def get_instance(chooser: BaseChooser, value: Any) -> Any:
        try:
            return look_up(chooser, value)
        except (ValueError, TypeError, OverflowError):
            return None

    BaseChooser.get_instance = get_instance
