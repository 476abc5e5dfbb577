"""Which texts of pictures, documents, themes and the site exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from .models import PortalDocument, PortalImage, SiteSettings, Theme


@register(PortalImage)
class PortalImageTranslationOptions(TranslationOptions):
    """Title for editors, description as text alternative."""

    fields = ("title", "description")


@register(PortalDocument)
class PortalDocumentTranslationOptions(TranslationOptions):
    """The title that readers see in each language."""

    fields = ("title",)


@register(Theme)
class ThemeTranslationOptions(TranslationOptions):
    """All texts of a theme."""

    fields = ("name", "slug", "description")


@register(SiteSettings)
class SiteSettingsTranslationOptions(TranslationOptions):
    """What the site says of itself."""

    fields = ("name", "tagline", "address", "opening_hours", "email")
