"""Queries that found nothing, so that editors learn which words are missing. Nothing personal.

Kept are the words alone: not who asked, from where or at what time. What may name a person or a
number is not kept at all, and the words of a query are kept from its third time on only; before, a
keyed digest stands for them. What is not asked again is forgotten.
"""

import re
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from .normalising import key

TIMES_UNTIL_SHOWN = 3
KEPT_DAYS = 30
# Of one language, however much is asked.
MOST_KEPT = 2000
LONGEST, MOST_WORDS = 60, 6
_PERSONAL = re.compile(r"[@\d]")


class UnansweredQuerySet(models.QuerySet["UnansweredQuery"]):
    """Queries by what editors may see of them."""

    def shown(self) -> Self:
        """Queries that were asked often enough to be shown."""
        return self.exclude(text="")

    def forgotten(self, today: date) -> Self:
        """Queries that nobody has asked for 30 days before `today`."""
        return self.filter(last_on__lt=today - timedelta(days=KEPT_DAYS))


class UnansweredQuery(models.Model):
    """What was looked for in a language, in vain."""

    language = models.CharField(verbose_name=_("language"), max_length=12)
    digest = models.CharField(max_length=64)
    text = models.CharField(verbose_name=_("query"), max_length=LONGEST, blank=True)
    times = models.PositiveIntegerField(verbose_name=_("times"), default=1)
    last_on = models.DateField(verbose_name=_("last time"), default=timezone.localdate)

    objects = UnansweredQuerySet.as_manager()

    class Meta:
        verbose_name = _("query without result")
        verbose_name_plural = _("queries without result")
        constraints = [
            models.UniqueConstraint(fields=["language", "digest"], name="unique_unanswered_query")
        ]

    def __str__(self) -> str:
        return self.text


def remember(text: str, code: str) -> None:
    """Count a cleaned query that found nothing, in two queries or three; most are not personal.

    Nothing is raised: a reader's search never fails for the sake of a report.
    """
    words = key(text)
    if not words or len(words) > LONGEST or len(words.split()) > MOST_WORDS:
        return
    if _PERSONAL.search(text):
        return
    digest = salted_hmac("search.unanswered", words, algorithm="sha256").hexdigest()
    known = UnansweredQuery.objects.filter(language=code, digest=digest)
    if known.update(times=F("times") + 1, last_on=timezone.localdate()):
        known.filter(times__gte=TIMES_UNTIL_SHOWN, text="").update(text=words)
    elif UnansweredQuery.objects.filter(language=code).count() < MOST_KEPT:
        UnansweredQuery.objects.bulk_create(
            [UnansweredQuery(language=code, digest=digest)], ignore_conflicts=True
        )
