"""Which texts of the home page and plain pages exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from .models import ContentPage, HomePage, PageDocument, ThemeIndexPage


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
