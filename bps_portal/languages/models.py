"""The languages that were added, and the rights to write in a language."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bps_portal import languages


class AddedLanguage(models.Model):
    """A language that `add_language` has added; visitors see it once an administrator opens it."""

    code = models.CharField(max_length=12, primary_key=True)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("added language")
        verbose_name_plural = _("added languages")
        default_permissions = ()
        ordering = ["code"]

    def __str__(self) -> str:
        """Return the name of the language."""
        return languages.name(self.code)


class LanguageRights(models.Model):  # noqa: DJ008 - nobody ever sees one
    """Holds the permissions alone; there is no table."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [(f"write_{code}", languages.own_name(code)) for code in languages.codes()]
        verbose_name = _("writing in a language")
