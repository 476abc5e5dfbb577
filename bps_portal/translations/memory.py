"""The memory of translations: pairs of texts that somebody has confirmed, found again by likeness.

A pair is remembered when a page goes public in both of its languages with the translation up to
date, and when a translated file is accepted. Likeness is that of PostgreSQL's trigrams (pg_trgm);
no other host is asked.
"""

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models, transaction
from django.db.models.functions import MD5
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published

from bps_portal import languages
from bps_portal.languages.parity import State
from bps_portal.languages.tagged import words
from bps_portal.languages.tracking import Tracked
from bps_portal.languages.units import Unit, units

# From 0 to 1; what is less alike costs a translator more to read than to write.
LEAST_LIKENESS = 0.6
OFFERED = 3

# Seconds for the texts that are alike, of all texts that are asked for: among 100,000 pairs of the
# same few words one costs a tenth of a second.
PATIENCE = 2.0

SAME = """
SELECT source, target FROM translations_memorypair
WHERE md5(source) = ANY(%(digests)s)
    AND source_language = %(source)s AND target_language = %(target)s
ORDER BY confirmed_at DESC
"""
ALIKE = """
SELECT source, target, similarity(source, %(text)s) AS likeness
FROM translations_memorypair
WHERE source %% %(text)s AND source_language = %(source)s AND target_language = %(target)s
ORDER BY likeness DESC, confirmed_at DESC
LIMIT %(most)s
"""


class MemoryPair(models.Model):
    """A text and its translation; both are lines with numbered tags (`languages.tagged`)."""

    source_language = models.CharField(verbose_name=_("from"), max_length=12)
    target_language = models.CharField(verbose_name=_("into"), max_length=12)
    source = models.TextField(verbose_name=_("source"))
    target = models.TextField(verbose_name=_("translation"))
    # Of all of these: texts are too long for a unique index.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    confirmed_at = models.DateTimeField(verbose_name=_("confirmed on"), default=timezone.now)

    class Meta:
        verbose_name = _("remembered translation")
        verbose_name_plural = _("remembered translations")
        default_permissions = ()
        indexes = [
            GinIndex(fields=["source"], opclasses=["gin_trgm_ops"], name="memory_by_likeness"),
            models.Index(MD5("source"), name="memory_by_source"),
        ]

    def __str__(self) -> str:
        """Return the source."""
        return words(self.source)


@dataclass(frozen=True)
class Offer:
    """An earlier translation of a text that is like the asked one, in per cent."""

    source: str
    target: str
    likeness: int


def remember(found: Iterable[Unit], source: str, target: str) -> None:
    """Remember units as confirmed translations; those without a translation are left out."""
    pairs = {}
    for unit in found:
        if unit.target:
            pair = _pair(unit, source, target)
            pairs[pair.digest] = pair
    MemoryPair.objects.bulk_create(
        pairs.values(),
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["confirmed_at"],
    )


def remember_page(page: Any) -> None:
    """Remember what a public page says in each pair of its languages."""
    # A language that was added once may have left the settings.
    known = [code for code in page.published_languages if code in languages.codes()]
    for source, target in permutations(known, 2):
        current = [unit for unit in units(page, source, target) if unit.state is State.CURRENT]
        remember(current, source, target)


def offers(texts: Sequence[str], source: str, target: str) -> list[list[Offer]]:
    """Return the best earlier translations for each of some lines, the likest first.

    Where the very same text was translated, only its translations are offered. Those that come last
    are not compared by likeness where that would take too long (`PATIENCE`).
    """
    pair: dict[str, Any] = {"source": source, "target": target}
    with transaction.atomic(), connection.cursor() as cursor:
        same = _same(cursor, texts, pair)
        # The index then leaves out what is less alike.
        cursor.execute(
            "SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(LEAST_LIKENESS)]
        )
        end = time.monotonic() + PATIENCE
        found = []
        for text in texts:
            of_text = same.get(text, [])
            if not of_text and time.monotonic() < end:
                cursor.execute(ALIKE, pair | {"text": text, "most": OFFERED})
                # Words in another order and other signs may be all alike to trigrams.
                of_text = [
                    Offer(earlier, translation, min(99, round(likeness * 100)))
                    for earlier, translation, likeness in cursor.fetchall()
                ]
            found.append(of_text[:OFFERED])
    return found


def _same(cursor: Any, texts: Sequence[str], pair: dict[str, Any]) -> dict[str, list[Offer]]:
    digests = [hashlib.md5(text.encode(), usedforsecurity=False).hexdigest() for text in texts]
    cursor.execute(SAME, pair | {"digests": digests})
    found: dict[str, list[Offer]] = {}
    for text, translation in cursor.fetchall():
        found.setdefault(text, []).append(Offer(text, translation, 100))
    return found


def connect() -> None:
    """Remember what goes public from now on."""
    page_published.connect(_remember_published, dispatch_uid="translations.memory")


def _remember_published(instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, Tracked):
        remember_page(instance)


def _pair(unit: Unit, source: str, target: str) -> MemoryPair:
    joined = "\0".join((source, target, unit.source, unit.target))
    return MemoryPair(
        source_language=source,
        target_language=target,
        source=unit.source,
        target=unit.target,
        digest=hashlib.sha256(joined.encode()).hexdigest(),
    )
