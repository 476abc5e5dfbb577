"""`alert on` and `alert off`."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from emergency.models import CrisisAlert
from emergency.moments import NotAMomentError, end_from
from tests.emergency.factories import CrisisAlertFactory

BRUSSELS = ZoneInfo("Europe/Brussels")
ON = ["alert", "on", "--level", "danger", "--text-fr", "Fumée.", "--text-nl", "Rook."]


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_on_shows_it_on_every_page_in_place_of_what_runs(client: Client, home) -> None:
    old = CrisisAlertFactory()
    run(*ON)
    assert "Fumée." in client.get("/fr/").content.decode()
    dutch = client.get("/nl/niets/").content.decode()
    assert "Rook." in dutch
    assert old.text_nl not in dutch
    assert run("alert", "off").startswith("Ended 1 alert;")
    assert "Rook." not in client.get("/nl/").content.decode()
    assert run("alert", "off").startswith("No alert was running")


@pytest.mark.django_db
def test_the_same_once_more_changes_nothing() -> None:
    run(*ON)
    assert "already" in run(*ON)
    assert CrisisAlert.objects.count() == 1


@pytest.mark.django_db
def test_off_leaves_what_is_planned_and_says_so() -> None:
    CrisisAlertFactory(starts_at=timezone.now() + dt.timedelta(hours=1))
    assert "planned for later: 1" in run("alert", "off")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["alert"], "required"),
        (["alert", "on", "--level", "danger", "--text-fr", "Fumée."], "--text-nl"),
        ([*ON, "--level", "panic"], "invalid choice"),
        ([*ON, "--text-nl", ""], "--text-nl: This field cannot be blank"),
        ([*ON, "--text-nl", " "], "--text-nl"),
        ([*ON, "--text-fr", "<b>Fumée</b>"], "--text-fr: Write plain text"),
        ([*ON, "--until", "soon"], "--until: “soon” is no moment"),
        ([*ON, "--until", "2026-11-25"], "is no moment"),
        ([*ON, "--until", "2020-01-01T10:00"], "--until: The end must come after the start"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(words: list[str], said: str) -> None:
    running = CrisisAlertFactory()
    with pytest.raises(CommandError) as refused:
        run(*words)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert [alert.pk for alert in CrisisAlert.objects.in_force(timezone.now())] == [running.pk]


def brussels(*parts: int, fold: int = 0) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=BRUSSELS, fold=fold)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("18:30", brussels(2026, 11, 25, 18, 30)),
        ("9:05", brussels(2026, 11, 26, 9, 5)),
        ("2026-12-01T08:00", brussels(2026, 12, 1, 8)),
        ("2026-12-01 08:00", brussels(2026, 12, 1, 8)),
        ("2026-12-01T08:00:00Z", brussels(2026, 12, 1, 9)),
        ("2026-12-01T08:00+02:00", brussels(2026, 12, 1, 7)),
        # The hour that comes twice: the later one.
        ("2027-10-31T02:30", brussels(2027, 10, 31, 2, 30, fold=1)),
        ("2027-10-31T02:30+02:00", brussels(2027, 10, 31, 2, 30, fold=0)),
    ],
)
def test_a_moment_is_of_brussels_unless_it_says_otherwise(text: str, moment: dt.datetime) -> None:
    found = end_from(text, brussels(2026, 11, 25, 15, 0))
    assert found.astimezone(dt.UTC) == moment.astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("2027-03-28T02:30", brussels(2026, 11, 25, 15)),
        ("02:30", brussels(2027, 3, 28, 1)),
        ("02:30", brussels(2027, 3, 27, 12)),
        ("24:00", brussels(2026, 11, 25, 15)),
        ("1:5", brussels(2026, 11, 25, 15)),
        ("2026-13-01T10:00", brussels(2026, 11, 25, 15)),
        ("", brussels(2026, 11, 25, 15)),
    ],
)
def test_what_is_no_moment_is_refused(text: str, now: dt.datetime) -> None:
    with pytest.raises(NotAMomentError):
        end_from(text, now)


def test_the_skipped_hour_that_is_past_means_the_next_day() -> None:
    assert end_from("02:30", brussels(2027, 3, 28, 9)) == brussels(2027, 3, 29, 2, 30)
