"""The matrix of docs/rights.md, which the tests walk: what each role may see and do at each address."""

import re
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "rights.md"
# In the order of the columns; each is a group, but for these two.
ADMINISTRATORS, NOBODY = "Administrators", "Nobody"
ROLES = (
    ADMINISTRATORS,
    "Moderators",
    "Editors",
    "Translators (fr)",
    "Translators (nl)",
    NOBODY,
)
# What a cell says: whether GET is answered, and whether POST is.
SEE, DO, NOTHING = "see", "do", "–"
ROW = re.compile(r"^\| `(admin/[^`]*)` \|(.+)\|$", re.MULTILINE)


def matrix() -> dict[str, dict[str, str]]:
    """Return the cells of the document by address and role."""
    return {
        address: dict(zip(ROLES, (cell.strip() for cell in cells.split("|")), strict=True))
        for address, cells in ROW.findall(DOCUMENT.read_text())
    }


def cell(*, sees: bool, does: bool) -> str:
    """Return how the document says what a role may."""
    return " ".join(word for word, holds in ((SEE, sees), (DO, does)) if holds) or NOTHING
