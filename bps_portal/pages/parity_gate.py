"""The parity gate: a page goes public in all required languages at the same moment, or not at all.

The rule is `lacks`. It is enforced where nothing leads around it: when a page that readers see is
saved (`validation`, `writing`), and when one of its revisions is put on the schedule (`connect`).
The edit form, the bulk action, the workflow and the scheduler only say so in their own way.
"""

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision

from bps_portal import languages
from bps_portal.languages.parity import Standing, State

from .language_exceptions import exception_for

logger = logging.getLogger(__name__)

LANGUAGES = "published_languages"
# The codes of the errors that `errors_of` makes.
NO_LANGUAGE = "required"
LANGUAGE_MISSING = "language_missing"
TEXT_MISSING = "missing_in_language"
ABOVE_MISSING = "missing_above"
CODES = (NO_LANGUAGE, LANGUAGE_MISSING, TEXT_MISSING, ABOVE_MISSING)


@dataclass(frozen=True)
class Lack:
    """What keeps a page from going public: a text of one language, or a whole language.

    `column` is the field of the form, `code` the language ("" where no language is chosen at all),
    `key` the segment where it is one, `error` what stands beside the field.
    """

    column: str
    code: str
    label: str | Promise
    error: ValidationError
    key: str = ""

    @property
    def in_item(self) -> bool:
        """Whether the text belongs to an inline item, such as a change note."""
        return self.key.count("/") > 1

    @property
    def anchor(self) -> str:
        """The `id` of the field in the edit form."""
        if self.column == LANGUAGES:
            return f"id_{LANGUAGES}"
        if self.in_item:
            # As Wagtail names the list of the items.
            return f"id_{self.key.partition('/')[0]}-FORMS"
        return f"text-{self.column}"

    def __str__(self) -> str:
        """Return what is missing and in which language: "Chapeau (néerlandais)"."""
        if not self.code:
            return str(self.label)
        return f"{self.label} ({languages.name(self.code)})"


def lacks(page: Any, *, excepted: bool = True, items: bool = True) -> list[Lack]:
    """Return what `page` lacks to be public, in the order of the form; nothing where all is there.

    Args:
        page: as it would go public, a draft for instance.
        excepted: whether exceptions count; they do not for a copy of the page.
        items: whether inline items count; they do not where the form itself looks at them.
    """
    if not page.published_languages:
        message = ValidationError(_("Choose at least one language to publish in."), NO_LANGUAGE)
        return [Lack(LANGUAGES, "", _("Published languages"), message)]
    found = list(_lacking_fields(page))
    columns = {lack.column for lack in found}
    for standing in _missing_texts(page):
        lack = lack_of(standing)
        if (lack.in_item and items) or (not lack.in_item and lack.column not in columns):
            found.append(lack)
    return [*found, *_lacking_languages(page, excepted=excepted), *_lacking_addresses(page)]


def errors_of(found: Iterable[Lack]) -> dict[str, list[ValidationError]]:
    """Return the errors beside each column; those of inline items stand at the whole page."""
    errors: dict[str, list[ValidationError]] = {}
    for lack in found:
        column = LANGUAGES if lack.in_item else lack.column
        errors.setdefault(column, []).append(lack.error)
    return errors


def check(page: Any, *, items: bool = True) -> dict[str, list[ValidationError]]:
    """Return why `page` must not go public, by column; a refusal is logged."""
    found = lacks(page, items=items)
    if found:
        user = get_active_log_context().user
        logger.warning(
            "Refused to make page %s (%s) public for %s: it lacks %s",
            page.pk,
            page._meta.label,
            f"user {user.pk}" if user else "a program",
            ", ".join(f"{lack.column} [{lack.code}]" for lack in found),
        )
    return errors_of(found)


def connect() -> None:
    """Hold what is put on the schedule to the rule, whoever puts it there."""
    pre_save.connect(_check_scheduled, sender=Revision, dispatch_uid="pages.parity_gate")


