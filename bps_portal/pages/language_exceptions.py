"""The exception to the parity gate: one language first, with a reason and a deadline.

An administrator alone allows it (`may_allow`). It ends by itself when the language that may follow
goes public; what happens to it stands in the history of its page.
"""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.log_actions import log

from bps_portal import languages

PERMISSION = "pages.allow_one_language"
GRANTED = "pages.language_exception.grant"
CHANGED = "pages.language_exception.change"
WITHDRAWN = "pages.language_exception.withdraw"
ENDED = "pages.language_exception.end"
# So long before it a deadline is near.
NEAR = timedelta(days=7)


class LanguageExceptionQuerySet(models.QuerySet):
    """Exceptions by what has become of them."""

    def in_force(self) -> Self:
        """Those whose translation is still awaited."""
        return self.filter(ended_at__isnull=True)

    def public(self) -> Self:
        """Those in force whose page readers see, in fewer languages than the law asks for."""
        return self.in_force().filter(page__live=True)

    def overdue(self, now: datetime | None = None) -> Self:
        """Those of public pages whose last day has passed (in Brussels; default: now)."""
        return self.public().filter(deadline__lt=_day(now))

    def near_deadline(self, now: datetime | None = None, within: timedelta = NEAR) -> Self:
        """Those of public pages whose last day is today or comes soon."""
        today = _day(now)
        return self.public().filter(deadline__gte=today, deadline__lte=today + within)


class LanguageException(models.Model):
    """The leave for one page to be public before its version in one language."""

    page = models.ForeignKey(
        "pages.PortalPage", on_delete=models.CASCADE, related_name="language_exceptions"
    )
    # The code of the language whose version may follow.
    language = models.CharField(verbose_name=_("language that may follow"), max_length=12)
    reason = models.TextField(
        verbose_name=_("reason"),
        max_length=500,
        help_text=_("For colleagues: it stands in the history of the page. Readers do not see it."),
    )
    deadline = models.DateField(
        verbose_name=_("deadline"),
        help_text=_("The last day on which the translation may still be missing."),
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    granted_on = models.DateField(default=timezone.localdate, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = LanguageExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception for one language")
        verbose_name_plural = _("exceptions for one language")
        ordering = ("deadline", "pk")
        default_permissions = ()
        permissions = [("allow_one_language", gettext_noop("Can allow one language first"))]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language"],
                condition=models.Q(ended_at__isnull=True),
                name="one_exception_per_language",
            )
        ]

    def __str__(self) -> str:
        """Return the page and the language: "Crue: néerlandais"."""
        return _("%(title)s: %(language)s") % {
            "title": self.page.get_admin_display_title(),
            "language": self.language_name,
        }

    @property
    def language_name(self) -> str:
        """The name of the language that may follow, in the active language."""
        return languages.name(self.language)

    def is_overdue(self, now: datetime | None = None) -> bool:
        """Tell whether its last day has passed (in Brussels; default: now)."""
        return self.deadline < _day(now)

    def clean(self) -> None:
        """Refuse what is no exception: no reason, no time left, or no language public at all.

        Raises:
            ValidationError: beside the field that is wrong.
        """
        super().clean()
        errors: dict[str, Any] = {}
        if not self.reason.strip():
            errors["reason"] = _("Say why this page cannot wait for its translation.")
        if self.deadline and self.deadline <= self.granted_on:
            errors["deadline"] = past_deadline()
        if self.language not in languages.required_codes():
            errors["language"] = _("Choose a language that every page needs.")
        elif not set(languages.required_codes()) - {self.language} - self._awaited_beside():
            errors["language"] = _("At least one language has to go public.")
        if errors:
            raise ValidationError(errors)

    def _awaited_beside(self) -> set[str]:
        others = LanguageException.objects.in_force().filter(page=self.page_id).exclude(pk=self.pk)
        return set(others.values_list("language", flat=True))


def past_deadline() -> ValidationError:
    """Return the error beside a deadline that leaves no time."""
    return ValidationError(_("Choose a day in the future."), "past")


def may_allow(user: Any) -> bool:
    """Tell whether a user may allow one language first: administrators, by role or by right."""
    return bool(user.has_perm(PERMISSION))


def allow_one_language_first(
    page: Any,
    code: str,
    reason: str,
    deadline: date,
    user: Any = None,
    today: date | None = None,
) -> LanguageException:
    """Let `page` go public before its version in a language, and note it in its history.

    Args:
        page: a saved page.
        code: of the language that may follow.
        reason: for colleagues, at most 500 characters.
        deadline: the last day on which the translation may be missing.
        user: who allows it; None for a command.
        today: the day of the decision (default: today in Brussels).

    Raises:
        ValidationError: where the deadline has passed, a reason is missing, or the language is
            awaited already.
    """
    exception = LanguageException(
        page=page.base_page_model.objects.get(pk=page.pk),
        language=code,
        reason=reason.strip(),
        deadline=deadline,
        granted_by=user,
        granted_on=today or timezone.localdate(),
    )
    exception.full_clean()
    exception.save()
    note(exception, GRANTED, user)
    return exception


def exception_for(page: Any, code: str) -> LanguageException | None:
    """Return the exception in force under which a language of `page` may follow, if there is one."""
    if page.pk is None:
        return None
    found: LanguageException | None = (
        LanguageException.objects.in_force().filter(page=page.pk, language=code).first()
    )
    return found


def end_where_public(page: Any) -> None:
    """End the exceptions of a public page whose translation is public now."""
    awaited = LanguageException.objects.in_force().filter(page=page.pk)
    for exception in awaited.filter(language__in=page.published_languages):
        exception.ended_at = timezone.now()
        exception.save(update_fields=["ended_at"])
        note(exception, ENDED)


def note(exception: LanguageException, action: str, user: Any = None) -> None:
    """Write what happened to an exception into the history of its page."""
    data = {
        "language": exception.language,
        "reason": exception.reason,
        "deadline": exception.deadline.isoformat(),
    }
    log(instance=exception.page.specific_deferred, action=action, user=user, data=data)


def in_every_language(message: Any) -> str:
    """Return a lazy `message` in each required language, for a reason that a command gives."""
    texts = []
    for code in languages.required_codes():
        with languages.override(code):
            texts.append(capfirst(str(message)))
    return " / ".join(texts)


def _day(now: datetime | None) -> date:
    return timezone.localdate(now)
