"""What the stylesheets weigh, that they ask nothing of other hosts, and what their colours promise."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER: Path = settings.BASE_DIR / "static" / "css"
MOST_BYTES = 12_000
COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6});")
RULE = re.compile(r"([^{};]+)\{([^{}]*)\}")
EMERGENCY = re.compile(r"emergency|urgent|crisis")
MOVE = re.compile(r"(?:transition|animation)[a-z-]*: [^;]+;")


def test_all_stylesheets_together_stay_light() -> None:
    sheets = sorted(FOLDER.glob("*.css"))
    assert len(sheets) <= 2
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) <= MOST_BYTES


def test_stylesheets_load_nothing_else() -> None:
    for sheet in FOLDER.glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "url(" not in text
        assert "@import" not in text


# Text and its ground, as the components pair them.
PAIRS = [
    ("ink", "paper"),
    ("ink-soft", "paper"),
    ("accent", "paper"),
    ("alarm", "paper"),
    ("ink", "paper-soft"),
    ("ink-soft", "paper-soft"),
    ("accent", "paper-soft"),
    ("ink", "accent-soft"),
    ("accent", "accent-soft"),
    ("on-plate", "plate"),
    ("on-alarm", "alarm-plate"),
    ("on-warning", "warning"),
]


def tokens(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme; the dark one changes those of the light one."""
    text = (FOLDER / "base.css").read_text(encoding="utf-8")
    usual, _, rest = text.partition("@media (prefers-color-scheme: dark)")
    dark = rest.partition("@media (prefers-reduced-motion")[0]
    found = dict(COLOUR.findall(usual))
    return found | dict(COLOUR.findall(dark)) if scheme == "dark" else found


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as #fff (WCAG 2.2, definition)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_a_contrast_of_seven_to_one(scheme: str) -> None:
    colours = tokens(scheme)
    weak = {}
    for pair in PAIRS:
        dark, light = sorted(luminance(colours[name]) for name in pair)
        if (ratio := (light + 0.05) / (dark + 0.05)) < 7:
            weak[pair] = round(ratio, 2)
    assert not weak


def test_the_alarm_colour_marks_emergencies_and_nothing_else() -> None:
    text = (FOLDER / "components.css").read_text(encoding="utf-8")
    for selectors, body in RULE.findall(text):
        if "alarm" in body:
            for selector in selectors.split(","):
                assert EMERGENCY.search(selector), selector.strip()


def test_what_moves_stops_where_readers_ask_for_it() -> None:
    for sheet in FOLDER.glob("*.css"):
        for move in MOVE.findall(sheet.read_text(encoding="utf-8")):
            assert "var(--motion)" in move
