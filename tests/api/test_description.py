"""The open data answer as their description promises, whatever is asked (schemathesis)."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from bps_portal.home.models import HomePage
from emergency.models import EmergencyNumber, EmergencyNumbersPage
from news.models import NewsIndexPage
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    ImageFactory,
    LibraryPageFactory,
    PublicationPageFactory,
)

pytestmark = pytest.mark.django_db
# It reads answers as they come.
PLAIN = {"Accept-Encoding": "identity"}
EXAMPLES = 8
PARTS = {"contents", "articles", "article", "campaigns", "brochures", "emergency_numbers"}


@pytest.fixture
def published(home: HomePage, news: NewsIndexPage) -> int:
    """One of each kind; the number of the article."""
    CampaignPageFactory(parent=CampaignIndexPageFactory(parent=home), starts_on=dt.date(2026, 6, 1))
    PublicationPageFactory(parent=LibraryPageFactory(parent=home))
    numbers = EmergencyNumbersPage(
        title_fr="Numéros", title_nl="Nummers", slug_fr="numeros", slug_nl="nummers"
    )
    home.add_child(instance=numbers)
    EmergencyNumber.objects.create(
        number="0800 32 123", name_fr="Écoute", name_nl="Luisteren", need="talk"
    )
    article: int = ArticlePageFactory(parent=news, image=ImageFactory()).pk
    return article


@pytest.fixture
def described() -> Iterator[Any]:
    """The description, as schemathesis reads it from the running application."""
    signals = (request_started, request_finished)
    # A request would end the transaction of the test, as Django's own test client knows.
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for signal in signals:
        signal.connect(close_old_connections)


def operations(described: Any) -> dict[str, Any]:
    found = (result.ok() for result in described.get_all_operations())
    return {operation.definition.raw["operationId"]: operation for operation in found}


def test_what_is_there_is_told_as_described(described: Any, published: int) -> None:
    known = operations(described)
    assert set(known) >= PARTS
    for name, operation in known.items():
        for code in ("fr", "nl"):
            is_one = name == "article"
            case = operation.Case(
                query={} if name == "contents" else {"lang": code},
                path_parameters={"article_id": published} if is_one else {},
            )
            answer = case.call_and_validate(headers=PLAIN)
            assert answer.status_code == 200, name
            if name in PARTS - {"contents", "article"}:
                assert answer.json()["count"] == 1, name


@pytest.mark.hypothesis
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_schemathesis_finds_no_fault(described: Any, published: int, mode: Any) -> None:
    for name, operation in operations(described).items():
        if name == "contents" and mode is GenerationMode.NEGATIVE:
            # It asks for nothing that could be wrong.
            continue

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            case.call_and_validate(headers=PLAIN)

        ask()
