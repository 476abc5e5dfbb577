"""Messages of visitors, kept until they are too old."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from bps_portal import languages

from .subjects import Subject


class ContactMessageQuerySet(models.QuerySet["ContactMessage"]):
    """Messages by what is still to be done."""

    def unhandled(self) -> Self:
        """Messages that wait for an answer."""
        return self.filter(handled_at=None)

    def past_retention(self, now: datetime | None = None) -> Self:
        """Messages older than `CONTACT_RETENTION_DAYS`."""
        oldest = (now or timezone.now()) - timedelta(days=settings.CONTACT_RETENTION_DAYS)
        return self.filter(created_at__lt=oldest)


ContactMessageManager = models.Manager.from_queryset(ContactMessageQuerySet)


class ContactMessage(models.Model):
    """What a visitor wrote, in the language of the form."""

    created_at = models.DateTimeField(verbose_name=_("received"), default=timezone.now)
    language = models.CharField(verbose_name=_("language"), max_length=12)
    subject = models.CharField(verbose_name=_("subject"), max_length=20, choices=Subject)
    message = models.TextField(verbose_name=_("message"))
    page = models.CharField(verbose_name=_("page"), max_length=500, blank=True)
    name = models.CharField(verbose_name=_("name"), max_length=120, blank=True)
    email = models.EmailField(verbose_name=_("e-mail address"), blank=True)
    handled_at = models.DateTimeField(
        verbose_name=_("handled"), null=True, blank=True, editable=False
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Tells a double click from a second message.
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)

    objects = ContactMessageManager()

    class Meta:
        verbose_name = _("message of a visitor")
        verbose_name_plural = _("messages of visitors")
        # PostgreSQL puts what was never handled before what was.
        ordering = ("-handled_at", "-created_at")
        indexes = [models.Index(fields=["created_at"], name="contact_message_age")]

    def __str__(self) -> str:
        """Return subject and day; nothing of the visitor, because logs keep this text longer."""
        day = date_format(timezone.localtime(self.created_at), "d.m.Y")
        return f"{self.get_subject_display()}, {day}"

    def get_language_display(self) -> str:
        """Return the language of the message, named in the active language."""
        return languages.name(self.language) if self.language in languages.codes() else ""

    def get_message_display(self) -> SafeString:
        """Return the text as HTML, with the visitor's own lines."""
        return linebreaksbr(self.message, autoescape=True)

    def mark_handled(self, handled: bool, by: Any, now: datetime | None = None) -> None:
        """Note who has handled the message and when, or that it waits again; the first one stays."""
        if not handled:
            self.handled_at = self.handled_by = None
        elif not self.handled_at:
            self.handled_at, self.handled_by = now or timezone.now(), by
