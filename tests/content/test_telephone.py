"""What a telephone dials for what an editor types."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from bps_portal import languages
from bps_portal.content.telephone import NO_BREAK_SPACE, dial_value, grouped

SEPARATORS = ["", " ", "\u00a0", "\u202f", "\u2009", ".", "/", "-", "\u2011", "\u2013", "  ", " - "]


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("112", "112"),
        ("101", "101"),
        (" 1722 ", "1722"),
        ("1733", "1733"),
        ("1813", "1813"),
        ("116 000", "116000"),
        ("070 245 245", "+3270245245"),
        ("070/245.245", "+3270245245"),
        ("+32 (0)2 123 45 67", "+3221234567"),
        ("+32(0)21234567", "+3221234567"),
        ("0032 2 123 45 67", "+3221234567"),
        ("02\u00a0123\u00a045\u00a067", "+3221234567"),
        ("02\u202f123\u202f45\u202f67", "+3221234567"),
        ("(02) 123-45-67", "+3221234567"),
        ("\u202a02 123 45 67\u202c", "+3221234567"),
        ("\u206602\u200b 123 45 67\u2069\ufeff", "+3221234567"),
        ("1\u00ad12", "112"),
        ("02 201 22 22", "+3222012222"),
        ("0800 19 400", "+3280019400"),
        ("078 170 170", "+3278170170"),
        ("0471 12 34 56", "+32471123456"),
        ("00800 2123 2123", "+80021232123"),
        ("+800 2123 2123", "+80021232123"),
        ("+33 1 23 45 67 89", "+33123456789"),
        ("\uff11\uff11\uff12", "112"),
    ],
)
def test_number_as_typed_is_dialled(typed: str, dialled: str) -> None:
    assert dial_value(typed) == dialled


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),
        (" \u00a0 ", "required"),
        ("\u200b\ufeff", "required"),
        ("abc", "not_a_number"),
        ("tel:112", "not_a_number"),
        ("0800 BPS", "not_a_number"),
        ("112\x00", "not_a_number"),
        ("\u202e211\u202c", "not_a_number"),
        ("\u200f112", "not_a_number"),
        ("112; 101", "not_a_number"),
        ("\u0661\u0661\u0662", "not_a_number"),
        ("1+12", "not_a_number"),
        ("++32 2 123 45 67", "not_a_number"),
        ("()", "no_prefix"),
        ("11", "no_prefix"),
        ("70245245", "no_prefix"),
        ("32 2 123 45 67", "no_prefix"),
        ("0", "too_short"),
        ("02 123", "too_short"),
        ("+32 112", "too_short"),
        ("+33 1 23", "too_short"),
        ("02 123 45 67 8", "too_long"),
        ("+33 1 23 45 67 89 01 2", "too_long"),
        ("02 123 45 67 / 02 123 45 68", "too_long"),
        ("0" + "2" * 5000, "too_long"),
        ("+999 12345678", "no_country"),
        ("0903 12 345", "premium_rate"),
        ("+32 906 12 345", "premium_rate"),
    ],
)
def test_impossible_number_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        dial_value(typed)
    assert refusal.value.code == code


def test_refusal_speaks_the_editors_language() -> None:
    sentences = set()
    for code in ("fr", "nl"):
        with languages.override(code), pytest.raises(ValidationError) as refusal:
            dial_value("abc")
        with languages.override(code):
            sentences.add(refusal.value.messages[0])
    assert len(sentences) == 2
    assert all("abc" in sentence for sentence in sentences)


def _dialled_or_none(text: str) -> str | None:
    """What is dialled, or None for a text that is refused with a sentence."""
    try:
        return dial_value(text)
    except ValidationError as refusal:
        if not all(refusal.messages):
            raise
        return None


@settings(deadline=None)
@given(st.text("0123456789+()/. -\u00a0", max_size=20) | st.text(max_size=40))
def test_any_text_is_refused_or_gives_a_diallable_idempotent_value(text: str) -> None:
    dialled = _dialled_or_none(text)
    if dialled is not None:
        assert re.fullmatch(r"\+?[0-9]+", dialled)
        assert dial_value(dialled) == dialled


@settings(deadline=None)
@given(
    st.text("0123456789+()", min_size=1, max_size=20),
    st.lists(st.sampled_from(SEPARATORS), max_size=20),
)
def test_layout_never_changes_what_is_dialled(number: str, separators: list[str]) -> None:
    padded = separators + [""] * len(number)
    laid_out = "".join(a + b for a, b in zip(number, padded, strict=False))
    assert _dialled_or_none(laid_out) == _dialled_or_none(number)


def test_visible_number_never_breaks_over_two_lines() -> None:
    assert grouped(" 0800  32\u202f123 ") == f"0800{NO_BREAK_SPACE}32{NO_BREAK_SPACE}123"
    assert grouped("112") == "112"
