"""The demo content as a fresh site gets it."""

from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Site

from bps_portal.home.models import HomePage
from bps_portal.pages.models import PortalPage


def load() -> str:
    """Run `load_demo`; return what it prints."""
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue()


def forget_home() -> None:
    """Go back to the page that Wagtail's first migration leaves, without a home page."""
    HomePage.objects.get().delete()
    root = PortalPage.get_first_root_node()
    page = root.add_child(instance=PortalPage(title_fr="W", title_nl="W", slug_fr="w", slug_nl="w"))
    Site.objects.create(hostname="localhost", is_default_site=True, root_page=page)


@pytest.fixture
def load_demo(db: None) -> Callable[[], str]:
    """Run `load_demo`; return what it prints."""
    return load


@pytest.fixture
def new_site(db: None) -> None:
    """A site that nobody has filled yet."""
    forget_home()


@pytest.fixture(scope="module")
def _loaded_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the demo content once for all tests of a module, and take it away after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_home()
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded_site: None, db: None) -> None:
    """A site with the demo content; what the test changes is undone after it."""
