"""Which texts of the campaigns exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from bps_portal import languages

from .models import (
    CampaignIndexPage,
    CampaignPage,
    CampaignPartner,
    LibraryPage,
    PublicationPage,
)


@register(CampaignIndexPage)
class CampaignIndexPageTranslationOptions(TranslationOptions):
    """The introduction of the list."""

    fields = ("intro",)


@register(CampaignPage)
class CampaignPageTranslationOptions(TranslationOptions):
    """All that is said, and who answers the press."""

    fields = ("promise", "audience", "steps", "body", "press_contact")


@register(CampaignPartner)
class CampaignPartnerTranslationOptions(TranslationOptions):
    """The name, which every language needs, and the website."""

    fields = ("name", "url")
    required_languages = dict.fromkeys(languages.required_codes(), ("name",))


@register(LibraryPage)
class LibraryPageTranslationOptions(TranslationOptions):
    """The introduction of the list."""

    fields = ("intro",)


@register(PublicationPage)
class PublicationPageTranslationOptions(TranslationOptions):
    """All that is said, and the files."""

    fields = ("lead", "body", "file", "alternative")
