"""Builders of the contact page and of messages."""

import factory
from factory.django import DjangoModelFactory

from bps_portal.contact.models import ContactMessage, ContactPage
from tests.factories import PageFactory


class ContactPageFactory(PageFactory):
    """The contact page."""

    class Meta:
        model = ContactPage


class ContactMessageFactory(DjangoModelFactory):
    """A message that waits for an answer."""

    class Meta:
        model = ContactMessage

    language = "fr"
    subject = "question"
    message = "Où trouver un détecteur ?"
    fingerprint = factory.Sequence(str)
