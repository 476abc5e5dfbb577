"""What every test can ask for."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from wagtail.models import Site

from bps_portal.home.models import HomePage
from bps_portal.pages.models import PortalPage
from emergency.running import forget_all
from news.models import NewsIndexPage
from tests.factories import HomePageFactory, NewsIndexPageFactory, UserFactory

# The same cases each time, so that a change is what makes a test fail; `make fuzz` looks for more.
settings.register_profile("usual", derandomize=True)
settings.register_profile("fuzz", max_examples=2_000, deadline=None)
settings.load_profile("usual")


@pytest.fixture(autouse=True)
def _no_language_left_behind() -> Iterator[None]:
    """Deactivate the language that a request of the test client leaves active."""
    yield
    translation.deactivate_all()


@pytest.fixture(autouse=True)
def _no_alert_left_behind() -> Iterator[None]:
    """Forget the alerts of the test before, which its rollback has taken away."""
    forget_all()
    yield
    forget_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Put a home page in the place of Wagtail's welcome page, once for all tests of a process."""
    with django_db_blocker.unblock():
        PortalPage.objects.get(depth=2).delete()
        page = HomePageFactory(parent=PortalPage.objects.get(depth=1))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": page}
        )


@pytest.fixture
def home(db: None) -> HomePage:
    """The home page of the default site."""
    # Kept in Django's cache, perhaps by a test whose site was another.
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get()


@pytest.fixture
def news(home: HomePage) -> NewsIndexPage:
    """The news list."""
    return NewsIndexPageFactory(parent=home)


@pytest.fixture(params=["fr", "nl"])
def editor_client(request: pytest.FixtureRequest, client: Client, db: None) -> Client:
    """An administrator's browser, once with a French and once with a Dutch interface."""
    client.force_login(UserFactory(language=request.param, is_superuser=True, is_staff=True))
    client.language = request.param
    return client
