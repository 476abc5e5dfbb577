"""What the tests of campaigns and publications share."""

import pytest

from campaigns.models import CampaignIndexPage, LibraryPage
from tests.factories import CampaignIndexPageFactory, LibraryPageFactory


@pytest.fixture
def campaigns(home) -> CampaignIndexPage:
    """The list of campaigns."""
    return CampaignIndexPageFactory(parent=home)


@pytest.fixture
def library(home) -> LibraryPage:
    """The list of publications."""
    return LibraryPageFactory(parent=home)
