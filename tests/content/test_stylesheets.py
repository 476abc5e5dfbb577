"""What the stylesheets weigh, and that they ask nothing of other hosts."""

import gzip
from pathlib import Path

from django.conf import settings

FOLDER: Path = settings.BASE_DIR / "static" / "css"
MOST_BYTES = 12_000


def test_all_stylesheets_together_stay_light() -> None:
    sheets = sorted(FOLDER.glob("*.css"))
    assert len(sheets) <= 2
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) <= MOST_BYTES


def test_stylesheets_load_nothing_else() -> None:
    for sheet in FOLDER.glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "url(" not in text
        assert "@import" not in text
