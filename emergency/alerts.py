"""Alerts on the pages of the portal, the messages prepared for them, and their updates.

The words follow the Common Alerting Protocol (OASIS CAP 1.2) where it has one that editors
understand: a level, a text, steps (its "instruction"), an address, a start and an end.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bps_portal import languages

from .levels import Level, Place
from .plain_text import one_line, validate_plain_text, validate_web_address

LONGEST_TEXT = 280
LONGEST_STEPS = 1000
ALL_CLEAR_STAYS = timedelta(days=1)


class Source(models.TextChoices):
    """By which of the three ways an alert came."""

    ADMIN = "admin", pgettext_lazy("source of an alert", "the admin")
    COMMAND = "command", pgettext_lazy("source of an alert", "the command line")
    CALL = "call", pgettext_lazy("source of an alert", "the crisis centre's call")


class AlertWords(models.Model):
    """What an alert says, in every language."""

    level = models.CharField(verbose_name=_("level"), max_length=12, choices=Level)
    text = models.CharField(
        verbose_name=_("text"),
        max_length=LONGEST_TEXT,
        validators=[validate_plain_text],
        help_text=_("What has happened, where, and the one thing to do. Plain text."),
    )
    steps = models.TextField(
        verbose_name=_("what to do"),
        max_length=LONGEST_STEPS,
        blank=True,
        validators=[validate_plain_text],
        help_text=_("One step a line; they stand numbered on the home page in crisis mode."),
    )
    link_url = models.URLField(
        verbose_name=_("address of a link"),
        max_length=500,
        blank=True,
        validators=[validate_web_address],
    )
    link_text = models.CharField(
        verbose_name=_("text of the link"),
        max_length=100,
        blank=True,
        validators=[validate_plain_text],
    )
    crisis_mode = models.BooleanField(
        verbose_name=_("crisis mode"),
        default=False,
        help_text=_(
            "As long as the alert runs, the home page holds nothing but the alert, what to do, the"
            " updates and the numbers."
        ),
    )

    # The texts of a language that somebody types; an address may differ from one to the other.
    paired: ClassVar[tuple[str, ...]] = ("steps", "link_url", "link_text")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save every language."""
        with languages.override(languages.default_code()):
            super().save(*args, **kwargs)

    def clean(self) -> None:
        """Put texts on one line; refuse a link that is half a link, and words in one language only.

        Raises:
            ValidationError: beside each field that is missing.
        """
        super().clean()
        for name in ("text", "link_text"):
            for code in languages.codes():
                languages.set_value_in(self, name, code, one_line(self._value(name, code)))
        half = _("A link needs an address and a text.")
        missing = {name: _("Give it in every language, or in none.") for name in self._unpaired()}
        missing |= dict.fromkeys(self._half_links(), half)
        if missing:
            raise ValidationError(missing)

    def _unpaired(self) -> Iterator[str]:
        """Yield the empty columns of what is filled in in another language."""
        for name in self.paired:
            if any(self._value(name, code) for code in languages.codes()):
                for code in languages.required_codes():
                    if not self._value(name, code):
                        yield languages.field_name(name, code)

    def _half_links(self) -> Iterator[str]:
        """Yield the empty columns of links that have their other half."""
        for code in languages.codes():
            for name, other in (("link_url", "link_text"), ("link_text", "link_url")):
                if self._value(name, code) and not self._value(other, code):
                    yield languages.field_name(other, code)

    def _value(self, name: str, code: str) -> str:
        return languages.value_in(self, name, code) or ""


class PreparedAlert(AlertWords):
    """A message written on a quiet day."""

    name = models.CharField(
        verbose_name=_("name"),
        max_length=80,
        help_text=_("For editors: the occasion, such as a storm. Readers never see it."),
    )

    # Every text is translated.
    untranslated_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        verbose_name = _("prepared message")
        verbose_name_plural = _("prepared messages")
        ordering = ("pk",)

    def __str__(self) -> str:
        """Return the name in the active language, or in another one."""
        return languages.value_to_show(self, "name")


