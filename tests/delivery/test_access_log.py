"""Pages are counted from the server's own log, without a word about who read them."""

import gzip
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

PERSON = "Mozilla/5.0 (X11; Linux x86_64) Firefox/150"


def line(path: str, *, day: str = "28/Nov/2026:10:00:00 +0100", **known: str) -> str:
    status, program = known.get("status", "200"), known.get("program", PERSON)
    method = known.get("method", "GET")
    return f'203.0.113.7 - jan [{day}] "{method} {path} HTTP/1.1" {status} 5120 "-" "{program}"\n'


def counted(*logs: Path) -> list[str]:
    printed = StringIO()
    call_command("count_page_views", *map(str, logs), stdout=printed)
    return printed.getvalue().splitlines()


@pytest.fixture
def log(tmp_path: Path, settings: Any) -> Path:
    settings.PAGE_STATISTICS = True
    return tmp_path / "access.log"


def test_pages_are_counted_by_day(log: Path) -> None:
    # Half past midnight in Brussels, still the day before in UTC.
    late = line("/fr/", day="28/Nov/2026:23:30:00 +0000")
    log.write_text(line("/fr/?utm=x") + line("/nl/zoeken/?q=geheim") + line("/fr/") + late)
    packed = log.with_name("older.log.gz")
    packed.write_bytes(gzip.compress(line("/fr/", status="304").encode()))
    assert counted(log, packed) == [
        "day,page,views",
        "2026-11-28,/fr/,3",
        "2026-11-28,/nl/zoeken/,1",
        "2026-11-29,/fr/,1",
    ]


@pytest.mark.parametrize(
    "other",
    [
        line("/fr/rien/", status="404"),
        line("/admin/pages/"),
        line("/static/css/base.css"),
        line("/fr/", method="POST"),
        line("/fr/", program="Examplebot/2.1"),
        line("/fr/", day="yesterday"),
        "what nobody expects\n",
        "\x00\xff\n",
    ],
)
def test_what_is_no_view_of_a_reader_does_not_count(log: Path, other: str) -> None:
    log.write_text(other + line("/nl/"))
    assert counted(log) == ["day,page,views", "2026-11-28,/nl/,1"]


def test_it_is_off_by_default(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="PAGE_STATISTICS=1"):
        counted(tmp_path / "access.log")


def test_a_missing_log_is_named(log: Path) -> None:
    with pytest.raises(CommandError, match=r"access\.log cannot be read"):
        counted(log)
