"""The words that the former site printed around its articles, one data file per language."""

import re
import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from .folding import folded

FOLDER = Path(__file__).parent / "former_site"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class SiteWords:
    """Folded words and lines by what they mark; see the comments in former_site/*.toml.

    Longer entries come first, so that a search tries "photo credit" before "photo".
    """

    related: tuple[str, ...]
    read_more: tuple[str, ...]
    emergency: tuple[str, ...]
    chrome: tuple[str, ...]
    picture_alternatives: tuple[str, ...]
    caption: tuple[str, ...]
    credit: tuple[str, ...]
    works: tuple[str, ...]
    made_by: tuple[str, ...]
    brochure: tuple[str, ...]
    download: tuple[str, ...]
    suspended: tuple[str, ...]


@cache
def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that the former site was written in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def site_words() -> SiteWords:
    """Return the words of all languages: the site's foot was not always in the page's language."""
    files = [_lists(language) for language in known_languages()]
    return SiteWords(
        **{
            field.name: tuple(
                sorted(
                    {folded(entry) for lists in files for entry in lists[field.name]},
                    key=lambda entry: (-len(entry), entry),
                )
            )
            for field in fields(SiteWords)
        }
    )


def language_of(text: str) -> str | None:
    """Return the language whose frequent words stand in `text` most, or None when unclear."""
    words = _WORD.findall(folded(text))
    counts = {
        language: sum(word in _lists(language)["frequent"] for word in words)
        for language in known_languages()
    }
    first, *others = sorted(counts, key=lambda language: counts[language], reverse=True)
    clear = counts[first] > 2 * max((counts[other] for other in others), default=0)
    return first if clear else None


@cache
def _lists(language: str) -> dict[str, list[str]]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
