"""Which texts of the home page and plain pages exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    AccessibilityStatementPage,
    ContentPage,
    HomePage,
    PageDocument,
    ThemeIndexPage,
)


@register(HomePage)
class HomePageTranslationOptions(TranslationOptions):
    """The lead."""

    fields = ("lead",)


@register(ContentPage)
class ContentPageTranslationOptions(TranslationOptions):
    """Lead, body and who answers."""

    fields = ("lead", "body", "contact_name")


@register(PageDocument)
class PageDocumentTranslationOptions(TranslationOptions):
    """The file."""

    fields = ("document",)


@register(ThemeIndexPage)
class ThemeIndexPageTranslationOptions(TranslationOptions):
    """The introduction."""

    fields = ("intro",)


@register(AccessibilityStatementPage)
class AccessibilityStatementPageTranslationOptions(TranslationOptions):
    """Lead, what is not accessible and why, how that was found out, and who decides."""

    fields = (
        "lead",
        "failures",
        "burdens",
        "exemptions",
        "alternatives",
        "method_details",
        "complaint_body",
        "complaint_url",
    )
