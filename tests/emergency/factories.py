"""Builders of emergency numbers."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from emergency.models import CrisisAlert, EmergencyNumber, EmergencyNumbersPage, PreparedAlert
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


class CrisisAlertFactory(DjangoModelFactory):
    """A warning that has run for an hour on every page."""

    class Meta:
        model = CrisisAlert
        skip_postgeneration_save = True

    level = "warning"
    text_fr = "Vents violents : restez à l’intérieur."
    text_nl = "Hevige wind: blijf binnen."
    starts_at = factory.LazyFunction(lambda: timezone.now() - dt.timedelta(hours=1))
    source = "admin"

    @factory.post_generation
    def themes(self, create, extracted):
        """Show it on the pages of some themes."""
        if create and extracted:
            self.themes.set(extracted)


class PreparedAlertFactory(DjangoModelFactory):
    """A message for a storm."""

    class Meta:
        model = PreparedAlert

    level = "warning"
    name_fr = "Tempête"
    name_nl = "Storm"
    text_fr = "Vents violents : restez à l’intérieur."
    text_nl = "Hevige wind: blijf binnen."
