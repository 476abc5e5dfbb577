"""A contact page and what a visitor sends to it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from bps_portal.contact import stamps
from bps_portal.contact.models import ContactMessage, ContactPage
from bps_portal.home.models import HomePage

from .factories import ContactPageFactory

ADDRESSES = {"fr": "/fr/contact/", "nl": "/nl/contact/"}
THANKS = {"fr": "/fr/contact/merci/", "nl": "/nl/contact/bedankt/"}

Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def _no_counts_left_behind() -> Iterator[None]:
    """Forget how many messages other tests have sent."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def contact(home: HomePage) -> ContactPage:
    """The contact page, with somebody who answers in each language."""
    return ContactPageFactory(
        parent=home,
        title_fr="Contact",
        title_nl="Contact",
        recipients_fr="accueil@example.org, presse@example.org",
        recipients_nl="onthaal@example.org",
    )


def filled_in(**changes: Any) -> dict[str, Any]:
    """Return what a browser sends for a form that a person took a minute to fill in."""
    minute_ago = timezone.now() - timedelta(minutes=1)
    return {
        "subject": "question",
        "message": "Où trouver un détecteur ?",
        "page": "",
        "name": "",
        "email": "",
        "homepage": "",
        "stamp": stamps.new(minute_ago),
    } | changes


@pytest.fixture
def send(contact: ContactPage, client: Client) -> Send:
    """Send the form in a language, with changes to what a person would have filled in."""

    def send_form(code: str = "fr", headers: Any = None, **changes: Any) -> Any:
        return client.post(ADDRESSES[code], filled_in(**changes), headers=headers)

    return send_form


def the_message() -> ContactMessage:
    """Return the only message."""
    return ContactMessage.objects.get()
