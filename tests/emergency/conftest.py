"""The page of all numbers."""

import pytest

from bps_portal.home.models import HomePage
from emergency.models import EmergencyNumbersPage
from tests.emergency.factories import EmergencyNumbersPageFactory


@pytest.fixture
def numbers_page(home: HomePage) -> EmergencyNumbersPage:
    """The page of all numbers, live in both languages."""
    return EmergencyNumbersPageFactory(parent=home)
