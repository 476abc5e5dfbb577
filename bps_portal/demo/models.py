"""What the demo content has made, so that it is made once."""

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class DemoRecord(models.Model):
    """One piece of demo content.

    The record stays when an editor deletes the piece, so that it does not come back.
    """

    key = models.CharField(max_length=120, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    made = GenericForeignKey("content_type", "object_id", for_concrete_model=False)

    def __str__(self) -> str:
        """Return the key."""
        return self.key

    @property
    def piece(self) -> Any:
        """The piece as it is now, or None where it was deleted."""
        return self.made
