"""What a visitor can write about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """The subjects; a link can choose one, as `?subject=accessibility` does."""

    QUESTION = "question", _("A question")
    MISTAKE = "mistake", _("A mistake on a page")
    ACCESSIBILITY = "accessibility", _("An accessibility problem")
    PRESS = "press", _("Press")
    OTHER = "other", _("Something else")
