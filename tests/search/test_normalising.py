"""One way of writing for what people type in several."""

import pytest

from bps_portal.search.asking import LONGEST_QUERY, cleaned, units_of
from bps_portal.search.normalising import folded, joined_forms, key, normalised
from bps_portal.search.vocabulary import distance


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cœur", "coeur"),
        ("ĲZER, ĳsbaan", "IJZER, ijsbaan"),
        ("L’EAU", "L'EAU"),
        ("PM2-5", "PM2 5"),
        ("078/170.170", "078 170 170"),
        ("nom\u00adbre", "nombre"),
        ("a\u202eb\0c", "ab c"),
        ("e\u0301te\u0301", "été"),
        ("0800\u00a032\u00a0123", "0800 32 123"),
    ],
)
def test_ligatures_apostrophes_numbers_and_marks_are_read_alike(typed: str, read: str) -> None:
    assert normalised(typed) == read


def test_folding_takes_accents_and_capitals_off() -> None:
    assert folded("Œuvre D’ÉTÉ") == "oeuvre d'ete"
    assert key("« Maman, j’ai un NOUVEAU numéro »") == "maman j ai un nouveau numero"


def test_what_stands_apart_is_also_found_together() -> None:
    assert joined_forms("0800 32 123 EN 14604 BE-Alert") == ["080032123", "en14604", "bealert"]


def test_a_query_is_parted_into_words_and_whole_numbers() -> None:
    assert [unit.text for unit in units_of("l'eau au 0800 32 123 l'eau")] == [
        "l",
        "eau",
        "au",
        "080032123",
    ]
    assert [unit.text for unit in units_of("+32 70 245 245")] == ["070245245"]
    assert units_of("«»!?&|:*()<->") == []


def test_a_long_query_is_cut_and_says_so() -> None:
    assert cleaned("mot " * 10) == (("mot " * 10).strip(), False)
    text, shortened = cleaned("a" * 10_000)
    assert (len(text), shortened) == (LONGEST_QUERY, True)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "", 0), ("vol", "vol", 0), ("vlo", "vol", 1), ("pishing", "phishing", 1), ("ab", "", 2)],
)
def test_the_distance_counts_slips_of_the_hand(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == steps
