"""The report on a folder of saved pages: what would come, and what is doubtful."""

from collections.abc import Iterator
from pathlib import Path

from .models import ImportDoubt, SavedPage
from .page_remarks import DEAD_LINK

CHUNK = 200


def report(folder: Path) -> Iterator[str]:
    """Yield the lines: remarks on each page, then the questions, then the numbers."""
    rows = SavedPage.objects.filter(folder=str(folder), reason="")
    known = set(rows.values_list("address", flat=True))
    for row in rows.order_by("place").iterator(CHUNK):
        known |= set(row.facts.get("addresses", ()))
    alone = remarks = 0
    for row in rows.select_related("partner").order_by("place").iterator(CHUNK):
        if row.partner is None:
            alone += 1
            yield f"{row.place}: no other language"
        for remark in row.remarks:
            remarks += 1
            yield f"{row.place}: {remark['kind']}: {remark['about']}"
        for link in row.links:
            if link not in known:
                remarks += 1
                yield f"{row.place}: {DEAD_LINK}: {link}"
    for doubt in ImportDoubt.objects.open().select_related("first", "second"):
        yield question(doubt)
    total = rows.count()
    yield (
        f"{total} pages: {(total - alone) // 2} pairs, {alone} in one language; "
        f"{ImportDoubt.objects.open().count()} questions, {remarks} remarks."
    )


def question(doubt: ImportDoubt) -> str:
    """Return a question as one line for an operator; editors find it in the admin."""
    if doubt.first and doubt.second:
        return f"{doubt.first.place}: is {doubt.second.place} its other language?"
    name = doubt.name or "(none)"
    return f"unknown theme ({doubt.language}): {name}"
