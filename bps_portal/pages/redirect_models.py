"""What the portal keeps about old addresses beside Wagtail's redirects."""

import re
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect

TIMES_UNTIL_SHOWN = 3
KEPT_DAYS = 60
MOST_KEPT = 5000
LONGEST = 255
# What may name a person, or is a probe for weak spots and no page that once stood here.
_NOT_KEPT = re.compile(r"@|%40|\.(php|asp|env|git|sql|bak|cgi)\b|//|\.\.|\0", re.IGNORECASE)


class RedirectLanguage(models.Model):
    """The language of the readers of an old address that names none, such as /node/123."""

    redirect = models.OneToOneField(
        Redirect, on_delete=models.CASCADE, related_name="kept_language", primary_key=True
    )
    code = models.CharField(max_length=12)

    class Meta:
        verbose_name = _("language of an old address")
        verbose_name_plural = _("languages of old addresses")

    def __str__(self) -> str:
        return self.code


class MissedAddressQuerySet(models.QuerySet["MissedAddress"]):
    """Addresses by what editors may see of them."""

    def shown(self) -> Self:
        """Addresses that were asked for often enough to be shown."""
        return self.exclude(path="")

    def forgotten(self, today: date) -> Self:
        """Addresses that nobody has asked for within the 60 days before `today`."""
        return self.filter(last_on__lt=today - timedelta(days=KEPT_DAYS))


class MissedAddress(models.Model):
    """An address that visitors still ask for and that leads nowhere. Nothing personal is kept.

    Kept are the path and how often: neither who asked nor the query. Until the third time a keyed
    digest stands for the path, so that what one visitor mistypes is never written down.
    """

    digest = models.CharField(max_length=64, unique=True)
    path = models.CharField(verbose_name=_("address"), max_length=LONGEST, blank=True)
    times = models.PositiveIntegerField(verbose_name=_("visits"), default=1)
    last_on = models.DateField(verbose_name=_("last time"), default=timezone.localdate)

    objects = MissedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address that leads nowhere")
        verbose_name_plural = _("addresses that lead nowhere")

    def __str__(self) -> str:
        return self.path


def count_missed(path: str) -> None:
    """Count a visit to an address where nothing is found, in at most three queries."""
    if len(path) > LONGEST or _NOT_KEPT.search(path):
        return
    digest = salted_hmac("pages.missed_address", path, algorithm="sha256").hexdigest()
    known = MissedAddress.objects.filter(digest=digest)
    if known.update(times=F("times") + 1, last_on=timezone.localdate()):
        known.filter(times__gte=TIMES_UNTIL_SHOWN, path="").update(path=path)
    elif MissedAddress.objects.count() < MOST_KEPT:
        MissedAddress.objects.bulk_create([MissedAddress(digest=digest)], ignore_conflicts=True)
