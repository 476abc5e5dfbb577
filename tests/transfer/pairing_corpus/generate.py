"""Writes the corpus anew: `python -m tests.transfer.pairing_corpus.generate FOLDER`.

Each half holds pairs, single pages and decoys: the yearly return of an event, another article of
the same day with the same picture, two single pages about one subject, a link that leads to a wrong
page. The halves are made from different seeds, and the second one has subjects of its own. The same
program always writes the same files.
"""

import csv
import datetime as dt
import random
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from .layouts import LAYOUTS
from .subjects import (
    BRANDS,
    COMMON,
    FIRST_NAMES,
    LAST_NAMES,
    OF_BOTH_HALVES,
    PARTNERS,
    PLACES,
    STREETS,
    SUBJECTS,
    ZONES,
)  # fmt: skip

HALVES = {"tuned": 20190117, "held_out": 20210923}
PAIRS, SINGLES, DECOYS = 60, 12, 8
LANGUAGES = ("fr", "nl")
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}
THEMES = [("Mobilité", "Mobiliteit"), ("Prévention", "Preventie"), ("Quartiers", "Wijken")]
STOCK_PICTURES = ["besafe.jpg", "police-belge.jpg"]


@dataclass
class Page:
    """A page of the former site; `other` is the address that its language switch leads to."""

    language: str
    node: int
    title: str
    date: dt.date | None
    sentences: list[str]
    pictures: list[str]
    theme: str
    layout: int
    other: str = ""
    pair: "Page | None" = field(default=None, repr=False)

    @property
    def file(self) -> str:
        return f"{self.language}-{self.node}.html"

    @property
    def address(self) -> str:
        return f"/{self.language}/node/{self.node}"


