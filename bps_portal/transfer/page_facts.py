"""What pairing compares of a page: its links, date, pictures and names; texts are left behind."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from .legacy_article import LegacyArticle
from .old_addresses import local_path
from .rich_text import words
from .site_words import known_languages

_SENTENCE = re.compile(r"(?<=[.!?…:»”])\s+|\n")
_TOKEN = re.compile(r"[^\W\d_]{2,}|\d+")
_THOUSANDS = re.compile(r"(?<=\d)[\s.\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}](?=\d{3}\b)")
_SITE = re.compile(r"\b(?:https?://|www\.)[\w./-]+\w|\b[\w.-]+@[\w.-]+\w")
_TELEPHONE = re.compile(r"\b0\d(?:[ ./]?\d{2,3}){3}\b")


@dataclass(frozen=True)
class PageFacts:
    """The facts of one page; `key` is how the caller knows it."""

    key: str
    language: str
    addresses: frozenset[str]
    others: frozenset[str]
    date: date | None
    pictures: frozenset[str]
    names: frozenset[str]


def facts_of(article: LegacyArticle, key: str) -> PageFacts:
    """Return the facts of an article."""
    sources = (picture.lines[0] for picture in article.pictures)
    return PageFacts(
        key=key,
        language=article.language,
        addresses=frozenset(article.addresses),
        others=frozenset(path for _code, path in article.others),
        date=article.date,
        pictures=frozenset(filter(None, map(picture_name, sources))),
        names=frozenset(names_in(article.text)),
    )


def picture_name(source: str) -> str:
    """Return the name of a picture's file without its size, ending and language.

    "/files/styles/large/public/affiche-nl_0.jpg?itok=x" gives "affiche".
    """
    stem = PurePosixPath(local_path(source)).stem.lower()
    codes = "|".join(known_languages())
    return re.sub(rf"(?:[-_ .](?:{codes}|\d))+$", "", stem)


def names_in(text: str) -> Iterable[str]:
    """Yield what a text names that stays the same in another language, in one form.

    Capitalised words inside sentences, numbers of two digits and more, web and e-mail addresses
    and telephone numbers.
    """
    text = _THOUSANDS.sub("", words(text))
    for found in _SITE.findall(text):
        yield found.lower().removeprefix("https://").removeprefix("http://")
    for found in _TELEPHONE.findall(text):
        yield re.sub(r"\D", "", found)
    text = _TELEPHONE.sub(" ", _SITE.sub(" ", text))
    for sentence in _SENTENCE.split(text):
        for place, token in enumerate(_TOKEN.findall(sentence)):
            if token.isdigit():
                if len(token) > 1:
                    yield token
            elif token[0].isupper() and (place or token.isupper()):
                yield _plain(token)


def _plain(token: str) -> str:
    parts = unicodedata.normalize("NFKD", token.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))
