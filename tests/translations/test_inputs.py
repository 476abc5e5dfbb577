"""The script of the form finds the input of each text."""

import pytest

from bps_portal.languages.texts import Text
from bps_portal.translations.inputs import input_of


def text(key: str, segment: str = "") -> Text:
    return Text(key, segment or key, (), "", "", False, print, print)


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (text("lead"), {"name": "lead_nl"}),
        (text("change_notes/K/text"), {"item": "K", "name": "-text_nl"}),
        (text("body/K", "body/K"), {"block": "K", "name": ""}),
        (text("body/K/title", "body/K"), {"block": "K", "name": "-title"}),
        (
            text("body/K/entries/1/title", "body/K"),
            {"block": "K", "name": "-entries-1-value-title"},
        ),
        (text("body/K/table/caption", "body/K"), {"block": "K", "name": "-table-caption"}),
        (
            text("body/K/table/heading/2", "body/K"),
            {"block": "K", "name": "-table-column-2-heading"},
        ),
        (text("body/K/table/cell/3/0", "body/K"), {"block": "K", "name": "-table-cell-3-0"}),
    ],
)
def test_where_an_input_is(found, place):
    assert input_of(found, "nl") == place
