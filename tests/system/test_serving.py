"""gunicorn as the image runs it (deploy/gunicorn.conf.py), with two processes."""

import json
import os
import signal
import time
import urllib.request
from collections.abc import Iterator

import pytest
from django.conf import settings
from prometheus_client.parser import text_string_to_metric_families

from tests.stand.processes import Portal, running

TOKEN = "a-token-of-more-than-twenty-four-signs"


@pytest.fixture(scope="module")
def portal(content: str) -> Iterator[Portal]:
    """The portal with two processes."""
    portal = Portal(
        settings.MEDIA_ROOT,
        content,
        LOG_FORMAT="json",
        METRICS_TOKEN=TOKEN,
        TRUSTED_PROXIES="127.0.0.1",
    )
    with running(portal):
        yield portal


def get(portal: Portal, path: str, **headers: str) -> str:
    request = urllib.request.Request(f"{portal.url}{path}", headers=headers)  # noqa: S310 - our own
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own
        return answer.read().decode()


def counted(portal: Portal, view: str) -> float:
    """How many requests for *view* all processes have counted."""
    shown = get(portal, "/metrics", Authorization=f"Bearer {TOKEN}", Connection="close")
    return sum(
        sample.value
        for family in text_string_to_metric_families(shown)
        for sample in family.samples
        if sample.name == "portal_requests_total" and sample.labels["view"] == view
    )


def test_all_processes_count_together(portal: Portal) -> None:
    before = counted(portal, "robots")
    for _ in range(20):
        get(portal, "/robots.txt", Connection="close")
    assert counted(portal, "robots") == before + 20


def test_each_line_is_json_and_names_no_reader(portal: Portal) -> None:
    headers = {"X-Request-ID": "from-the-proxy-1", "Cookie": "secret=1", "Referer": "http://x/?q=y"}
    get(portal, "/nl/zoeken/?q=geheim", **headers)
    time.sleep(0.2)
    lines = [json.loads(line) for line in portal.log.read_text().splitlines()]
    (found,) = (line for line in lines if line["request_id"] == "from-the-proxy-1")
    assert (found["path"], found["status"]) == ("/nl/zoeken/", 200)
    assert "geheim" not in portal.log.read_text()
    assert "secret" not in portal.log.read_text()
    assert any(line["logger"] == "gunicorn.error" for line in lines)


def test_a_reload_loses_no_request_and_goes_on_counting(portal: Portal) -> None:
    assert portal.process
    os.kill(portal.process.pid, signal.SIGHUP)
    end = time.monotonic() + 5
    while time.monotonic() < end:
        get(portal, "/robots.txt", Connection="close")
    assert "portal_database_up 1.0" in get(
        portal, "/metrics", Authorization=f"Bearer {TOKEN}", Connection="close"
    )
