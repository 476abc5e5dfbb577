"""The admin's page on which an administrator allows one language first."""

import logging
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from bps_portal import languages

from . import parity_gate
from .language_exceptions import (
    CHANGED,
    WITHDRAWN,
    LanguageException,
    allow_one_language_first,
    may_allow,
    note,
    past_deadline,
)
from .models import PortalPage

logger = logging.getLogger(__name__)

URL_NAME = "allow_one_language_first"
WITHDRAW = "withdraw"


class ExceptionForm(forms.ModelForm):
    """Asks which language may follow, why, and until when."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language that may follow"), widget=forms.RadioSelect
    )

    class Meta:
        model = LanguageException
        fields = ["language", "reason", "deadline"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}), "deadline": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the required languages; an exception keeps its own."""
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.choices = [(code, languages.own_name(code)) for code in languages.required_codes()]
        if self.instance.pk:
            del self.fields["language"]

    def clean_deadline(self) -> Any:
        """Refuse a day that is not in the future."""
        deadline = self.cleaned_data["deadline"]
        if deadline <= timezone.localdate():
            raise past_deadline()
        return deadline


class AllowOneLanguageView(WagtailAdminTemplateMixin, FormView):
    """Allows one language first, or changes and withdraws what was allowed."""

    form_class = ExceptionForm
    template_name = "pages/admin/allow_one_language.html"
    page_title = gettext_lazy("Allow one language first")
    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever is no administrator."""
        if not may_allow(request.user):
            logger.warning(
                "Refused: user %s may not allow one language first for page %s",
                request.user.pk,
                kwargs["page_id"],
            )
            text = _("Only an administrator can allow one language first. Nothing was changed.")
            messages.error(request, text)
            return redirect("wagtailadmin_home")
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def page(self) -> Any:
        """The latest draft of the page."""
        page = get_object_or_404(PortalPage, pk=self.kwargs["page_id"])
        return page.get_latest_revision_as_object()

    @cached_property
    def exception(self) -> LanguageException | None:
        """The exception that is changed; none where a new one is made."""
        code = self.request.GET.get("language")
        if code is None:
            return None
        if code not in languages.required_codes():
            raise Http404
        return get_object_or_404(
            LanguageException.objects.in_force(), page=self.page.pk, language=code
        )

    @property
    def may_withdraw(self) -> bool:
        """Whether nothing is public under the exception yet."""
        public = PortalPage.objects.filter(pk=self.page.pk, live=True)
        return self.exception is not None and not public.exists()

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the arguments of the form."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        new = LanguageException(page=PortalPage.objects.get(pk=self.page.pk))
        return kwargs | {"instance": self.exception or new}

    def get_initial(self) -> dict[str, Any]:
        """Propose the language that is not complete."""
        lacking = {lack.code for lack in parity_gate.lacks(self.page)}
        awaited = (code for code in languages.required_codes() if code in lacking)
        return {"language": next(awaited, None)}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way back to the page."""
        edit = {"url": self.get_success_url(), "label": self.page.get_admin_display_title()}
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, edit, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the template shows."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "action_url": self.request.get_full_path(),
            "media": context["form"].media,
            "submit_button_label": _("Change") if self.exception else _("Allow"),
            "submit_button_active_label": _("Saving…"),
            "exception": self.exception,
            "may_withdraw": self.may_withdraw,
            "withdraw": WITHDRAW,
            "edit_url": self.get_success_url(),
        }

    def get_success_url(self) -> str:
        """Return the address of the edit form."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Allow, change or withdraw."""
        if WITHDRAW in request.POST and self.exception and self.may_withdraw:
            return self._withdraw(self.exception)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def _withdraw(self, exception: LanguageException) -> HttpResponse:
        exception.ended_at = timezone.now()
        exception.save(update_fields=["ended_at"])
        note(exception, WITHDRAWN, self.request.user)
        messages.success(self.request, _("The exception is withdrawn."))
        return redirect(self.get_success_url())

    def form_valid(self, form: ExceptionForm) -> HttpResponse:
        """Write the exception; a draft no longer asks for the language that may follow."""
        if self.exception:
            note(form.save(), CHANGED, self.request.user)
            messages.success(self.request, _("The exception is changed."))
            return redirect(self.get_success_url())
        values = form.cleaned_data
        try:
            made = allow_one_language_first(
                self.page,
                values["language"],
                values["reason"],
                values["deadline"],
                self.request.user,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
            invalid: HttpResponse = self.form_invalid(form)
            return invalid
        self._leave_out(made.language)
        text = _("This page may now go public before its version in this language: %(language)s.")
        messages.success(self.request, text % {"language": made.language_name})
        return redirect(self.get_success_url())

    def _leave_out(self, code: str) -> None:
        draft = self.page
        if code in draft.published_languages:
            draft.published_languages = [c for c in draft.published_languages if c != code]
            draft.save_revision(user=self.request.user, clean=False, log_action=True)