def missing_in(code: str) -> ValidationError:
    """Return the error beside a text that a page needs in a language in which it is published."""
    return ValidationError(
        _("Needed to publish the page in this language (%(language)s)."),
        TEXT_MISSING,
        {"language": languages.lazy_name(code)},
    )


def refuses(standing: Standing, published: Collection[str]) -> bool:
    """Tell whether a text keeps its page from going public in the languages `published`.

    A text that is out of date does not, nor does one language's file.
    """
    missing = standing.state == State.MISSING and not standing.segment.is_file
    return missing and standing.code in published


def lack_of(standing: Standing) -> Lack:
    """Return the lack that a missing text is."""
    segment, code = standing.segment, standing.code
    column = segment.column(code)
    if not segment.in_body:
        return Lack(column, code, segment.label, missing_in(code), segment.key)
    words = Truncator(next(text for text in segment.texts.values() if text)).words(6)
    label = f"{segment.label} “{words}”"
    message = _("The block “%(block)s” is missing in this language (%(language)s): %(words)s")
    values = {"block": segment.label, "language": languages.lazy_name(code), "words": words}
    return Lack(column, code, label, ValidationError(message, TEXT_MISSING, values), segment.key)


def _lacking_fields(page: Any) -> Iterator[Lack]:
    for field in page.required_per_language:
        for code in languages.codes():
            # A page may still name a language that was taken out of the settings.
            if code in page.published_languages and not languages.value_in(page, field, code):
                label = capfirst(page._meta.get_field(field).verbose_name)
                yield Lack(languages.field_name(field, code), code, label, missing_in(code))


def _missing_texts(page: Any) -> list[Standing]:
    whole = page if type(page) is page.specific_class else _whole(page)
    if whole is None:
        return []
    return [
        standing for standing in whole.standings() if refuses(standing, page.published_languages)
    ]


def _whole(page: Any) -> Any:
    """Return the page with all its fields, or None where it only stays public, as when it moves."""
    if page.pk is None or page.base_page_model.objects.filter(pk=page.pk, live=True).exists():
        return None
    return page.specific


def _lacking_languages(page: Any, *, excepted: bool) -> Iterator[Lack]:
    message = _(
        "A page goes public in all required languages at the same moment: choose this one too"
        " (%(language)s). Only an administrator can let it follow later."
    )
    for code in languages.required_codes():
        if code in page.published_languages or (excepted and _may_follow(page, code)):
            continue
        values = {"language": languages.lazy_name(code)}
        error = ValidationError(message, LANGUAGE_MISSING, values)
        yield Lack(LANGUAGES, code, _("Published languages"), error)


def _lacking_addresses(page: Any) -> Iterator[Lack]:
    """Yield the languages, of those that are not required, in which the page above has no address.

    Nobody would find the page there.
    """
    further = set(languages.codes()) - set(languages.required_codes())
    asked = sorted(further.intersection(page.published_languages))
    parent = page.parent_if_known() if asked else None
    message = _("The page above has no title in this language yet (%(language)s).")
    for code in asked:
        if parent is not None and not languages.value_in(parent, "url_path", code):
            error = ValidationError(message, ABOVE_MISSING, {"language": languages.lazy_name(code)})
            yield Lack(LANGUAGES, code, _("Published languages"), error)


def _may_follow(page: Any, code: str) -> bool:
    """Tell whether an exception lets a language follow.

    After its deadline it still allows corrections of a page that is public under it.
    """
    exception = exception_for(page, code)
    if exception is None or not exception.is_overdue():
        return exception is not None
    public = page.base_page_model.objects.filter(pk=page.pk, live=True)
    return bool(public.exclude(published_languages__contains=[code]).exists())


def _check_scheduled(instance: Revision, **_kwargs: Any) -> None:
    if instance.approved_go_live_at is None:
        return
    page = instance.as_object()
    if hasattr(page, LANGUAGES) and (errors := check(page)):
        raise ValidationError(errors)
