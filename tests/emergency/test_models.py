"""What editors may enter, and how a number is shown."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from bps_portal import languages
from emergency.models import EmergencyNumber, numbers_by_need
from emergency.needs import Need
from tests.emergency.factories import EmergencyNumberFactory

pytestmark = pytest.mark.django_db


def test_value_to_dial_follows_the_number() -> None:
    number = EmergencyNumberFactory(number="070 245 245")
    assert (number.dial, number.tel_url) == ("+3270245245", "tel:+3270245245")
    assert number.visible_number == "070\u00a0245\u00a0245"
    number.number = "1722"
    number.save()
    number.refresh_from_db()
    assert number.tel_url == "tel:1722"


def test_impossible_number_is_an_error_beside_its_field() -> None:
    with pytest.raises(ValidationError) as refusal:
        EmergencyNumberFactory.build(number="abc").clean()
    assert list(refusal.value.error_dict) == ["number"]


def test_impossible_number_never_reaches_the_database() -> None:
    with pytest.raises(ValidationError):
        EmergencyNumberFactory(number="abc")
    assert not EmergencyNumber.objects.exists()


def test_number_exists_once_however_it_is_typed() -> None:
    EmergencyNumberFactory(number="0800 32 123")
    again = EmergencyNumberFactory.build(number="0800/32.123")
    with pytest.raises(ValidationError) as refusal:
        again.clean()
    assert list(refusal.value.error_dict) == ["number"]
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_number_does_not_clash_with_itself() -> None:
    EmergencyNumberFactory(number="112").clean()


def test_app_needs_an_address_in_each_language_in_place_of_a_number() -> None:
    app = EmergencyNumberFactory.build(number="", source_url_fr="https://example.org/fr")
    with pytest.raises(ValidationError) as refusal:
        app.clean()
    assert list(refusal.value.error_dict) == ["source_url_nl"]
    app.source_url_nl = "https://example.org/nl"
    app.clean()
    app.save()
    assert app.tel_url == ""
    EmergencyNumberFactory(number="", source_url_fr="x", source_url_nl="x")


def test_languages_served_are_named_in_the_readers_language() -> None:
    number = EmergencyNumberFactory.build(served_languages=["nl"])
    with languages.override("fr"):
        french = number.served_language_names
    with languages.override("nl"):
        dutch = number.served_language_names
    assert [name.lower() for name in (*french, *dutch)] == ["néerlandais", "nederlands"]


def test_official_site_is_shown_by_its_host() -> None:
    number = EmergencyNumberFactory.build(source_url_fr="https://www.1722.be/fr", source_url_nl="")
    with languages.override("fr"):
        assert number.source_host == "1722.be"
    with languages.override("nl"):
        assert number.source_host == ""


def test_text_names_number_and_name_in_any_language() -> None:
    number = EmergencyNumberFactory.build(number="112", name_fr="Secours", name_nl=None)
    with languages.override("nl"):
        assert str(number) == "112 Secours"


def test_numbers_are_grouped_in_the_order_of_needs_and_editors() -> None:
    last = EmergencyNumberFactory(need=Need.LOSS)
    second = EmergencyNumberFactory(need=Need.DANGER, order=2)
    first = EmergencyNumberFactory(need=Need.DANGER, order=1)
    groups = numbers_by_need("fr")
    assert [(group.need, group.numbers) for group in groups] == [
        (Need.DANGER, [first, second]),
        (Need.LOSS, [last]),
    ]


def test_number_without_name_in_a_language_is_not_shown_in_it() -> None:
    EmergencyNumberFactory(name_nl="")
    assert numbers_by_need("nl") == []
    assert len(numbers_by_need("fr")) == 1


def test_query_set_finds_primary_and_unverified_numbers() -> None:
    primary = EmergencyNumberFactory(primary=True, verified_on="2024-03-12")
    unverified = EmergencyNumberFactory()
    assert list(EmergencyNumber.objects.primary()) == [primary]
    assert list(EmergencyNumber.objects.unverified()) == [unverified]


def test_a_check_that_is_still_to_come_is_refused() -> None:
    number = EmergencyNumberFactory.build(number="112", verified_on=timezone.localdate())
    number.clean()
    number.verified_on += timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        number.clean()
    assert list(refusal.value.error_dict) == ["verified_on"]
