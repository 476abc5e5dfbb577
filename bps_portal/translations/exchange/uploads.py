"""A file that came back and waits until who uploaded it has looked at what would change."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .files import TranslationFile
from .formats import read

# Who has not accepted a file by then uploads it again.
KEPT = timedelta(days=14)


class UploadedTranslation(models.Model):
    """One file of one user; it goes once it is accepted or discarded."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploaded_translations"
    )
    name = models.CharField(verbose_name=_("name"), max_length=255)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(default=timezone.now)

    untranslated_fields = ("name",)

    class Meta:
        verbose_name = _("uploaded translation")
        verbose_name_plural = _("uploaded translations")
        default_permissions = ()
        ordering = ("-uploaded_at", "-pk")

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name

    def read(self) -> TranslationFile:
        """Return what the file holds.

        Raises:
            FileRefusedError: where it cannot be read.
        """
        return read(bytes(self.content), self.name)


def keep(user: Any, name: str, content: bytes) -> UploadedTranslation:
    """Keep a file for its user, and forget those that nobody has accepted in time."""
    kept = UploadedTranslation.objects
    kept.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
    # The end of the name tells the format.
    return kept.create(user=user, name=name[-255:], content=content)
