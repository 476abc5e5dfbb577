"""Builders of emergency numbers."""

import factory
from factory.django import DjangoModelFactory

from emergency.models import EmergencyNumber, EmergencyNumbersPage
from emergency.needs import Need
from tests.factories import PageFactory


class EmergencyNumberFactory(DjangoModelFactory):
    """A line that helps when someone is in danger."""

    class Meta:
        model = EmergencyNumber

    number = factory.Sequence(lambda number: f"0800 {number:05}")
    need = Need.DANGER
    name_fr = factory.Sequence(lambda number: f"Ligne {number}")
    name_nl = factory.Sequence(lambda number: f"Lijn {number}")


class EmergencyNumbersPageFactory(PageFactory):
    """The page of all numbers."""

    class Meta:
        model = EmergencyNumbersPage

    title_fr = "Numéros d'urgence"
    slug_fr = "numeros-d-urgence"
    title_nl = "Noodnummers"
