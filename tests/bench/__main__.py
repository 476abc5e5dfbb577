"""`make bench`: what a page costs with very many articles, against the same page with few."""

import io
import json
import os
import statistics
import sys
import time
from pathlib import Path

import django

RUNS = 31
MANY = 20_000
OUT = Path(__file__).parents[2] / "var" / "bench.json"


def main() -> int:
    """Measure, print the ratios and write them to a file."""
    from bps_portal.launcher.messages import compile_messages
    from bps_portal.launcher.postgres import ensure_database, release_database

    os.environ.setdefault("DATABASE_URL", ensure_database())
    os.environ["DJANGO_SETTINGS_MODULE"] = "bps_portal.settings.test"
    compile_messages()
    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_databases, teardown_databases

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("load_demo", stdout=io.StringIO())
        results = _measure()
    finally:
        teardown_databases(databases, verbosity=0)
        release_database()
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(results, indent=2) + "\n")
    for name, value in results.items():
        sys.stdout.write(f"{name:<45} {value}\n")
    sys.stdout.write(f"Written to {OUT.relative_to(Path.cwd())}\n")
    return 0


def _measure() -> dict[str, float]:
    from news.models import ArticlePage, NewsIndexPage
    from tests.many import multiply

    news, article = NewsIndexPage.objects.get(), ArticlePage.objects.order_by("date").first()
    addresses = {
        "home": "/fr/",
        "list": news.url_in("fr"),
        "last page of the list": f"{news.url_in('fr')}?page=9999",
        "article": article.url_in("fr"),
    }
    few = {name: _median_ms(address) for name, address in addresses.items()}
    multiply(article, MANY)
    many = {name: _median_ms(address) for name, address in addresses.items()}
    results = {f"{name}: ms with few articles": round(value, 1) for name, value in few.items()}
    results |= {
        f"{name}: ratio with {MANY} more": round(many[name] / few[name], 2) for name in addresses
    }
    return results


def _median_ms(address: str) -> float:
    from django.test import Client

    client = Client()
    times = []
    for _run in range(RUNS):
        start = time.perf_counter()
        assert client.get(address).status_code == 200  # noqa: S101
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[1:])


if __name__ == "__main__":
    sys.exit(main())
