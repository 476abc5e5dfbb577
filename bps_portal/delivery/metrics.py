"""Measures for Prometheus at `/metrics`, for whoever shows `METRICS_TOKEN`; nobody else sees any.

Each process counts for itself. Under gunicorn deploy/gunicorn.conf.py names a folder
(PROMETHEUS_MULTIPROC_DIR) in which they count together. What is in the database is asked at each
call.
"""

import os
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.conf import settings
from django.db import Error
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import REGISTRY, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from . import bearer

METRICS = "/metrics"
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

requests = Counter("portal_requests", "Answers by view and status", ["view", "method", "status"])
seconds = Histogram("portal_request_seconds", "Time to answer", ["view"], buckets=BUCKETS)
kept_pages = Counter(
    "portal_page_cache", "Pages kept: given out, made, or old for want of a new one", ["result"]
)
purges = Counter("portal_purges", "Purges of a front cache from this machine", ["result"])

type Source = Callable[[], float]
_sources: dict[str, tuple[str, Source]] = {}


def measure(name: str, what: str, source: Source) -> None:
    """Have a number that `source` reads in the database among the measures.

    An app calls it once, while it starts.
    """
    _sources[name] = (what, source)


def count_requests(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Return middleware that counts and times answers, and shows the measures at `/metrics`."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info == METRICS:
            return _shown(request)
        begun = time.perf_counter()
        response = get_response(request)
        view = _view(request)
        method = request.method if request.method in METHODS else "other"
        requests.labels(view, method, response.status_code).inc()
        seconds.labels(view).observe(time.perf_counter() - begun)
        return response

    return middleware


def _view(request: HttpRequest) -> str:
    """Return the name of what answers; a kept page and a file need no view."""
    match = request.resolver_match
    return (match.view_name or match._func_path) if match else "none"  # noqa: SLF001


def _shown(request: HttpRequest) -> HttpResponse:
    # It stands before whatever adds these to other answers.
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    if not settings.METRICS_TOKEN or not bearer.shows_one_of(request, [settings.METRICS_TOKEN]):
        return HttpResponse(
            "Not found\n",
            status=HTTPStatus.NOT_FOUND,
            content_type="text/plain; charset=utf-8",
            headers=headers,
        )
    return HttpResponse(
        generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST, headers=headers
    )


def _registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    registry.register(_Stored())
    return registry


class _Stored(Collector):
    """What the database tells: tasks, purges that wait, what apps measure."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("portal_database_up", "Whether the database answers")
        try:
            found = list(_stored())
        except Error:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield from [up, *found]


def _stored() -> Iterator[GaugeMetricFamily]:
    ready = Q(status="READY")
    due = ready & (Q(run_after__isnull=True) | Q(run_after__lte=timezone.now()))
    purge = Q(task_path="bps_portal.delivery.purging.purge_again")
    numbers = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=due),
        failed=Count("pk", filter=Q(status="FAILED")),
        purges=Count("pk", filter=ready & purge),
    )
    yield GaugeMetricFamily("portal_tasks_waiting", "Tasks that are due", numbers["waiting"])
    yield GaugeMetricFamily("portal_tasks_failed", "Tasks that failed", numbers["failed"])
    yield GaugeMetricFamily("portal_purges_waiting", "Purges to try again", numbers["purges"])
    for name, (what, source) in _sources.items():
        yield GaugeMetricFamily(name, what, source())
