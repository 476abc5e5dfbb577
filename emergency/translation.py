"""Which texts of the emergency numbers exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from bps_portal import languages

from .models import EmergencyNumber, EmergencyNumbersPage


@register(EmergencyNumber)
class EmergencyNumberTranslationOptions(TranslationOptions):
    """All words about a number, and the official site, which often has an address per language."""

    fields = ("name", "what_for", "hours", "cost", "note", "source_url")
    required_languages = dict.fromkeys(languages.required_codes(), ("name",))


@register(EmergencyNumbersPage)
class EmergencyNumbersPageTranslationOptions(TranslationOptions):
    """The introduction of the page."""

    fields = ("intro",)
