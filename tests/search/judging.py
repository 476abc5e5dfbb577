"""How well a search answers the judged queries."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "judged"
LANGUAGES = ("fr", "nl")
HALVES = ("tune", "held_out")


@dataclass(frozen=True)
class Judgement:
    """One query and the answers that are right: slugs of pages or numbers to call."""

    text: str
    wants: tuple[str, ...]
    half: str
    asks: str


@dataclass(frozen=True)
class Marks:
    """Mean reciprocal rank (of the first right answer among ten) and recall at 10, with misses."""

    reciprocal_rank: float
    recall: float
    missed: tuple[str, ...]


def judgements(code: str, half: str) -> list[Judgement]:
    """Return one half of the judged queries of a language."""
    entries = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))["query"]
    return [
        Judgement(entry["text"], tuple(entry["wants"]), entry["half"], entry["asks"])
        for entry in entries
        if entry["half"] == half
    ]


def marks(judged: Iterable[Judgement], search: Callable[[str], list[str]]) -> Marks:
    """Return the marks of `search`, which gives the names of the first ten hits of a query."""
    judged = list(judged)
    places = [_place(judgement, search(judgement.text)) for judgement in judged]
    missed = tuple(j.text for j, place in zip(judged, places, strict=True) if not place)
    return Marks(
        reciprocal_rank=sum(1 / place for place in places if place) / len(judged),
        recall=1 - len(missed) / len(judged),
        missed=missed,
    )


def _place(judgement: Judgement, names: list[str]) -> int:
    for place, name in enumerate(names[:10], start=1):
        if name in judgement.wants:
            return place
    return 0
