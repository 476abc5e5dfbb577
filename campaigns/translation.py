"""Which texts of the campaigns exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from .models import CampaignIndexPage, CampaignPage


@register(CampaignIndexPage)
class CampaignIndexPageTranslationOptions(TranslationOptions):
    """The introduction of the list."""

    fields = ("intro",)


@register(CampaignPage)
class CampaignPageTranslationOptions(TranslationOptions):
    """Promise, body and the brochure's file."""

    fields = ("promise", "body", "brochure")
