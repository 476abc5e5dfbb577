"""Editing the numbers, with a French and with a Dutch interface."""

from django.test import Client
from django.urls import reverse

from emergency.models import EmergencyNumber
from tests.emergency.factories import EmergencyNumberFactory

ADD = "wagtailsnippets_emergency_emergencynumber:add"
EDIT = "wagtailsnippets_emergency_emergencynumber:edit"
LIST = "wagtailsnippets_emergency_emergencynumber:list"

FORM = {
    "number": "02\u00a0123\u00a045\u00a067",
    "name_fr": "Ligne d'aide",
    "name_nl": "Hulplijn",
    "need": "talk",
    "order": "3",
    "served_languages": ["nl"],
    "is_emergency": "on",
}


def test_editor_adds_a_number_in_both_languages(editor_client: Client) -> None:
    response = editor_client.post(reverse(ADD), FORM)
    assert response.status_code == 302
    number = EmergencyNumber.objects.get()
    assert (number.number, number.dial) == ("02\u00a0123\u00a045\u00a067", "+3221234567")
    assert (number.name_fr, number.name_nl) == ("Ligne d'aide", "Hulplijn")
    assert number.served_languages == ["nl"]


def test_impossible_number_is_refused_with_everything_typed_kept(editor_client: Client) -> None:
    response = editor_client.post(reverse(ADD), FORM | {"number": "abc"})
    assert response.status_code == 200
    form = response.context["form"]
    assert list(form.errors) == ["number"]
    assert form["name_nl"].value() == "Hulplijn"
    assert not EmergencyNumber.objects.exists()


def test_known_number_is_refused(editor_client: Client) -> None:
    EmergencyNumberFactory(number="02 123 45 67")
    response = editor_client.post(reverse(ADD), FORM)
    assert list(response.context["form"].errors) == ["number"]


def test_name_is_needed_in_every_required_language(editor_client: Client) -> None:
    response = editor_client.post(reverse(ADD), FORM | {"name_nl": ""})
    assert list(response.context["form"].errors) == ["name_nl"]


def test_saving_unchanged_changes_nothing(editor_client: Client) -> None:
    number = EmergencyNumberFactory(number="1722", what_for_fr="Dégâts", note_nl="Eerst 1722.be")
    before = EmergencyNumber.objects.values().get()
    form = editor_client.get(reverse(EDIT, args=[number.pk])).context["form"]
    values = {name: form[name].value() for name in form.fields}
    data = {
        name: "" if value is None else value for name, value in values.items() if value is not False
    }
    assert editor_client.post(reverse(EDIT, args=[number.pk]), data).status_code == 302
    after = EmergencyNumber.objects.values().get()
    assert {key: value or "" for key, value in after.items()} == {
        key: value or "" for key, value in before.items()
    }


def test_list_is_filtered_and_searched(editor_client: Client) -> None:
    EmergencyNumberFactory(number="112", name_fr="Ambulance", need="danger")
    EmergencyNumberFactory(number="1722", name_fr="Tempête", need="storm")
    filtered = editor_client.get(reverse(LIST), {"need": "storm"}).content.decode()
    assert "1722" in filtered
    assert "Ambulance" not in filtered
    found = editor_client.get(reverse(LIST), {"q": "Ambulance"}).content.decode()
    assert "Ambulance" in found
    assert "1722" not in found
