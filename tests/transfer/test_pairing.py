"""Pairing measured on the corpus; nothing was tuned on the half that is held out."""

import csv
import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from bps_portal.transfer.page_facts import PageFacts, facts_of, names_in, picture_name
from bps_portal.transfer.pairing import Pairing, pair
from bps_portal.transfer.saved_page import parse_page

from .pairing_corpus.generate import write

PAGES = Path(__file__).parent / "pairing_corpus" / "pages"


@cache
def facts() -> dict[str, PageFacts]:
    return {
        file.name: facts_of(parse_page(file.read_bytes(), file.name), file.name)
        for file in PAGES.glob("*.html")
    }


@cache
def truth() -> set[tuple[str, str]]:
    with (PAGES / "pairs.csv").open(newline="") as file:
        return {(row["fr"], row["nl"]) for row in csv.DictReader(file)}


def half(held_out: bool) -> tuple[Pairing, set[tuple[str, str]]]:
    names = set((PAGES / "held_out.txt").read_text().split())
    chosen = [page for name, page in sorted(facts().items()) if (name in names) is held_out]
    expected = {each for each in truth() if (each[0] in names) is held_out}
    return pair(chosen, "fr", "nl"), expected


@pytest.mark.parametrize("held_out", [False, True])
def test_pairs_are_right_and_nearly_all_found_in_each_half(held_out: bool) -> None:
    found, expected = half(held_out)
    pairs = {(each.first, each.second) for each in found.pairs}
    assert len(expected) == 60
    assert len(pairs & expected) / len(pairs) >= 0.99
    assert len(pairs & expected) / len(expected) >= 0.9


@pytest.mark.parametrize("held_out", [False, True])
def test_a_pair_that_is_not_found_is_asked_and_few_others_are(held_out: bool) -> None:
    found, expected = half(held_out)
    missed = expected - {(each.first, each.second) for each in found.pairs}
    asked = {(each.first, each.second) for each in found.doubtful}
    assert len(missed - asked) <= 1
    assert len(asked) <= len(missed) + 10


def test_the_corpus_is_what_its_generator_writes(tmp_path: Path) -> None:
    write(tmp_path)
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert written == {file.name: file.read_bytes() for file in PAGES.iterdir()}


def page(key: str, language: str, **facts: object) -> PageFacts:
    nothing: frozenset[str] = frozenset()
    known = {"addresses": nothing, "others": nothing, "pictures": nothing, "names": nothing}
    return PageFacts(**{"key": key, "language": language, "date": None, **known, **facts})  # type: ignore[arg-type]


def test_links_to_one_another_are_enough() -> None:
    french = page("f", "fr", addresses=frozenset(["/fr/a"]), others=frozenset(["/nl/b"]))
    dutch = page("n", "nl", addresses=frozenset(["/nl/b"]), others=frozenset(["/fr/a"]))
    assert [(each.first, each.second) for each in pair([french, dutch], "fr", "nl").pairs] == [
        ("f", "n")
    ]


def test_a_stale_link_to_a_page_of_another_year_is_no_pair() -> None:
    day = dt.date(2019, 5, 1)
    french = page("f", "fr", others=frozenset(["/nl/b"]), date=day)
    dutch = page("n", "nl", addresses=frozenset(["/nl/b"]), date=day + dt.timedelta(days=800))
    found = pair([french, dutch], "fr", "nl")
    assert not found.pairs
    assert not found.doubtful


def test_two_equal_candidates_are_asked() -> None:
    day, names = dt.date(2019, 5, 1), frozenset(["dupont", "163000", "022183141"])
    french = page("f", "fr", date=day, names=names)
    others = [page(key, "nl", date=day, names=names) for key in ("n1", "n2")]
    found = pair([french, *others], "fr", "nl")
    assert not found.pairs
    assert {each.second for each in found.doubtful} == {"n1", "n2"}


def test_names_and_numbers_are_the_same_in_both_languages() -> None:
    french = set(names_in("Dit Anke Yildiz : 163 000 euros pour Jette, tél. 02 539 94 12."))
    dutch = set(names_in("Volgens Anke Yildiz: 163.000 euro voor Jette, tel. 02/539.94.12."))
    assert french == dutch == {"anke", "yildiz", "163000", "jette", "025399412"}


def test_a_picture_is_known_by_its_name_in_any_size_and_language() -> None:
    assert picture_name("/files/styles/large/public/Affiche-nl_0.jpg?itok=x") == "affiche"
    assert picture_name("https://www.former.example/files/affiche-fr.png") == "affiche"
