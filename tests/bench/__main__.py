"""`make bench`: measures, prints the ratios and writes them to var/bench.json.

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

OUT = Path(__file__).parents[2] / "var" / "bench.json"


def main() -> int:
    """Measure on a database of its own, with the demo content in it."""
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = ensure_database()
    os.environ["DJANGO_SETTINGS_MODULE"] = "bps_portal.settings.test"
    compile_messages()
    django.setup()
    # Models can be imported only now.
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    from .lighthouse import performance  # noqa: PLC0415
    from .pages import with_many_of_each_kind  # noqa: PLC0415
    from .search import quality, with_many_pages  # noqa: PLC0415

    parts = {
        "quality": quality,
        "pages": with_many_of_each_kind,
        "search": with_many_pages,
        "lighthouse": performance,
    }
    chosen = sys.argv[1:] or list(parts)
    if unknown := set(chosen) - set(parts):
        sys.exit(f"No such part: {', '.join(sorted(unknown))}. There are {', '.join(parts)}.")
    results: dict[str, float] = {}
    try:
        # Each on pages of its own: what one has multiplied would weigh on the next.
        for measure in map(parts.__getitem__, chosen):
            databases = setup_databases(verbosity=0, interactive=False)
            try:
                call_command("load_demo", stdout=io.StringIO())
                results |= measure()
            finally:
                teardown_databases(databases, verbosity=0)
    finally:
        release_database()
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(results, indent=2) + "\n")
    for name, value in results.items():
        sys.stdout.write(f"{name:<45} {value}\n")
    sys.stdout.write("Written to var/bench.json\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
