"""Which texts of the glossary exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from .glossary import GlossaryTerm


@register(GlossaryTerm)
class GlossaryTermTranslationOptions(TranslationOptions):
    """The names, right and wrong."""

    fields = ("term", "forms", "avoided")
