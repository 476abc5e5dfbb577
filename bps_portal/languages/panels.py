"""Edit panels that show the languages of a field beside each other."""

from collections.abc import Sequence
from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel, TitleFieldPanel

from bps_portal import languages


def translated_panels(field: str, *, stacked: bool = False, **kwargs: Any) -> Panel:
    """Return one panel with a field panel per language.

    Args:
        field: name of the translated field, such as "lead".
        stacked: languages below instead of beside each other, for wide editors.
        kwargs: passed to each FieldPanel.
    """
    panels = [FieldPanel(languages.field_name(field, code), **kwargs) for code in languages.codes()]
    return MultiFieldPanel(panels) if stacked else FieldRowPanel(panels)


def translated_title_panels(targets: Sequence[str] = ("slug",)) -> Panel:
    """Return the panel of the titles; typing one fills the same language's `targets`."""
    return FieldRowPanel(
        [
            TitleFieldPanel(
                languages.field_name("title", code),
                targets=[languages.field_name(target, code) for target in targets],
                classname="title",
            )
            for code in languages.codes()
        ]
    )
