"""When a campaign runs: known from its first and last day alone, so that no state can go stale."""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.IntegerChoices):
    """Where a campaign stands, in the order in which readers look for it."""

    RUNNING = 1, pgettext_lazy("campaigns", "Running now")
    COMING = 2, pgettext_lazy("campaigns", "Coming")
    PAST = 3, pgettext_lazy("campaigns", "Past")


# What a campaign is called in each stage.
KINDS = {
    Stage.RUNNING: _("Running campaign"),
    Stage.COMING: _("Coming campaign"),
    Stage.PAST: _("Past campaign"),
}


def stage_on(day: date, starts_on: date | None, ends_on: date | None) -> Stage:
    """Return where a campaign stands on a day; a campaign without dates always runs."""
    if ends_on and ends_on < day:
        return Stage.PAST
    return Stage.COMING if starts_on and starts_on > day else Stage.RUNNING


def in_stage(stage: Stage, day: date) -> Q:
    """Return the condition for campaigns that are in a stage on a day."""
    over, ahead = Q(ends_on__lt=day), Q(starts_on__gt=day)
    # A missing date is "not over" and "not ahead", for which SQL needs to be told.
    not_over = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    not_ahead = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    return {
        Stage.RUNNING: not_over & not_ahead,
        Stage.COMING: not_over & ahead,
        Stage.PAST: over,
    }[stage]


def stage_order(day: date) -> list[OrderBy | str]:
    """Return the order of the list: running, coming (the next first), past; the latest first."""
    stage = Case(*(When(in_stage(known, day), then=known.value) for known in Stage))
    coming = Case(When(in_stage(Stage.COMING, day), then=F("starts_on")))
    return [stage.asc(), coming.asc(), F("starts_on").desc(nulls_last=True), "-pk"]
