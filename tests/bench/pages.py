"""What a page costs with very many articles, against the same page with few."""

import statistics
import time

from django.contrib.auth import get_user_model
from django.test import Client

from bps_portal.translations.report import report_url
from news.models import ArticlePage, NewsIndexPage
from tests.many import multiply

RUNS = 31
MANY = 20_000
# Of the demo's accounts.
EDITOR = "redactie"


def with_many_articles() -> dict[str, float]:
    """Return milliseconds with the demo's articles, and the ratios with 20,000 more."""
    news, article = NewsIndexPage.objects.get(), ArticlePage.objects.order_by("date")[0]
    addresses = {
        "home": "/fr/",
        "list": news.url_in("fr"),
        "last page of the list": f"{news.url_in('fr')}?page=9999",
        "article": article.url_in("fr"),
        "report of translations": report_url(),
        "report of translations by title": report_url(ordering="title"),
        "report of translations, filtered": report_url(language="nl", published="live"),
        "first page of the admin": "/admin/",
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
    client = Client()
    if address.startswith("/admin/"):
        # What an administrator may edit costs nothing to find out.
        client.force_login(get_user_model().objects.get(username=EDITOR))
    times = []
    for _run in range(RUNS):
        start = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 200:
            message = f"{address} answers {answer.status_code}"
            raise RuntimeError(message)
    # The first run sizes pictures and fills caches.
    return statistics.median(times[1:])
