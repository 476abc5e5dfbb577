"""Edit panels that show the languages of a field beside each other, each with its state."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    Panel,
    TitleFieldPanel,
    get_form_for_model,
)
from wagtail.blocks import StreamValue

from bps_portal import languages

from .items import KEY, KeyedItemForm, KeyedItemFormSet
from .parity import Standing
from .segments import nested_texts


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
        if self.bound_field is not None:
            # For spelling and for who has it read aloud.
            self.bound_field.field.widget.attrs["lang"] = self.code

    @property
    def code(self) -> str:
        """The language of the column."""
        return str(self.panel.db_field.language)

    def get_read_only_context_data(self) -> dict[str, Any]:
        """Return what shows the text, which is in the language of its column."""
        context: dict[str, Any] = super().get_read_only_context_data()
        text = format_html('<div lang="{}">{}</div>', self.code, context["rendered_field"])
        return context | {"rendered_field": text}

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


@dataclass(frozen=True)
class ReadBlock:
    """A block that its reader may not write: its id, its label, its texts and rich texts."""

    id: str
    label: str
    texts: list[Any]


class LanguageBodyPanel(LanguageFieldPanel):
    """The same for a body; whoever may not write it reads it block by block."""

    read_only_output_template_name = "languages/admin/read_body.html"

    def format_value_for_display(self, value: StreamValue) -> list[ReadBlock]:
        """Return the blocks of a body."""
        return [
            ReadBlock(
                str(child.id), str(child.block.label), list(nested_texts(child.block, child.value))
            )
            for child in value or ()
        ]


class LanguageTitlePanel(TitleFieldPanel):
    """The same for a title that fills other fields."""

    class BoundPanel(_BoundLanguagePanel, TitleFieldPanel.BoundPanel):
        """See `_BoundLanguagePanel`."""


class ItemsPanel(InlinePanel):
    """An InlinePanel for our pages: items with an `item_key` have texts that translators write.

    A translator finds the texts of those items, and no buttons to add, remove or order them; items
    without texts are not shown to a translator.
    """

    def get_form_options(self) -> dict[str, Any]:
        """Return Wagtail's options, and the forms of items that are known by a key."""
        options: dict[str, Any] = super().get_form_options()
        model = self.db_field.related_model
        if hasattr(model, KEY):
            deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields")
            options["formsets"][self.relation_name] |= {
                "form": get_form_for_model(
                    model, form_class=KeyedItemForm, defer_required_on_fields=deferred or []
                ),
                "formset": KeyedItemFormSet,
            }
        return options

    def get_bound_panel(self, form: Any = None, **kwargs: Any) -> Panel.BoundPanel:
        """Return Wagtail's panel, or to a translator that of the texts."""
        if form is not None:
            formset = form.formsets.get(self.relation_name)
            if formset is None or getattr(formset, "open_codes", None) is not None:
                return _BoundItemTexts(formset, panel=self, form=form, **kwargs)
        return super().get_bound_panel(form=form, **kwargs)


class _BoundItemTexts(Panel.BoundPanel):
    """The texts of the items in `formset`; nothing without items or without a formset."""

    template_name = "languages/admin/items.html"

    def __init__(self, formset: KeyedItemFormSet | None, **kwargs: Any) -> None:
        super().__init__(**{"instance": None, "request": None, "prefix": "panel", **kwargs})
        self.formset, self.label = formset, self.panel.label
        self.children = [
            self.panel.child_edit_handler.get_bound_panel(
                instance=form.instance, request=self.request, form=form, prefix=form.prefix
            )
            for form in (formset.forms if formset else ())
        ]

    def is_shown(self) -> bool:
        """Hide the panel without items."""
        return bool(self.children)


def translated_panels(field: str, *, stacked: bool = False, **kwargs: Any) -> Panel:
    """Return one panel with a field panel per language.

    Args:
        field: name of the translated field, such as "lead".
        stacked: for bodies, which stand beside each other on wide screens only.
        kwargs: passed to each field panel.
    """
    kind = LanguageBodyPanel if stacked else LanguageFieldPanel
    panels = [
        kind(languages.field_name(field, code), classname=f"language-{code}", **kwargs)
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
