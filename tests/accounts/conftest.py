"""What the tests of accounts share."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _counted_anew() -> Iterator[None]:
    """Forget what was counted, and which codes were used."""
    cache.clear()
    yield
    cache.clear()
