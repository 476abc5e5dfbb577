"""What a page needs in each language, as a draft and to be published."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator

from bps_portal import languages
from bps_portal.languages import in_default_language

from . import addresses, parity_gate
from .addressing import AddressedPage


class ValidatedPage(AddressedPage):
    """A page whose texts and addresses are checked language by language."""

    # Filled in every language in which the page is published; page types add their own.
    required_per_language: ClassVar[tuple[str, ...]] = ("title", "slug")
    # Set while a draft is saved: what publishing needs may still be missing.
    cleaning_draft = False
    # Set by the edit form, which checks the items (notes, for instance) that it has for the page.
    items_in_form = False

    class Meta:
        abstract = True

    def _set_core_field_defaults(self) -> None:
        """Fill slug and draft title from the title, each in its own language."""
        parent = self.parent_if_known()
        for code in languages.codes():
            title = languages.value_in(self, "title", code) or ""
            if title and not languages.value_in(self, "slug", code) and parent:
                name = languages.field_name("slug", code)
                siblings = addresses.pages_beside(parent, self)
                slug = addresses.slug_from(title) or f"{self._meta.model_name}"
                alike = siblings.filter(**{f"{name}__startswith": slug})
                slug = addresses.free_slug(slug, alike.values_list(name, flat=True))
                languages.set_value_in(self, "slug", code, slug)
            if not languages.value_in(self, "draft_title", code):
                languages.set_value_in(self, "draft_title", code, title)
        if self.locale_id is None:
            self.locale = self.get_default_locale()

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Clean the columns of the languages; Wagtail's plain columns only mirror one of them."""
        super().clean_fields(exclude={*(exclude or ()), *mirrored_columns(type(self))})

    def clean(self) -> None:
        """Check the addresses and, unless it stays a draft, the rule of the parity gate.

        Raises:
            ValidationError: with an entry for each column that is missing or taken.
        """
        models.Model.clean(self)
        errors = self._title_errors() | self._address_errors()
        if not self.cleaning_draft:
            errors = parity_gate.check(self, items=not self.items_in_form) | errors
        if errors:
            raise ValidationError(errors)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check the database's own rules, without the paths of slugs that are refused already.

        What Django says of a path is meant for programmers, and in whatever language is active.
        """
        left_out = set(exclude or ())
        for code in languages.codes():
            if languages.field_name("slug", code) in left_out:
                left_out.add(languages.field_name("url_path", code))
        super().validate_constraints(exclude=left_out)

    @in_default_language
    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Clean everything, in whatever language the editor works."""
        super().full_clean(*args, **kwargs)

    @in_default_language
    def minimal_clean(self) -> None:
        """Clean what even a draft needs: a title in one language and free addresses."""
        self._set_core_field_defaults()
        if errors := self._title_errors() | self._address_errors():
            raise ValidationError(errors)

    def _title_errors(self) -> dict[str, list[ValidationError]]:
        if any(languages.value_in(self, "title", code) for code in languages.codes()):
            return {}
        message = ValidationError(_("Give the page a title in at least one language."), "required")
        return {name: [message] for name in languages.field_names("title")}

    def _address_errors(self) -> dict[str, list[ValidationError]]:
        parent = self.parent_if_known()
        if parent is None:
            return {}
        found = {
            languages.field_name("slug", code): addresses.slug_error(
                parent, code, languages.value_in(self, "slug", code), self
            )
            for code in languages.codes()
        }
        return {name: [error] for name, error in found.items() if error}

    def parent_if_known(self) -> "AddressedPage | None":
        """Return the parent; a page that is being created has one before it has a place."""
        parent: AddressedPage | None = (
            self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)
        )
        return parent


def mirrored_columns(model: type[models.Model]) -> list[str]:
    """Return the names of Wagtail's plain columns that only mirror the default language."""
    return list(translator.get_options_for_model(model).all_fields)
