"""Where a page stands in each language, in the editor's words."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bps_portal import languages

from .visibility import VisiblePage


class LanguageState(models.TextChoices):
    """What a page is in one language."""

    LIVE = "live", _("online")
    DRAFT = "draft", _("not online")
    MISSING = "missing", _("missing")
    # Of a language that is not required.
    UNTRANSLATED = "untranslated", _("not translated")


def states_of(code: str) -> list[LanguageState]:
    """Return the states in which a page can be in a language."""
    required = code in languages.required_codes()
    lacking = LanguageState.MISSING if required else LanguageState.UNTRANSLATED
    return [LanguageState.LIVE, LanguageState.DRAFT, lacking]


def state_in(page: VisiblePage, code: str, now: datetime | None = None) -> LanguageState:
    """Return where `page` stands in a language: seen by readers, only written, or not even that."""
    if page.live_in(code, now):
        return LanguageState.LIVE
    titles = (languages.value_in(page, field, code) for field in ("draft_title", "title"))
    return LanguageState.DRAFT if any(titles) else states_of(code)[-1]


def states_in_words(page: VisiblePage) -> str:
    """Return the states of all languages: "français : en ligne, néerlandais : manque"."""
    return ", ".join(
        _("%(language)s: %(state)s")
        % {"language": languages.name(code), "state": state_in(page, code).label}
        for code in languages.codes()
    )


def written_in(code: str) -> Q:
    """Return the condition under which a page has a title in a language, if only in its draft."""
    return Q(**{f"{languages.field_name('draft_title', code)}__gt": ""}) | Q(
        **{f"{languages.field_name('title', code)}__gt": ""}
    )
