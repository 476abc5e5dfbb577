"""What a file for translators holds, whatever its format.

A part is one object, a line one unit of it. Ids are what every tool gives back untouched, so they
carry what taking back needs: the object and how many of its lines were sent, the unit, and how both
texts read then. They are NMTOKENs, as XLIFF 2.0 (section 4.3.1.12) asks.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bps_portal.languages.tagged import Tags
from bps_portal.languages.units import Unit

PART_ID = re.compile(r"(?P<kind>[a-z_]\w*\.\w+)-(?P<key>\d{1,18})-(?P<lines>\d{1,6})")
LINE_ID = re.compile(r"(?P<key>[\w.-]{1,500})\.(?P<source>[0-9a-f]{10})\.(?P<target>[0-9a-f]{10})")


class FileRefusedError(Exception):
    """A file that cannot be taken; says why in one sentence, in the active language."""


@dataclass(frozen=True)
class Term:
    """A term of the glossary and what it is called in the language of the translation."""

    source: str
    target: str
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One unit in a file; `target` is "" where it is not translated.

    `is_done` tells whether the translation is said to be right, `notes` what its translator should
    know. Tags are those of `languages.tagged`; of what was read, none are known.
    """

    id: str
    source: str
    target: str = ""
    is_done: bool = False
    source_tags: Tags = field(default_factory=dict)
    target_tags: Tags = field(default_factory=dict)
    notes: Sequence[str] = ()
    terms: Sequence[Term] = ()


@dataclass(frozen=True)
class Part:
    """One object in a file; `title` names it to people."""

    id: str
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class TranslationFile:
    """A file that translates from `source` into `target` (codes of languages)."""

    source: str
    target: str
    parts: Sequence[Part]


def fingerprint(*values: str) -> str:
    """Return what tells one text from another."""
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:10]


def source_fingerprint(unit: Unit) -> str:
    """Return what tells one version of the source of a unit from another."""
    tags = [f"{number}{tag.start}{tag.end}" for number, tag in sorted(unit.source_tags.items())]
    return fingerprint(unit.source, *tags)


def line_id(unit: Unit) -> str:
    """Return the id of a unit as it is now."""
    key = unit.key.replace("/", ".")
    return f"{key}.{source_fingerprint(unit)}.{fingerprint(unit.target)}"


def part_id(kind: str, key: Any, lines: int) -> str:
    """Return the id of an object of which so many lines are sent; `kind` as in "news.articlepage"."""
    return f"{kind}-{key}-{lines}"
