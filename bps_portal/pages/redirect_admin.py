"""Old addresses in the admin: forms that refuse chains and loops, and many at once from a file."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.views import CreateView, EditView
from wagtail.permissions import policy_registry

from .moved_addresses import link_of
from .redirect_import import import_redirects, read_rows
from .redirect_models import LONGEST
from .redirect_rules import check_old_path, check_redirect, normalised

# 50,000 rows take about 5 MB.
MOST_BYTES = 20_000_000
# So many refused rows are shown; the rest is counted.
SHOWN = 100


def may_redirect(request: HttpRequest, action: str = "add") -> bool:
    """Tell whether this editor may add redirects."""
    policy = policy_registry.get_by_type(Redirect)
    return bool(policy.user_has_permission(request.user, action))


class CheckedRedirectForm(RedirectForm):
    """Wagtail's form, which refuses an address that leads on to another old one, or in a circle."""

    def clean_old_path(self) -> str:
        """Return the old address; refuse one that is none."""
        return _as_typed(self.cleaned_data["old_path"])

    def clean_redirect_link(self) -> str:
        """Return the new address; refuse one that is none."""
        return _as_typed(self.cleaned_data["redirect_link"])

    def clean(self) -> dict[str, Any]:
        """Check where the old address would lead, and what leads to it."""
        super().clean()
        cleaned: dict[str, Any] = self.cleaned_data
        page, link = cleaned.get("redirect_page"), cleaned.get("redirect_link")
        if not (written := cleaned.get("old_path")) or not (page or link):
            return cleaned
        old_path = Redirect.normalise_path(written)
        target = link_of(Redirect(old_path=old_path, redirect_page=page)) if page else str(link)
        if error := check_redirect(old_path, target):
            self.add_error("redirect_page" if page else "redirect_link", error)
        elif error := check_old_path(old_path, self.instance):
            self.add_error("old_path", error)
        return cleaned


def _as_typed(address: str) -> str:
    """Return an address unchanged; refuse one that is none."""
    normalised(address)
    return address


class CheckedCreateView(CreateView):
    """Wagtail's view with the form that checks; a report hands it the old address."""

    form_class = CheckedRedirectForm

    def get_initial_form_instance(self) -> Redirect:
        """Return a redirect from the address that the link names."""
        return Redirect(old_path=self.request.GET.get("old_path", "")[:LONGEST])


class CheckedEditView(EditView):
    """Wagtail's view with the form that checks."""

    form_class = CheckedRedirectForm


class FileForm(forms.Form):
    """Asks for the list of old addresses."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A CSV file in UTF-8. Its first line names the columns: old_path, and page (an address "
            "of this site, which is followed when the page moves) or address (any other). Optional: language, permanent (0 or 1)."
        ),
    )

    def clean_file(self) -> str:
        """Return the text of the file.

        Raises:
            ValidationError: where it is too large or no text.
        """
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("The file is too large: 20 MB at most."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is not UTF-8.")) from error


class ImportAddressesView(WagtailAdminTemplateMixin, FormView):
    """Takes many old addresses at once, and shows which rows are refused and why."""

    form_class = FileForm
    template_name = "pages/admin/import_addresses.html"
    page_title = gettext_lazy("Import old addresses")
    header_icon = "redirect"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer whoever may add redirects; send others back."""
        if not may_redirect(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way back to the list."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        listing = {"url": reverse("wagtailredirects:index"), "label": _("Redirects")}
        return [*items, listing, {"url": "", "label": self.get_page_title()}]

    def form_valid(self, form: FileForm) -> HttpResponse:
        """Import the rows, and show what became of them on the same page."""
        lines = form.cleaned_data["file"].splitlines(keepends=True)
        try:
            tally = import_redirects(lambda: read_rows(lines))
        except ValidationError as error:
            form.add_error("file", error)
            invalid: HttpResponse = self.form_invalid(form)
            return invalid
        text = ngettext("%(count)d address added.", "%(count)d addresses added.", tally.new)
        messages.success(self.request, text % {"count": tally.new})
        context = self.get_context_data(
            form=FileForm(), tally=tally, refusals=tally.refusals[:SHOWN]
        )
        shown: HttpResponse = self.render_to_response(context)
        return shown


@hooks.register("register_admin_urls", order=-10)
def take_the_place_of_wagtails() -> list[URLPattern]:
    """Answer at the addresses of Wagtail's forms, which are registered later."""
    return [
        path("redirects/add/", CheckedCreateView.as_view(), name="add_redirect"),
        path("redirects/<int:redirect_id>/", CheckedEditView.as_view(), name="edit_redirect"),
        path("redirects/import/", ImportAddressesView.as_view(), name="import_addresses"),
        path("redirects/import/process/", ImportAddressesView.as_view(), name="import_process"),
    ]
