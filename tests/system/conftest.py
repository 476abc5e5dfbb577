"""What tests with further servers and tools share: the portal with its demo content, and a stand."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from tests.browser.conftest import (
    browser_context_args,
    browser_type_launch_args,
    context,
    demo,
    page,
)
from tests.stand.processes import Portal, Varnish, running

__all__ = ["browser_context_args", "browser_type_launch_args", "context", "demo", "page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here: it needs further servers and tools."""
    for item in items:
        if "tests/system/" in item.nodeid:
            item.add_marker("system")


@pytest.fixture(scope="session")
def content(demo: str) -> str:
    """The address of the database with the demo content; what a test writes stays."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return parts._replace(path=f"/{connection.settings_dict['NAME']}").geturl()


@pytest.fixture(scope="module")
def front(content: str) -> Iterator[tuple[Portal, Varnish]]:
    """The portal behind Varnish, told of what this process changes."""
    portal = Portal(settings.MEDIA_ROOT, content)
    varnish = Varnish(portal.port)
    portal.environment["FRONTEND_CACHE_URL"] = varnish.purge_url
    own = {"FRONTEND_CACHES": [varnish.purge_url]}
    with override_settings(**own), running(portal), running(varnish):
        yield portal, varnish
