"""What the delivery room keeps in the database."""

from django.db import models


class ContentVersion(models.Model):
    """A single row whose number grows with each change of what readers see."""

    ONLY = 1

    number = models.PositiveBigIntegerField(default=0)
    # The newest numbers, each with the keys of what it made old: [[7, ["page-3"]], [8, ["all"]]].
    recent = models.JSONField(default=list, db_default=[])

    untranslated_fields = ()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)
