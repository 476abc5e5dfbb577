"""Pairing the pages of two languages: by their links, dates, pictures and names.

Each fact gives points; a picture or a name that many pages share gives few. Two pages are a pair
where each is the other's best partner, has enough points and is clearly ahead of the next one.
What falls short of that and is not far from it is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import log

from .page_facts import PageFacts

# Points that make a pair, those below which nobody is asked, and the lead over the next best.
CERTAIN, POSSIBLE, LEAD = 5.0, 3.5, 1.5
LINK_BACK, LINK = 6.0, 3.5
# Points by how many days, at most, the versions appeared apart.
DAYS = ((0, 2.0), (3, 1.5), (14, 0.8), (60, -0.5))
LATE = -4.0
PICTURES, NAMES = 3.0, 5.0
# Among fewer pages chance would make what is shared look common.
FEW = 200
# A picture or name on more pages than this brings nobody together.
COMMON = 60


@dataclass(frozen=True)
class Candidate:
    """Two pages that may be versions of one another, and how much speaks for it."""

    first: str
    second: str
    points: float


@dataclass
class Pairing:
    """What was found: the pairs, and the pairs to ask about, the likeliest first."""

    pairs: list[Candidate] = field(default_factory=list)
    doubtful: list[Candidate] = field(default_factory=list)


def pair(pages: Iterable[PageFacts], first: str, second: str) -> Pairing:
    """Pair the pages of language `first` with those of language `second`."""
    known = list(pages)
    sides = [[page for page in known if page.language == code] for code in (first, second)]
    rarity = _Rarity(known)
    # What is no candidate is let go at once: of many pages millions are looked at.
    looked_at = (
        Candidate(one.key, other.key, rarity.points(one, other))
        for one, other in _brought_together(sides[0], sides[1], rarity)
    )
    possible = (each for each in looked_at if each.points >= POSSIBLE)
    return _decided(sorted(possible, key=lambda each: (-each.points, each.first, each.second)))


def _decided(candidates: Sequence[Candidate]) -> Pairing:
    """Take the best candidates first; a page that has its partner leaves its other candidates."""
    result, taken = Pairing(), set[str]()
    rivals: dict[str, list[float]] = defaultdict(list)
    for each in candidates:
        rivals[each.first].append(each.points)
        rivals[each.second].append(each.points)
    for each in candidates:
        if {each.first, each.second} & taken:
            continue
        leads = all(_lead(rivals[key], each.points) >= LEAD for key in (each.first, each.second))
        if each.points >= CERTAIN and leads:
            result.pairs.append(each)
            taken |= {each.first, each.second}
    result.doubtful = [each for each in candidates if not {each.first, each.second} & taken]
    return result


def _lead(points: Sequence[float], own: float) -> float:
    """Return by how much `own` leads the next best of `points`, which hold it once."""
    others = [each for each in points if each <= own][1:]
    ahead = [each for each in points if each > own]
    return -1.0 if ahead else own - max(others, default=0.0)


class _Rarity:
    """How much a shared picture or name tells: the fewer pages have it, the more."""

    def __init__(self, pages: Sequence[PageFacts]) -> None:
        self.total = max(len(pages), FEW)
        self.pictures = Counter(each for page in pages for each in page.pictures)
        self.names = Counter(each for page in pages for each in page.names)

    def weight(self, count: int) -> float:
        """Return 1 for what two pages share alone, and 0 for what all have."""
        return max(0.0, log(self.total / max(count, 2)) / log(self.total / 2 + 1))

    def points(self, one: PageFacts, other: PageFacts) -> float:
        """Return what speaks for two pages being versions of one another."""
        total = _link_points(one, other) + _date_points(one, other)
        shared = [self.weight(self.pictures[each]) for each in one.pictures & other.pictures]
        total += PICTURES * max(shared, default=0.0) ** 2
        return total + NAMES * self._share(one.names, other.names)

    def _share(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return how much of what the shorter page names the other names too, rare names first."""
        shared = sum(self.weight(self.names[each]) ** 2 for each in one & other)
        least = min(
            sum(self.weight(self.names[each]) ** 2 for each in names) for names in (one, other)
        )
        return shared / max(least, 2.0)


def _link_points(one: PageFacts, other: PageFacts) -> float:
    links = bool(one.others & other.addresses) + bool(other.others & one.addresses)
    return (0.0, LINK, LINK_BACK)[links]


def _date_points(one: PageFacts, other: PageFacts) -> float:
    if one.date is None or other.date is None:
        return 0.0
    apart = abs((one.date - other.date).days)
    return next((points for most, points in DAYS if apart <= most), LATE)


def _brought_together(
    first: Sequence[PageFacts], second: Sequence[PageFacts], rarity: _Rarity
) -> Iterator[tuple[PageFacts, PageFacts]]:
    """Yield the pages that share an address, a day, or a picture or name that few pages have."""
    by_trait: dict[object, list[PageFacts]] = defaultdict(list)
    for page in second:
        for trait in _traits(page, rarity):
            by_trait[trait].append(page)
    for page in first:
        met = {other.key: other for trait in _traits(page, rarity) for other in by_trait[trait]}
        for other in met.values():
            yield page, other


def _traits(page: PageFacts, rarity: _Rarity) -> Iterator[object]:
    yield from page.addresses
    yield from page.others
    if page.date:
        yield page.date
    yield from (("picture", each) for each in page.pictures if rarity.pictures[each] <= COMMON)
    yield from (("name", each) for each in page.names if rarity.names[each] <= COMMON)
