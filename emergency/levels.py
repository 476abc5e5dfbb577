"""How grave an alert is, and where it shows."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Level(models.TextChoices):
    """The gravity of an alert, the gravest first; an all clear ends what came before it."""

    DANGER = "danger", pgettext_lazy("level of an alert", "Danger")
    WARNING = "warning", pgettext_lazy("level of an alert", "Warning")
    INFORMATION = "information", pgettext_lazy("level of an alert", "Information")
    ALL_CLEAR = "all-clear", pgettext_lazy("level of an alert", "All clear")

    @property
    def rank(self) -> int:
        """Its place among the levels: 0 for the gravest."""
        return list(Level).index(self)


class Place(models.TextChoices):
    """The pages on which an alert shows."""

    EVERYWHERE = "everywhere", pgettext_lazy("place of an alert", "every page")
    HOME = "home", pgettext_lazy("place of an alert", "the home page alone")
    THEMES = "themes", pgettext_lazy("place of an alert", "the pages of some themes")
