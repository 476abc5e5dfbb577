"""`make bench`: measures, prints the ratios, writes them to var/bench.json and docs/performance.md.

`make bench PARTS="quality search"` measures these parts only.
"""

import io
import json
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

from bps_portal.launcher.messages import compile_messages
from bps_portal.launcher.postgres import ensure_database, release_database

ROOT = Path(__file__).parents[2]
OUT = ROOT / "var" / "bench.json"
# Where the results of a part are written down.
DOCUMENTS = {"soak": ROOT / "docs" / "reliability.md"}
OTHERWISE = ROOT / "docs" / "performance.md"
# Only where asked for: `make soak`.
APART = {"soak"}


def main() -> int:
    """Measure on a database of its own, with the demo content in it."""
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = ensure_database()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bps_portal.settings.test"
    compile_messages()
    django.setup()
    # Models can be imported only now.
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    from .delivery import cost, reach, size, speed  # noqa: PLC0415
    from .lighthouse import performance  # noqa: PLC0415
    from .moving_in import moving_in  # noqa: PLC0415
    from .pages import with_many_of_each_kind  # noqa: PLC0415
    from .search import quality, with_many_pages  # noqa: PLC0415
    from .soak import soak  # noqa: PLC0415

    parts = {
        "quality": quality,
        "pages": with_many_of_each_kind,
        "search": with_many_pages,
        "lighthouse": performance,
        "speed": speed,
        "cost": cost,
        "reach": reach,
        "size": size,
        "import": moving_in,
        "soak": soak,
    }
    chosen = sys.argv[1:] or [part for part in parts if part not in APART]
    if unknown := set(chosen) - set(parts):
        sys.exit(f"No such part: {', '.join(sorted(unknown))}. There are {', '.join(parts)}.")
    results: dict[str, float] = {}
    try:
        # Each on pages of its own: what one has multiplied would weigh on the next.
        for part in chosen:
            databases = setup_databases(verbosity=0, interactive=False)
            try:
                call_command("load_demo", stdout=io.StringIO())
                results |= (found := parts[part]())
                write_table(part, found)
            finally:
                teardown_databases(databases, verbosity=0)
    finally:
        release_database()
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(results, indent=2) + "\n")
    for name, value in results.items():
        sys.stdout.write(f"{name:<45} {value}\n")
    sys.stdout.write("Written to var/bench.json and docs\n")
    return 0


def write_table(part: str, results: dict[str, float]) -> None:
    """Put the results of a part in the place that its document keeps for them."""
    document = DOCUMENTS.get(part, OTHERWISE)
    text = document.read_text()
    start, end = (f"<!-- {word} of {part} -->\n" for word in ("start", "end"))
    if start not in text:
        return
    before, rest = text.split(start)
    after = rest.split(end)[1]
    rows = "".join(f"| {name} | {value} |\n" for name, value in results.items())
    document.write_text(f"{before}{start}\n| measure | value |\n|---|---|\n{rows}\n{end}{after}")


if __name__ == "__main__":
    sys.exit(main())
