"""The demo content is complete, paired and well set in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bps_portal.content.blocks import BodyBlock
from bps_portal.content.films import check_captions
from bps_portal.demo.content_files import CONTENT, FILMS, PICTURES, entries, pages

LANGUAGES = ("fr", "nl")
STORIES = {
    f"{folder}/{key}": entry
    for folder in ("articles", "campaigns", "pages", "publications", "subpages")
    for key, entry in pages(folder).items()
}
# Words that stand in nearly every text of the one language and in none of the other.
MARKS = {
    "fr": {"le", "les", "une", "est", "et", "pour", "vous", "dans", "qui", "avec", "du", "aux"},
    "nl": {"het", "een", "wat", "voor", "niet", "van", "met", "ook", "zijn", "naar", "bij", "uw"},
}


def strings(value: Any) -> Iterator[str]:
    """Yield every text inside a value of a content file."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def text_in(entry: Any, code: str) -> str:
    """Return all that a page says in a language, without its slug and mark-up."""
    own = {name: text for name, text in entry[code].items() if name != "slug"}
    parts = [*strings(own), *(part for b in entry.get("body", []) for part in strings(b.get(code)))]
    return re.sub(r"<[^>]+>", " ", "\n".join(parts))


def shape(value: Any) -> Any:
    """Return what a text is made of: which parts, and how many of each."""
    if isinstance(value, dict):
        return {name: shape(part) for name, part in value.items()}
    if isinstance(value, list):
        return [shape(part) for part in value]
    return type(value)


def files() -> list[Path]:
    return sorted(CONTENT.rglob("*.toml"))


@pytest.mark.parametrize("key", STORIES)
class TestPages:
    def test_both_languages_say_the_same_things(self, key: str) -> None:
        entry = STORIES[key]
        assert set(entry["fr"]) == set(entry["nl"])
        assert all(text.strip() for code in LANGUAGES for text in strings(entry[code]))
        for block in entry.get("body", []):
            if block["kind"] != "download":
                assert shape(block["fr"]) == shape(block["nl"])
                assert all(text.strip() for text in strings(block))
        for note in entry.get("notes", []):
            assert 0 < len(note["fr"]) <= 300
            assert 0 < len(note["nl"]) <= 300
            assert note["date"] > entry["date"]

    def test_lengths(self, key: str) -> None:
        entry = STORIES[key]
        for code in LANGUAGES:
            assert len(entry[code].get("lead", "")) <= 300
            assert 60 <= len(entry[code]["search_description"]) <= 160
            if key.startswith("articles/"):
                assert 200 <= len(text_in(entry, code).split()) <= 600

    @pytest.mark.parametrize(("code", "other"), [("fr", "nl"), ("nl", "fr")])
    def test_each_text_is_in_its_own_language(self, key: str, code: str, other: str) -> None:
        words = re.findall(r"[a-zà-ÿ]+", text_in(STORIES[key], code).lower())
        own = sum(word in MARKS[code] for word in words)
        foreign = sum(word in MARKS[other] for word in words)
        assert own > 5 * foreign

    def test_what_it_names_exists(self, key: str) -> None:
        entry = STORIES[key]
        blocks = entry.get("body", [])
        shown = [part.get(name) for part in (entry, *blocks) for name in ("picture", "poster")]
        shown += [name for block in blocks for name in block.get("pictures", [])]
        assert {name for name in shown if name} <= set(entries("pictures"))
        films = {block["film"] for block in blocks if "film" in block}
        assert films <= set(entries("films"))
        named = [entry.get("document"), entry.get("alternative")]
        documents = [*named, *(block.get("document") for block in blocks)]
        assert {name for name in documents if name} <= set(entries("documents"))
        assert set(entry.get("publications", [])) <= set(pages("publications"))
        assert set(entry.get("related", [])) <= set(pages("articles")) - {key.split("/")[1]}
        assert entry.get("campaign", "trois-jours") in pages("campaigns")
        assert entry.get("theme", "crises") in entries("themes")


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
class TestTypography:
    def test_french_spaces_do_not_break(self, path: Path) -> None:
        assert not re.search(r"\S [;?!»]|« |\S : ", path.read_text(encoding="utf-8"))

    def test_calm(self, path: Path) -> None:
        assert "!" not in path.read_text(encoding="utf-8")

    def test_telephone_numbers_stay_on_one_line(self, path: Path) -> None:
        assert not re.search(r"\b0\d{1,3} \d{2,3} \d{2}", path.read_text(encoding="utf-8"))

    def test_apostrophes_are_typographic(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8").replace("'''", "")
        assert not re.search(r"[a-zà-ÿ]'[a-zà-ÿ]", text)


class TestPictures:
    @pytest.mark.parametrize("key", entries("pictures"))
    def test_each_is_drawn_described_and_light(self, key: str) -> None:
        path = PICTURES / f"{key}.jpg"
        assert path.stat().st_size < 150_000
        with Image.open(path) as picture:
            assert picture.size == (1600, 1000)
        for code in LANGUAGES:
            assert set(entries("pictures")[key][code]) == {"title", "alt"}
            assert len(entries("pictures")[key][code]["alt"]) <= 255

    def test_no_picture_is_left_over(self) -> None:
        assert {path.stem for path in PICTURES.iterdir()} == set(entries("pictures"))


class TestFilms:
    @pytest.mark.parametrize("key", entries("films"))
    def test_each_is_light_and_captioned(self, key: str) -> None:
        film = entries("films")[key]
        path = FILMS / film["file"]
        assert path.read_bytes()[:4] == b"\x1a\x45\xdf\xa3"
        assert path.stat().st_size < 300_000
        for code in LANGUAGES:
            with (FILMS / film[code]["captions"]).open("rb") as captions:
                check_captions(captions)

    def test_captions_of_the_languages_come_at_the_same_moments(self) -> None:
        for film in entries("films").values():
            times = [
                re.findall(r".+ --> .+", (FILMS / film[code]["captions"]).read_text("utf-8"))
                for code in LANGUAGES
            ]
            assert times[0] == times[1]


class TestThemes:
    def test_each_is_complete(self) -> None:
        assert len(entries("themes")) >= 4
        for theme in entries("themes").values():
            for code in LANGUAGES:
                assert set(theme[code]) == {"name", "slug", "description"}


def test_every_kind_of_block_is_shown() -> None:
    shown = {block["kind"] for entry in STORIES.values() for block in entry.get("body", [])}
    assert shown == set(BodyBlock.base_blocks)