class Half:
    """The pages of one half, and the chance that made them."""

    def __init__(self, name: str) -> None:
        """Start with no page."""
        self.chance = random.Random(HALVES[name])  # noqa: S311 - the same each time
        self.subjects = SUBJECTS[:OF_BOTH_HALVES] if name == "tuned" else SUBJECTS
        self.next_node = 1000 if name == "tuned" else 5000
        self.pages: list[Page] = []

    def made(self) -> list[Page]:
        """Return the pages of the half."""
        for _ in range(PAIRS):
            self.pair()
        for language in LANGUAGES * (SINGLES // 2):
            self.pages.append(self.page(self.facts(), language))
        for _ in range(DECOYS // 2):
            self.yearly_return()
            self.same_subject_alone()
        for _ in range(DECOYS):
            self.neighbour()
        for page in self.chance.sample(self.pages, 4):
            wrong = self.chance.choice(
                [other for other in self.pages if other.language != page.language]
            )
            page.other = wrong.address if page.pair is None else page.other
        self.chance.shuffle(self.pages)
        return self.pages

    def facts(self) -> dict:
        """Choose what a page tells, in both languages."""
        chance, place, street = self.chance, self.chance.choice(PLACES), self.chance.choice(STREETS)
        day = dt.date(2012, 1, 10) + dt.timedelta(days=chance.randrange(3900))
        names = [f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}" for _ in range(2)]
        shared = {
            "person": names[0], "other": names[1], "zone": chance.choice(ZONES),
            "brand": chance.choice(BRANDS), "partner": chance.choice(PARTNERS), "year": day.year,
            "number": chance.randrange(12, 980), "months": chance.randrange(3, 18),
            "phone": f"02 {chance.randrange(200, 800)} {chance.randrange(10, 99)} {chance.randrange(10, 99)}",
            "site": f"www.{chance.choice(['inscription', 'actie', 'agenda', 'safe'])}{chance.randrange(99)}.example",
        }  # fmt: skip
        amount = chance.randrange(5, 900) * 1000
        started = day - dt.timedelta(days=chance.randrange(1, 40))
        slots = {
            code: shared
            | {
                "place": place[at],
                "street": street[at],
                "amount": f"{amount:,}".replace(",", " " if code == "fr" else "."),
                "day": f"{started.day} {MONTHS[code].split()[started.month - 1]}",
            }
            for at, code in enumerate(LANGUAGES)
        }
        return {
            "subject": chance.choice(self.subjects),
            "slots": slots,
            "date": day,
            "theme": chance.choice(THEMES),
            "pictures": self.pictures(),
            "common": chance.sample(COMMON, chance.randrange(3, 6)),
        }

    def pictures(self) -> list[str]:
        """Choose the pictures of a page: its own, a stock picture, or none."""
        kind = self.chance.random()
        if kind < 0.6:
            return [f"img_{self.chance.randrange(1000, 9999)}.jpg"]
        return [self.chance.choice(STOCK_PICTURES)] if kind < 0.8 else []

    def page(self, facts: dict, language: str) -> Page:
        """Write a page about `facts`, and leave its language switch on the home page."""
        at, slots = LANGUAGES.index(language), facts["slots"][language]
        title, own = facts["subject"]
        sentences = [each[at].format(**slots) for each in [*own, *facts["common"]]]
        self.next_node += self.chance.randrange(1, 4)
        return Page(
            language, self.next_node, title[at].format(**slots), facts["date"], sentences,
            list(facts["pictures"]), facts["theme"][at], self.chance.randrange(len(LAYOUTS)),
            other=f"/{LANGUAGES[1 - at]}",
        )  # fmt: skip

    def pair(self) -> None:
        """Write a pair, with the traces of ten years of editing in what tells that it is one."""
        facts = self.facts()
        french, dutch = (self.page(facts, code) for code in LANGUAGES)
        french.pair, dutch.pair = dutch, french
        self.link(french, dutch)
        self.part(french, dutch)
        self.pages += [french, dutch]

    def link(self, french: Page, dutch: Page) -> None:
        """Let the switches of a pair lead to one another, or elsewhere, or nowhere."""
        chance = self.chance
        link = chance.random()
        if link < 0.55:
            dutch.other = french.address
        if link < 0.45:
            french.other = dutch.address
        elif link > 0.95:
            french.other = f"/nl/node/{chance.randrange(90000, 99999)}"
        elif link > 0.85:
            french.other = dutch.other = ""

    def part(self, french: Page, dutch: Page) -> None:
        """Let the Dutch version appear later, with other pictures, or in fewer words."""
        chance = self.chance
        delay = chance.random()
        if delay > 0.97:
            dutch.date = None
        elif delay > 0.90:
            dutch.date += dt.timedelta(days=chance.randrange(4, 13))
        elif delay > 0.70:
            dutch.date += dt.timedelta(days=chance.randrange(1, 4))
        if french.pictures and french.pictures[0] not in STOCK_PICTURES:
            own = chance.random()
            stem = french.pictures[0].removesuffix(".jpg")
            if own > 0.85:
                dutch.pictures = [f"foto-{chance.randrange(999)}.jpg"]
            elif own > 0.7:
                french.pictures, dutch.pictures = [f"{stem}-fr.jpg"], [f"{stem}-nl.jpg"]
        if chance.random() > 0.85:
            dutch.sentences = dutch.sentences[:2]
        elif chance.random() > 0.6:
            dutch.sentences.pop(chance.randrange(2, len(dutch.sentences)))

    def yearly_return(self) -> None:
        """Write the same event of the next year, in one language, beside a pair that exists."""
        chance = self.chance
        first = chance.choice([page for page in self.pages if page.pair and page.date])
        self.next_node += 1
        again = replace(first, node=self.next_node, pair=None)
        again.date = first.date + dt.timedelta(days=chance.randrange(350, 380))
        again.sentences = [*first.sentences[:1], *first.sentences[2:]]
        again.other = f"/{LANGUAGES[1 - LANGUAGES.index(first.language)]}"
        self.pages.append(again)

    def same_subject_alone(self) -> None:
        """Write two single pages of nearly the same day about one subject in two places."""
        facts = self.facts()
        other = self.facts() | {"subject": facts["subject"], "pictures": facts["pictures"]}
        other["date"] = facts["date"] + dt.timedelta(days=self.chance.randrange(2))
        if facts["pictures"] and facts["pictures"][0] not in STOCK_PICTURES:
            facts["pictures"] = [STOCK_PICTURES[0]]
            other["pictures"] = [STOCK_PICTURES[0]]
        self.pages += [self.page(facts, "fr"), self.page(other, "nl")]

    def neighbour(self) -> None:
        """Write an article of the same day and with the same picture as one of a pair."""
        first = self.chance.choice([page for page in self.pages if page.pair and page.date])
        facts = self.facts() | {"date": first.date, "pictures": first.pictures}
        self.pages.append(self.page(facts, self.chance.choice(LANGUAGES)))


def write(folder: Path) -> None:
    """Write the pages, `pairs.csv` with the true pairs and `held_out.txt` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    pairs: list[tuple[str, str]] = []
    held_out: list[str] = []
    for name in HALVES:
        for page in sorted(Half(name).made(), key=lambda page: page.file):
            html = LAYOUTS[page.layout](page)
            (folder / page.file).write_text(html, encoding="utf-8")
            if page.pair and page.language == LANGUAGES[0]:
                pairs.append((page.file, page.pair.file))
            if name == "held_out":
                held_out.append(page.file)
    with (folder / "pairs.csv").open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([LANGUAGES, *pairs])
    (folder / "held_out.txt").write_text("".join(f"{name}\n" for name in held_out))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
