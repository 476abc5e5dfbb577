"""Edit panels that show the languages of a field beside each other, each with its state."""

from collections.abc import Sequence
from typing import Any

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    Panel,
    TitleFieldPanel,
)

from bps_portal import languages

from .parity import Standing


class _BoundLanguagePanel(FieldPanel.BoundPanel):
    """A field in one language; a user who may not write that language reads it."""

    template_name = "languages/admin/language_field.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # The form of a translator has no fields of the other languages.
        if self.form is not None and self.bound_field is None:
            self.read_only = True
            self.heading = self.panel.heading or _label(self.panel.db_field)
            self.help_text = ""

    @property
    def standings(self) -> list[Standing]:
        """How the texts of this column stand: one for a field, one for each block of a body."""
        found: list[Standing] = getattr(self.form, "standings_by_column", {}).get(
            self.field_name, []
        )
        return found

    @property
    def writable(self) -> bool:
        """Whether the user may write this language."""
        return not self.read_only


def _label(field: Any) -> str:
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


class LanguageFieldPanel(FieldPanel):
    """The panel of one language's column of a translated field."""

    class BoundPanel(_BoundLanguagePanel):
        """See `_BoundLanguagePanel`."""


class LanguageTitlePanel(TitleFieldPanel):
    """The same for a title that fills other fields."""

    class BoundPanel(_BoundLanguagePanel, TitleFieldPanel.BoundPanel):
        """See `_BoundLanguagePanel`."""


class ItemsPanel(InlinePanel):
    """An InlinePanel that is not shown where the form leaves the items out (to a translator)."""

    class BoundPanel(InlinePanel.BoundPanel):
        """Does without the items where the form does."""

        def __init__(self, **kwargs: Any) -> None:
            form, panel = kwargs["form"], kwargs["panel"]
            self.left_out = form is not None and panel.relation_name not in form.formsets
            if self.left_out:
                Panel.BoundPanel.__init__(self, **kwargs)
            else:
                super().__init__(**kwargs)

        def is_shown(self) -> bool:
            """Hide what is left out."""
            shown: bool = not self.left_out and super().is_shown()
            return shown


def translated_panels(field: str, *, stacked: bool = False, **kwargs: Any) -> Panel:
    """Return one panel with a field panel per language.

    Args:
        field: name of the translated field, such as "lead".
        stacked: for bodies, which stand beside each other on wide screens only.
        kwargs: passed to each field panel.
    """
    panels = [
        LanguageFieldPanel(
            languages.field_name(field, code), classname=f"language-{code}", **kwargs
        )
        for code in languages.codes()
    ]
    if stacked:
        return MultiFieldPanel(panels, classname="language-columns")
    return FieldRowPanel(panels)


def translated_title_panels(targets: Sequence[str] = ("slug",)) -> Panel:
    """Return the panel of the titles; typing one fills the same language's `targets`."""
    return FieldRowPanel(
        [
            LanguageTitlePanel(
                languages.field_name("title", code),
                targets=[languages.field_name(target, code) for target in targets],
                classname=f"title language-{code}",
            )
            for code in languages.codes()
        ]
    )
