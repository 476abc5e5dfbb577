"""Copying a page in the admin: a new title and a new slug in each language."""

from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.widgets import SlugInput

from bps_portal import languages

from . import parity_gate
from .addresses import free_slug, slug_error
from .models import PortalPage

FIELDS = ("title", "slug")


class PortalCopyForm(CopyForm):
    """Asks for title and slug per language; offers no linked copies.

    Linked copies (aliases) would share their slugs in the languages that Wagtail does not know.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the titles of the page and the next free slugs."""
        super().__init__(*args, **kwargs)
        for name in ("new_title", "new_slug", "alias"):
            self.fields.pop(name, None)
        siblings = self.page.get_parent().get_children()
        own: dict[str, forms.Field] = {}
        for code in languages.codes():
            title = languages.value_in(self.page, "title", code)
            slug = languages.value_in(self.page, "slug", code)
            if not slug:
                continue
            column = languages.field_name("slug", code)
            label = {"language": languages.name(code)}
            own[new_name("title", code)] = forms.CharField(
                initial=title, max_length=255, label=_("New title (%(language)s)") % label
            )
            own[new_name("slug", code)] = forms.SlugField(
                initial=free_slug(slug, siblings.values_list(column, flat=True)),
                max_length=255,
                label=_("New slug (%(language)s)") % label,
                widget=SlugInput(),
            )
        self.fields.update(own)
        self.order_fields(own)

    def clean(self) -> dict[str, Any]:
        """Refuse a slug that is taken or reserved at the destination, beside its field."""
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        for code in languages.codes():
            name = new_name("slug", code)
            if error := slug_error(parent, code, cleaned.get(name)):
                self.add_error(name, error)
        if cleaned.get("publish_copies"):
            self._check_copies(with_descendants=bool(cleaned.get("copy_subpages")))
        return cleaned

    def _check_copies(self, *, with_descendants: bool) -> None:
        """Refuse to publish copies of pages of which one lacks a language: exceptions stay behind."""
        pages = self.page.get_descendants(inclusive=True) if with_descendants else [self.page]
        for page in pages:
            whole = page.specific
            if whole.live and parity_gate.lacks(whole, excepted=False):
                message = _(
                    "“%(title)s” is not complete in every language, so its copy cannot be published."
                )
                values = {"title": whole.get_admin_display_title()}
                self.add_error("publish_copies", ValidationError(message, "incomplete", values))

    def new_values(self) -> dict[str, Any]:
        """Return the columns of the copy that differ from the original."""
        return {
            languages.field_name(field, code): self.cleaned_data[new_name(field, code)]
            for field in FIELDS
            for code in languages.codes()
            if new_name(field, code) in self.cleaned_data
        }


def new_name(field: str, code: str) -> str:
    """Return the name of the form's field for the new title or slug in a language."""
    return f"new_{languages.field_name(field, code)}"


@method_decorator(require_admin_access, name="dispatch")
class PortalCopyView(CopyView):
    """Wagtail's copy view with the form of all languages."""

    template_name = "pages/copy.html"

    def get_form_class(self) -> type[PortalCopyForm]:
        """Return the form of all languages."""
        return PortalCopyForm

    def post(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """Copy, or show the form again.

        Raises:
            BadRequest: without a place to copy to, where Wagtail's own would fail.
        """
        place = request.POST.get("new_parent_page", "")
        if not (place.isdecimal() and PortalPage.objects.filter(pk=place).exists()):
            raise BadRequest
        answer: HttpResponse = super().post(request, page_id, *args, **kwargs)
        return answer

    def form_valid(self, form: PortalCopyForm) -> HttpResponse:
        """Copy the page with all its languages."""
        parent = form.cleaned_data["new_parent_page"] or self.parent_page
        may_publish = parent.permissions_for_user(self.request.user).can_publish_subpage()
        recursive = bool(form.cleaned_data.get("copy_subpages"))
        with languages.override(languages.default_code()):
            copy = CopyPageAction(
                page=self.page,
                to=parent,
                recursive=recursive,
                update_attrs=form.new_values(),
                keep_live=may_publish and bool(form.cleaned_data.get("publish_copies")),
                user=self.request.user,
            ).execute()
        edit = messages.button(reverse("wagtailadmin_pages:edit", args=(copy.pk,)), _("Edit"))
        title = self.page.specific_deferred.get_admin_display_title()
        messages.success(
            self.request, _("Page “%(title)s” copied.") % {"title": title}, buttons=[edit]
        )
        return redirect(self.next_url or reverse("wagtailadmin_explore", args=(parent.pk,)))
