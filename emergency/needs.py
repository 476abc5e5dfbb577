"""The needs by which readers find a number, in plain words and in the order of the page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Need(models.TextChoices):
    """What has happened to the person who looks for a number."""

    DANGER = "danger", _("Someone is in danger")
    DOCTOR = "doctor", _("You need a doctor outside surgery hours")
    POISON = "poison", _("Someone has been poisoned")
    GAS = "gas", _("You smell gas")
    STORM = "storm", _("A storm or water has done damage")
    CRISIS = "crisis", _("A disaster or crisis is under way")
    CHILDREN = "children", _("A child or young person needs help")
    TALK = "talk", _("You want to talk to someone")
    VIOLENCE = "violence", _("Someone suffers violence")
    LOSS = "loss", _("You have lost a bank card or identity papers")
