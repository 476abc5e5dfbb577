"""The numbers that a new site starts with."""

import pytest

from bps_portal import languages
from emergency.models import EmergencyNumber
from emergency.seed import load_numbers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("interface", ["fr", "nl"])
def test_loading_again_makes_nothing(interface: str) -> None:
    with languages.override(interface):
        assert load_numbers() == 21
        assert load_numbers() == 0
    assert EmergencyNumber.objects.get(dial="101").name_nl == "Politie"


def test_what_an_editor_wrote_is_kept() -> None:
    load_numbers()
    number = EmergencyNumber.objects.get(dial="1722")
    number.name_fr = "Le nom de la rédaction"
    number.number = "17 22"
    number.save()
    assert load_numbers() == 0
    number.refresh_from_db()
    assert (number.name_fr, number.number) == ("Le nom de la rédaction", "17 22")


def test_seed_is_complete_and_honest() -> None:
    load_numbers()
    numbers = list(EmergencyNumber.objects.all())
    assert {number.dial for number in numbers if number.primary} == {"112", "101"}
    assert all(number.verified_on is None for number in numbers)
    for number in numbers:
        number.full_clean(exclude=["name", "what_for", "hours", "cost", "note", "source_url"])
        for field in ("name", "what_for", "source_url"):
            assert all(languages.value_in(number, field, code) for code in ("fr", "nl")), number
        for field in ("hours", "cost", "note"):
            filled = {bool(languages.value_in(number, field, code)) for code in ("fr", "nl")}
            assert len(filled) == 1, (number, field)


@pytest.mark.parametrize(
    ("dial", "served"),
    [("107", ["fr"]), ("106", ["nl"]), ("1813", ["nl"]), ("103", ["fr"]), ("112", ["fr", "nl"])],
)
def test_lines_of_one_language_say_which(dial: str, served: list[str]) -> None:
    load_numbers()
    assert EmergencyNumber.objects.get(dial=dial).served_languages == served


@pytest.mark.parametrize("dial", ["+3280030030", "1712", "1722", "1771"])
def test_lines_that_are_no_emergency_lines_are_marked(dial: str) -> None:
    load_numbers()
    assert not EmergencyNumber.objects.get(dial=dial).is_emergency
