"""What a page costs with very many pages beside it, against the same page with few."""

import statistics
import time

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bps_portal.home.models import ThemeIndexPage
from bps_portal.translations.report import report_url
from campaigns.models import CampaignIndexPage, CampaignPage, LibraryPage, PublicationPage
from news.models import ArticlePage, NewsIndexPage
from tests.many import multiply

RUNS = 31
MANY = 20_000
# Of the demo's accounts.
EDITOR = "redactie"


def with_many_of_each_kind() -> dict[str, float]:
    """Return milliseconds and queries with the demo's pages, and against 20,000 more of each kind."""
    news, article = NewsIndexPage.objects.get(), ArticlePage.objects.order_by("date")[0]
    campaigns, campaign = CampaignIndexPage.objects.get(), CampaignPage.objects.order_by("pk")[0]
    library = LibraryPage.objects.get()
    publication = PublicationPage.objects.order_by("published_on")[0]
    themes = ThemeIndexPage.objects.get()
    narrowed = f"theme={article.theme.slug_fr}&year={article.date.year}"
    addresses = {
        "home": "/fr/",
        "list": news.url_in("fr"),
        "last page of the list": f"{news.url_in('fr')}?page=9999",
        "list of a theme and a year": f"{news.url_in('fr')}?{narrowed}",
        "list of themes": themes.url_in("fr"),
        "theme": f"{themes.url_in('fr')}{article.theme.slug_fr}/",
        "article": article.url_in("fr"),
        "report of translations": report_url(),
        "report of translations by title": report_url(ordering="title"),
        "report of translations, filtered": report_url(language="nl", published="live"),
        "first page of the admin": "/admin/",
        "campaigns": campaigns.url_in("fr"),
        "campaign": campaign.url_in("fr"),
        "library": library.url_in("fr"),
        "narrowed library": f"{library.url_in('fr')}?kind={publication.kind}&language=fr",
    }
    few = {name: median_ms(address) for name, address in addresses.items()}
    asked = {name: _queries(address) for name, address in addresses.items()}
    for page in (article, campaign, publication):
        multiply(page, MANY)
    many = {name: median_ms(address) for name, address in addresses.items()}
    results = {f"{name}: ms with few pages": round(value, 1) for name, value in few.items()}
    results |= {
        f"{name}: ratio with {MANY} more": round(many[name] / few[name], 2) for name in addresses
    }
    results |= {f"{name}: queries with few pages": number for name, number in asked.items()}
    results |= {
        f"{name}: more queries with {MANY} more": _queries(address) - asked[name]
        for name, address in addresses.items()
    }
    return results


def _queries(address: str) -> int:
    client = _client(address)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def _client(address: str) -> Client:
    client = Client()
    if address.startswith("/admin/"):
        # What an administrator may edit costs nothing to find out.
        client.force_login(get_user_model().objects.get(username=EDITOR))
    return client


def median_ms(address: str) -> float:
    """Return the median time of an answer in milliseconds, but for the first."""
    client = _client(address)
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
