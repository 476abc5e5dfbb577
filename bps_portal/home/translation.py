"""Which texts of the home page and plain pages exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from .models import ContentPage, HomePage, ThemeIndexPage


@register(HomePage)
class HomePageTranslationOptions(TranslationOptions):
    """The lead."""

    fields = ("lead",)


@register(ContentPage)
class ContentPageTranslationOptions(TranslationOptions):
    """Lead and body."""

    fields = ("lead", "body")


@register(ThemeIndexPage)
class ThemeIndexPageTranslationOptions(TranslationOptions):
    """The introduction."""

    fields = ("intro",)
