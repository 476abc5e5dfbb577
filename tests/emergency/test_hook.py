"""The crisis centre's call."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from emergency import hook
from emergency.checks import check_tokens_are_long
from emergency.models import CrisisAlert, HookCall
from emergency.running import alerts_in_force
from tests.emergency.factories import CrisisAlertFactory

pytestmark = pytest.mark.django_db

TOKENS = ["an old token that is on its way out", "the long random token of the day"]
AUTHORIZED = {"authorization": f"Bearer {TOKENS[1]}"}
ON = {
    "action": "on",
    "level": "danger",
    "text": {"fr": "Fumée toxique.", "nl": "Giftige rook."},
}


@pytest.fixture(autouse=True)
def _tokens(settings) -> None:
    settings.CRISIS_HOOK_TOKENS = TOKENS


def call(body: Any, content_type: str = "application/json", **headers: str) -> Any:
    """Call as a program does, which has no cookie of ours."""
    body = body if isinstance(body, (str, bytes)) else json.dumps(body)
    return Client(enforce_csrf_checks=True).post(
        "/hooks/alert/",
        body,
        content_type=content_type,
        headers={
            **AUTHORIZED,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        },
    )


def test_an_alert_is_out_and_ends(client: Client, home) -> None:
    old = CrisisAlertFactory()
    answer = call(ON | {"until": "2035-01-01T10:00+01:00", "crisis_mode": True})
    assert answer.status_code == 201
    alert = CrisisAlert.objects.get(pk=answer.json()["id"])
    assert (alert.source, alert.crisis_mode) == ("call", True)
    assert answer.json()["ends_at"] == "2035-01-01T10:00:00+01:00"
    page = client.get("/nl/").content.decode()
    assert "Giftige rook." in page
    assert old.text_nl not in page
    assert call({"action": "off"}).json() == {"ended": [alert.pk]}
    assert not alerts_in_force()
    call(ON)
    deleted = Client(enforce_csrf_checks=True).delete("/hooks/alert/", headers=AUTHORIZED)
    assert deleted.status_code == 200
    assert not alerts_in_force()


def test_a_token_on_its_way_out_still_holds() -> None:
    assert call(ON, authorization=f"bearer {TOKENS[0]}").status_code == 201


def test_a_repeated_key_gets_the_first_answer_and_changes_nothing() -> None:
    first = call(ON, idempotency_key="k1")
    call({"action": "off"}, idempotency_key="k2")
    again = call(ON, idempotency_key="k1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert not alerts_in_force()
    other = call(ON | {"level": "warning"}, idempotency_key="k1")
    assert other.status_code == 422
    assert not alerts_in_force()
    # What was refused may be put right under the same key.
    assert call(ON | {"level": "panic"}, idempotency_key="k3").status_code == 422
    assert call(ON, idempotency_key="k3").status_code == 201
    assert HookCall.objects.count() == 3


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        ({**ON, "level": "panic"}, 422, "level"),
        ({**ON, "level": None}, 422, "level"),
        ({**ON, "level": 1}, 422, "level"),
        ({**ON, "text": {"fr": "Fumée."}}, 422, "text.nl"),
        ({**ON, "text": {"fr": "Fumée.", "nl": " \u00a0"}}, 422, "text.nl"),
        ({**ON, "text": {"fr": "Fumée.", "nl": "Rook.", "xx": "?"}}, 422, "text"),
        ({**ON, "text": "Fumée."}, 422, "text"),
        ({**ON, "text": {"fr": "<script>a</script>", "nl": "Rook."}}, 422, "text.fr"),
        ({**ON, "text": {"fr": "a\0b", "nl": "Rook."}}, 422, "text.fr"),
        ({**ON, "text": {"fr": "a\ud800b", "nl": "Rook."}}, 422, "text.fr"),
        ({**ON, "text": {"fr": "a" * 281, "nl": "Rook."}}, 422, "text.fr"),
        ({**ON, "until": "2020-01-01T10:00"}, 422, "until"),
        ({**ON, "until": "later"}, 422, "until"),
        ({**ON, "crisis_mode": "yes"}, 422, "crisis_mode"),
        ({**ON, "link_url": {"fr": "ftp://x", "nl": "https://x.be"}}, 422, "link_url.fr"),
        ({**ON, "severity": "high"}, 422, "severity"),
        ({**ON, "action": "stop"}, 422, "action"),
        ({**ON, "action": ["on"]}, 422, "action"),
        ([ON], 400, "body"),
        ("{", 400, "body"),
        (b"\xff", 400, "body"),
        ("[" * 15_000, 400, "body"),
        (" " * 20_000, 413, "body"),
    ],
)
def test_what_is_wrong_is_named_logged_and_changes_nothing(
    caplog: pytest.LogCaptureFixture, body: Any, status: int, named: str
) -> None:
    running = CrisisAlertFactory()
    answer = call(body)
    assert answer.status_code == status
    assert named in answer.json()["errors"]
    assert f"refused ({status})" in caplog.text
    assert list(CrisisAlert.objects.values_list("pk", "ends_at")) == [(running.pk, None)]


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("", 401),
        ("Bearer", 401),
        ("Bearer forged", 401),
        (f"Basic {TOKENS[1]}", 401),
        (f"Bearer {TOKENS[1]}x", 401),
        ("Bearer jeton-é", 401),
    ],
)
def test_a_forged_call_is_refused_and_logged(
    caplog: pytest.LogCaptureFixture, header: str, status: int
) -> None:
    assert call(ON, authorization=header).status_code == status
    assert f"refused ({status})" in caplog.text
    assert TOKENS[1] not in caplog.text
    assert not CrisisAlert.objects.exists()


def test_without_a_database_the_caller_is_asked_to_come_back() -> None:
    with patch.object(hook, "put_out_everywhere", side_effect=OperationalError("gone")):
        answer = call(ON, idempotency_key="k1")
    assert (answer.status_code, answer["retry-after"]) == (503, "5")
    assert "database" in answer.json()["errors"]
    assert call(ON, idempotency_key="k1").status_code == 201


def test_without_a_token_in_the_settings_nobody_calls(settings) -> None:
    settings.CRISIS_HOOK_TOKENS = []
    assert call(ON).status_code == 403
    assert call(ON, authorization="Bearer ").status_code == 403


def test_other_methods_types_and_keys_are_refused(client: Client) -> None:
    answer = client.get("/hooks/alert/", headers=AUTHORIZED)
    assert (answer.status_code, answer["allow"]) == (405, "POST, DELETE")
    assert client.put("/hooks/alert/", "{}", headers=AUTHORIZED).status_code == 405
    assert call("a=b", content_type="application/x-www-form-urlencoded").status_code == 415
    assert call(ON, idempotency_key="").status_code == 400
    assert call(ON, idempotency_key="k" * 256).status_code == 400
    assert not CrisisAlert.objects.exists()


def test_a_token_that_could_be_guessed_stops_the_start(settings) -> None:
    assert check_tokens_are_long() == []
    settings.CRISIS_HOOK_TOKENS = [*TOKENS, "short"]
    (error,) = check_tokens_are_long()
    assert error.id == "emergency.E001"
    assert "short." in error.msg
