"""Which texts of the news exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from .models import ArticlePage, NewsIndexPage


@register(NewsIndexPage)
class NewsIndexPageTranslationOptions(TranslationOptions):
    """The introduction of the list."""

    fields = ("intro",)


@register(ArticlePage)
class ArticlePageTranslationOptions(TranslationOptions):
    """Lead, caption and body; the credit names people and reads the same everywhere."""

    fields = ("lead", "caption", "body")
