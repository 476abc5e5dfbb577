"""The glossary: what each subject is called in each language, and what it is not called.

Administrators keep it. Where a source has a term and its translation another word, the translator
is told; nothing is blocked.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bps_portal import languages

from .exchange.files import Term

# Endings of plural and feminine forms that French and Dutch share with one another.
ENDING = "(?:s|x|e|es|en|n|'s)?"


class GlossaryTerm(models.Model):
    """One subject with its name in each language."""

    term = models.CharField(
        verbose_name=gettext_lazy("term"),
        max_length=120,
        help_text=gettext_lazy("In the singular."),
    )
    forms = models.TextField(
        verbose_name=gettext_lazy("other forms"),
        blank=True,
        max_length=1000,
        help_text=gettext_lazy("That are right too, one per line: an irregular plural, say."),
    )
    avoided = models.TextField(
        verbose_name=gettext_lazy("words to avoid"),
        blank=True,
        max_length=1000,
        help_text=gettext_lazy("That are found instead of the term, one per line."),
    )
    note = models.CharField(
        verbose_name=gettext_lazy("note"),
        blank=True,
        max_length=255,
        help_text=gettext_lazy("For translators: what it means, where it comes from."),
    )

    untranslated_fields = ("note",)

    class Meta:
        verbose_name = gettext_lazy("term of the glossary")
        verbose_name_plural = gettext_lazy("glossary")
        ordering = ("pk",)

    def __str__(self) -> str:
        """Return the term in the active language, or in another one."""
        return languages.value_to_show(self, "term")

    def clean(self) -> None:
        """Ask for the term in the required languages."""
        super().clean()
        message = _("Give the term in this language.")
        errors = {
            languages.field_name("term", code): message
            for code in languages.required_codes()
            if not (languages.value_in(self, "term", code) or "").strip()
        }
        if errors:
            raise ValidationError(errors)


@dataclass(frozen=True)
class Entry:
    """A term in two languages."""

    source: str
    target: str
    note: str = ""
    source_forms: Sequence[str] = ()
    target_forms: Sequence[str] = ()
    avoided: Sequence[str] = ()

    @cached_property
    def in_source(self) -> re.Pattern[str]:
        """What finds the term in the source."""
        return _pattern((self.source, *self.source_forms))

    @cached_property
    def in_avoided(self) -> re.Pattern[str]:
        """What finds a word to avoid."""
        return _pattern(self.avoided)

    def is_in_translation(self, text: str) -> bool:
        """Tell whether a translation has the term, in a compound too."""
        forms = (self.target, *self.target_forms)
        return any(_plain(form) in text for form in forms) or bool(_pattern(forms).search(text))


def entries(source: str, target: str) -> list[Entry]:
    """Return the terms that have a name in both languages; one query."""
    return list(_entries(source, target))


def terms_in(found: Sequence[Entry], text: str) -> list[Term]:
    """Return the terms that a source has, for the file of a translator."""
    plain = _plain(text)
    return [
        Term(entry.source, entry.target, entry.note)
        for entry in found
        if entry.in_source.search(plain)
    ]


def warnings(found: Sequence[Entry], source: str, target: str) -> list[str]:
    """Return a sentence for each term that a translation lacks, or has another word for.

    Args:
        found: the glossary, in the languages of the texts.
        source: the words of the source.
        target: the words of the translation; where there are none, nothing is wrong yet.
    """
    original, translation = _plain(source), _plain(target)
    if not translation.strip():
        return []
    sentences = []
    for entry in found:
        wrong = entry.avoided and entry.in_avoided.search(translation)
        if wrong:
            values = {"term": entry.target, "wrong": wrong[0]}
            sentences.append(_("Glossary: write “%(term)s”, not “%(wrong)s”.") % values)
        elif entry.in_source.search(original) and not entry.is_in_translation(translation):
            values = {"source": entry.source, "term": entry.target}
            sentences.append(_("Glossary: “%(source)s” is called “%(term)s”.") % values)
    return sentences


def _entries(source: str, target: str) -> Iterator[Entry]:
    for term in GlossaryTerm.objects.all():
        names = [
            (languages.value_in(term, "term", code) or "").strip() for code in (source, target)
        ]
        if all(names):
            yield Entry(
                source=names[0],
                target=names[1],
                note=term.note,
                source_forms=_lines(term, "forms", source),
                target_forms=_lines(term, "forms", target),
                avoided=_lines(term, "avoided", target),
            )


def _lines(term: Any, name: str, code: str) -> list[str]:
    lines = (languages.value_in(term, name, code) or "").splitlines()
    return [line.strip() for line in lines if line.strip()]


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    found = (
        r"\s+".join(re.escape(word) + ENDING for word in _plain(phrase).split())
        for phrase in phrases
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")
