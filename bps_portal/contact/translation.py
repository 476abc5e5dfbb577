"""Which texts of the contact page exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from .models import ContactPage


@register(ContactPage)
class ContactPageTranslationOptions(TranslationOptions):
    """All that it says, and who gets the messages in each language."""

    fields = ("lead", "body", "consent", "confirmation", "recipients")
