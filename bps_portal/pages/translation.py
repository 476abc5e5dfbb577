"""Which texts of the base page exist in each language."""

from modeltranslation.translator import TranslationOptions, register

from .change_notes import ChangeNote
from .models import PortalPage


@register(PortalPage)
class PortalPageTranslationOptions(TranslationOptions):
    """Title, address and search texts."""

    fields = ("title", "draft_title", "slug", "url_path", "seo_title", "search_description")


@register(ChangeNote)
class ChangeNoteTranslationOptions(TranslationOptions):
    """What changed."""

    fields = ("text",)
