"""Blocks of facts: key figures and tables."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockValidationError,
)

from bps_portal.languages.streams import without_words

from .groups import FACTS

MOST_COLUMNS, MOST_ROWS = 10, 100
LONGEST_HEADING, LONGEST_CAPTION = 120, 250


class NumberBlock(blocks.DecimalBlock):
    """A number, written as the reader's language does; it needs no translation."""

    def __init__(self, **kwargs: Any) -> None:
        """Take numbers that can be read at a glance."""
        super().__init__(**{"max_digits": 15, "decimal_places": 3, **kwargs})

    class Meta:
        icon = "decimal"
        label = _("Number")

    def render_basic(self, value: Decimal | None, context: Any = None) -> str:  # noqa: ARG002
        """Return the number with its thousands apart, or nothing."""
        return "" if value is None else number_format(value, force_grouping=True)


class KeyFigureBlock(blocks.StructBlock):
    """One figure and what it counts."""

    number = NumberBlock(label=_("number"))
    unit = blocks.CharBlock(
        label=_("unit"),
        required=False,
        max_length=24,
        help_text=_("What stands behind the number, such as “%” or “million”."),
    )
    label = blocks.CharBlock(label=_("what it counts"), max_length=160)
    source = blocks.CharBlock(label=_("source and period"), required=False, max_length=160)

    class Meta:
        icon = "decimal"
        label = _("Figure")


class KeyFiguresBlock(blocks.StructBlock):
    """A few numbers that tell the story."""

    figures = blocks.ListBlock(KeyFigureBlock(), min_num=2, max_num=6, label=_("figures"))

    class Meta:
        icon = "order"
        label = _("Key figures")
        group = FACTS
        description = _(
            "Two to six numbers that tell the story, each with what it counts, its source and its "
            "period. More of them belong in a table."
        )
        template = "content/blocks/key_figures.html"

    def get_preview_value(self) -> Any:
        """Return three figures in the editor's language."""
        calls, homes = gettext("calls answered"), gettext("of the homes have a smoke detector")
        return self.normalize(
            {
                "figures": [
                    {"number": Decimal(12480), "unit": "", "label": calls, "source": "2025"},
                    {"number": Decimal(63), "unit": "%", "label": homes, "source": "2025"},
                ]
            }
        )


class GridBlock(TypedTableBlock):
    """The cells of a table, with a heading over each column and a caption over all."""

    text = blocks.CharBlock(label=_("Text"), required=False, max_length=400)
    number = NumberBlock(required=False)

    class Meta:
        icon = "table"
        label = _("Table")

    def clean(self, table: TypedTable) -> TypedTable:
        """Return the table without its empty rows.

        Raises:
            TypedTableBlockValidationError: where it is too large or cannot be read aloud.
        """
        if problems := [*self._oversize(table), *self._missing(table)]:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        cleaned: TypedTable = super().clean(table)
        if not self.is_deferred_validation:
            cleaned.row_data = [row for row in cleaned.row_data if not _is_empty(row)]
        return cleaned

    def without_words(self, table: TypedTable) -> TypedTable:
        """Return the table with its numbers and without its words."""
        blank = [{**column, "heading": ""} for column in table.columns]
        rows = [
            {
                "values": [
                    without_words(column["block"], value)
                    for column, value in zip(table.columns, row["values"], strict=True)
                ]
            }
            for row in table.row_data
        ]
        return TypedTable(columns=blank, row_data=rows, caption="")

    def _oversize(self, table: TypedTable) -> list[ValidationError]:
        headings = [column["heading"] or "" for column in table.columns]
        found: list[Any] = []
        if len(headings) > MOST_COLUMNS or len(table.row_data) > MOST_ROWS:
            found.append(
                _(
                    "A table has at most %(columns)d columns and %(rows)d rows. Split this one, or "
                    "offer it as a file to download."
                )
                % {"columns": MOST_COLUMNS, "rows": MOST_ROWS}
            )
        if any(len(heading) > LONGEST_HEADING for heading in headings):
            found.append(
                _("The heading of a column has at most %(number)d characters.")
                % {"number": LONGEST_HEADING}
            )
        if len(table.caption or "") > LONGEST_CAPTION:
            found.append(
                _("The caption has at most %(number)d characters.") % {"number": LONGEST_CAPTION}
            )
        if any("\0" in text for text in (table.caption or "", *headings)):
            found.append(ProhibitNullCharactersValidator.message)
        return [ValidationError(message, "oversize") for message in found]

    def _missing(self, table: TypedTable) -> list[ValidationError]:
        if self.is_deferred_validation:
            return []
        found: list[Any] = []
        if not (table.caption or "").strip():
            found.append(_("Give the table a caption that says what it shows."))
        if not table.columns or not all((c["heading"] or "").strip() for c in table.columns):
            found.append(
                _(
                    "Give each column a heading: a screen reader says it with every cell of the "
                    "column."
                )
            )
        if all(_is_empty(row) for row in table.row_data):
            found.append(_("Fill in at least one row."))
        return [ValidationError(message, "required") for message in found]


def _is_empty(row: dict[str, Any]) -> bool:
    return all(value is None or not str(value).strip() for value in row["values"])


class TableBlock(blocks.StructBlock):
    """A table with a caption and headings."""

    table = GridBlock(label=_("table"))
    first_column_is_heading = blocks.BooleanBlock(
        label=_("The first column names its row"),
        required=False,
        default=True,
        help_text=_("A screen reader then says it with every cell of the row."),
    )
    source = blocks.CharBlock(label=_("source and period"), required=False, max_length=255)

    class Meta:
        icon = "table"
        label = _("Table")
        group = FACTS
        description = _(
            "Facts to look up by row and column. A table is not for laying out a page; on a phone "
            "it scrolls sideways."
        )
        template = "content/blocks/table.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add `rows`: the cells of each row, with what stands in them and how to show it."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["columns"] = [
            {"heading": column["heading"], "is_number": isinstance(column["block"], NumberBlock)}
            for column in value["table"].columns
        ]
        context["rows"] = [
            [
                {
                    "text": cell.block.render(cell.value),
                    "is_number": isinstance(cell.block, NumberBlock),
                    "is_heading": place == 0 and value["first_column_is_heading"],
                }
                for place, cell in enumerate(row)
            ]
            for row in value["table"].rows
        ]
        return context

    def get_preview_value(self) -> Any:
        """Return a small table in the editor's language."""
        table = {
            "caption": gettext("Visits of the prevention service"),
            "columns": [
                {"type": "text", "heading": gettext("Municipality")},
                {"type": "number", "heading": "2024"},
                {"type": "number", "heading": "2025"},
            ],
            "rows": [
                {"values": ["Anderlecht", Decimal(1204), Decimal(1380)]},
                {"values": ["Schaerbeek / Schaarbeek", Decimal(987), Decimal(1012)]},
            ],
        }
        return self.normalize({"table": table, "first_column_is_heading": True, "source": ""})
