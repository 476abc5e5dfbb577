"""The demo content as a fresh site gets it."""

from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker


def load() -> str:
    """Run `load_demo`; return what it prints."""
    printed = StringIO()
    call_command("load_demo", stdout=printed)
    return printed.getvalue()


@pytest.fixture
def load_demo(db: None) -> Callable[[], str]:
    """Run `load_demo`; return what it prints."""
    return load


@pytest.fixture(scope="module")
def _loaded_site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the demo content once for all tests of a module, and take it away after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded_site: None, db: None) -> None:
    """A site with the demo content; what the test changes is undone after it."""
