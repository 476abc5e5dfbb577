"""Writing a page: all languages at once, whatever language the editor works in."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from modeltranslation.translator import translator

from bps_portal import languages
from bps_portal.languages import in_default_language

from . import addresses, parity_gate
from .language_exceptions import end_where_public
from .schedule import SCHEDULED, take_off_schedule
from .signals import page_address_changed
from .tracking import TrackedPage
from .validation import ValidatedPage, mirrored_columns


class WrittenPage(TrackedPage):
    """A page whose writes run with the default language active.

    Wagtail writes whatever it writes to the active language; what depends on the language (path,
    draft title) is done here once per language.
    """

    class Meta:
        abstract = True

    @in_default_language
    @transaction.atomic
    def save(
        self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any
    ) -> Any:
        """Save all languages; follow a changed address through the tree below."""
        before: dict[str, str | None] = {}
        update_fields = kwargs.get("update_fields")
        if not clean and self._goes_public(update_fields) and (errors := parity_gate.check(self)):
            raise ValidationError(errors)
        if update_fields is not None:
            kwargs["update_fields"] = _with_language_columns(type(self), update_fields)
            if "draft_title" in update_fields:
                self._copy_titles_to_draft()
        elif not self._state.adding:
            names = languages.field_names("url_path")
            before = self.base_page_model.objects.filter(pk=self.pk).values(*names).get()
            self._set_core_field_defaults()
            self.set_url_path(self.get_parent())
        result = super().save(clean=clean, user=user, log_action=log_action, **kwargs)
        if self.live and update_fields is None:
            end_where_public(self)
        changed = {
            code: before[name]
            for code in languages.codes()
            if (name := languages.field_name("url_path", code)) in before
            and before[name] != languages.value_in(self, "url_path", code)
        }
        if changed:
            addresses.rewrite_descendants(self)
            transaction.on_commit(lambda: self._announce_addresses(changed))
        return result

    def _goes_public(self, update_fields: Iterable[str] | None) -> bool:
        """Tell whether saving makes the page public, or public in other languages than before."""
        written = update_fields is None or {"live", "published_languages"} & set(update_fields)
        if not self.live or not written:
            return False
        before = self.base_page_model.objects.filter(pk=self.pk, live=True)
        languages_before = before.values_list("published_languages", flat=True).first()
        return languages_before is None or set(languages_before) != set(self.published_languages)

    def _announce_addresses(self, before: dict[str, str | None]) -> None:
        page = self.specific
        for code, url_path in before.items():
            with languages.override(code):
                page_address_changed.send(
                    sender=type(page), instance=page, code=code, url_path_before=url_path
                )

    def _update_descendant_url_paths(self, old_url_path: str, new_url_path: str) -> None:
        """Do nothing: `save` has already rewritten them, in every language."""

    def _copy_titles_to_draft(self) -> None:
        for code in languages.codes():
            title = languages.value_in(self, "title", code) or ""
            languages.set_value_in(self, "draft_title", code, title)

    @in_default_language
    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save one revision of all languages; as a draft it may lack what the gate asks for."""
        before, self.cleaning_draft = self.cleaning_draft, True
        try:
            return super().save_revision(*args, **kwargs)
        finally:
            self.cleaning_draft = before

    @in_default_language
    def with_content_json(self, content: dict[str, Any]) -> "ValidatedPage":
        """Return the page as a revision has it; what belongs to the page itself is kept.

        So are the texts of a language that is younger than the revision.
        """
        page: ValidatedPage = super().with_content_json(content)
        for name in translator.get_options_for_model(type(self)).all_fields:
            for column in languages.field_names(name):
                if column not in content:
                    attribute = self._meta.get_field(column).attname
                    setattr(page, attribute, getattr(self, attribute))
        for code in languages.codes():
            draft_title = languages.value_in(self, "draft_title", code)
            languages.set_value_in(page, "draft_title", code, draft_title)
        return page

    @in_default_language
    def serializable_data(self) -> dict[str, Any]:
        """Return the content of all languages, as revisions keep it."""
        data: dict[str, Any] = super().serializable_data()
        return data

    @in_default_language
    def publish(self, revision: Any, *args: Any, log_action: Any = True, **kwargs: Any) -> Any:
        """Publish a revision; readers see it in its published languages.

        What cannot go public leaves everything as it was. On the schedule it is taken off it, so
        that the pages after it have their turn, and the history says so.
        """
        try:
            with transaction.atomic():
                return super().publish(revision, *args, log_action=log_action, **kwargs)
        except ValidationError as error:
            if log_action != SCHEDULED:
                raise
            take_off_schedule(self, revision, error)

    @in_default_language
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Take the page away from readers of every language."""
        return super().unpublish(*args, **kwargs)

    @in_default_language
    def move(self, *args: Any, **kwargs: Any) -> Any:
        """Move the page and all below it, in every language."""
        return super().move(*args, **kwargs)

    @in_default_language
    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy the page with all its languages."""
        return super().copy(*args, **kwargs)


def _with_language_columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    mirrored = set(mirrored_columns(model))
    result: list[str] = []
    for name in names:
        result += [name, *languages.field_names(name)] if name in mirrored else [name]
    return result
