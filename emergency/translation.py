"""Which texts of the emergency numbers exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from bps_portal import languages

from .models import (
    AlertUpdate,
    CrisisAlert,
    EmergencyNumber,
    EmergencyNumbersPage,
    PreparedAlert,
)

WORDS_OF_ALERTS = ("text", "steps", "link_url", "link_text")


@register(EmergencyNumber)
class EmergencyNumberTranslationOptions(TranslationOptions):
    """All words about a number, and the official site, which often has an address per language."""

    fields = ("name", "what_for", "hours", "cost", "note", "source_url")
    required_languages = dict.fromkeys(languages.required_codes(), ("name",))


@register(EmergencyNumbersPage)
class EmergencyNumbersPageTranslationOptions(TranslationOptions):
    """The introduction of the page."""

    fields = ("intro",)


@register(PreparedAlert)
class PreparedAlertTranslationOptions(TranslationOptions):
    """All words, and the address of the link, which has a page per language."""

    fields = ("name", *WORDS_OF_ALERTS)
    required_languages = dict.fromkeys(languages.required_codes(), ("name", "text"))


@register(CrisisAlert)
class CrisisAlertTranslationOptions(TranslationOptions):
    """The same of an alert."""

    fields = WORDS_OF_ALERTS
    required_languages = dict.fromkeys(languages.required_codes(), ("text",))


@register(AlertUpdate)
class AlertUpdateTranslationOptions(TranslationOptions):
    """The text."""

    fields = ("text",)
    required_languages = dict.fromkeys(languages.required_codes(), ("text",))