class CrisisAlertQuerySet(models.QuerySet["CrisisAlert"]):
    """Alerts by how they stand at a moment."""

    def unfinished(self, now: datetime) -> Self:
        """Alerts that run, or that are still to start."""
        return self.filter(models.Q(ends_at=None) | models.Q(ends_at__gt=now))

    def in_force(self, now: datetime) -> Self:
        """Alerts that readers see."""
        return self.unfinished(now).filter(starts_at__lte=now)

    def shown_by(self, now: datetime) -> Self:
        """Alerts that readers see or have seen; one that was called off before its start is none."""
        called_off = models.Q(ends_at__lte=models.F("starts_at"))
        return self.filter(starts_at__lte=now).exclude(called_off)


CrisisAlertManager = models.Manager.from_queryset(CrisisAlertQuerySet)


class CrisisAlert(AlertWords):
    """An alert that was put out. Nobody changes one: it is ended, and another takes its place."""

    starts_at = models.DateTimeField(
        verbose_name=_("start"), blank=True, help_text=_("Leave empty to start at once.")
    )
    ends_at = models.DateTimeField(
        verbose_name=_("end"),
        null=True,
        blank=True,
        help_text=_("Leave empty where you do not know yet; somebody then has to end it."),
    )
    place = models.CharField(
        verbose_name=_("shows on"), max_length=12, choices=Place, default=Place.EVERYWHERE
    )
    themes = models.ManyToManyField(
        "content.Theme", verbose_name=_("themes"), blank=True, related_name="crisis_alerts"
    )
    source = models.CharField(
        verbose_name=_("put out by way of"), max_length=12, choices=Source, editable=False
    )
    created_at = models.DateTimeField(
        verbose_name=_("put out"), default=timezone.now, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("put out by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = CrisisAlertManager()

    untranslated_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ("-starts_at", "-pk")
        indexes = [models.Index(fields=["ends_at"], name="crisis_alert_end")]

    def __str__(self) -> str:
        """Return level and text, in the active language or another one."""
        return f"{self.get_level_display()} – {languages.value_to_show(self, 'text')}"

    def clean(self) -> None:
        """Start at once where no start is given; refuse an end that is no end.

        Raises:
            ValidationError: beside each wrong field.
        """
        now = timezone.now()
        self.starts_at = self.starts_at or now.replace(second=0, microsecond=0)
        errors: dict[str, Any] = {}
        try:
            super().clean()
        except ValidationError as error:
            errors = error.error_dict
        if self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("The end must come after the start.")
        elif self.ends_at and self.ends_at <= now:
            errors["ends_at"] = _("This moment is past.")
        if self.crisis_mode and self.place == Place.THEMES:
            errors["crisis_mode"] = _("Crisis mode needs an alert that shows on the home page.")
        if errors:
            raise ValidationError(errors)

    def is_in_force(self, now: datetime) -> bool:
        """Tell whether readers see it."""
        return self.starts_at <= now and (self.ends_at is None or self.ends_at > now)


class AlertUpdate(models.Model):
    """A further word on a running alert; the newest one stands below the alert's text."""

    alert = models.ForeignKey(CrisisAlert, on_delete=models.CASCADE, related_name="updates")
    at = models.DateTimeField(verbose_name=_("time"), default=timezone.now, editable=False)
    text = models.CharField(
        verbose_name=_("text"),
        max_length=LONGEST_TEXT,
        validators=[validate_plain_text],
        help_text=_("What is new. Plain text."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    untranslated_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        """Return the text in the active language, or in another one."""
        return languages.value_to_show(self, "text")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save every language."""
        with languages.override(languages.default_code()):
            super().save(*args, **kwargs)

    def clean(self) -> None:
        """Put each text on one line."""
        for code in languages.codes():
            text = one_line(languages.value_in(self, "text", code))
            languages.set_value_in(self, "text", code, text)


class HookCall(models.Model):
    """A call of the crisis centre that was carried out, by its key; a repetition changes nothing."""

    key = models.CharField(max_length=255, unique=True)
    # SHA-256 of method and body, in hexadecimal signs.
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    answer = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        """Return the key."""
        return self.key
