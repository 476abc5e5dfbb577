"""The admin's page on which files for translators are made, and on which they come back."""

import logging
from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from bps_portal import languages
from bps_portal.languages.permissions import writable_codes
from bps_portal.translations.kinds import content_type_id, kinds_of_pages
from bps_portal.translations.models import TranslationStatus, TranslationStatusQuerySet

from .exporting import awaited, export, source_for
from .files import FileRefusedError
from .formats import LARGEST_FILE, Format, write
from .importing import plan
from .uploads import UploadedTranslation, keep

logger = logging.getLogger(__name__)

FILES, REVIEW = "translation_files", "translation_files_review"
SHOWN = 20
# Of one file; the command has no limit.
MOST_AT_ONCE = 300
CHOSEN, AWAITED = "chosen", "awaited"


class TranslatorsScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen for whoever may write in a language."""

    page_title = gettext_lazy("Translation files")
    header_icon = "globe"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may write in no language."""
        if not writable_codes(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.get_page_title()}]


class UploadForm(forms.Form):
    """Asks for the file that came back."""

    file = forms.FileField(
        label=gettext_lazy("Translated file"),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.po"}),
        help_text=gettext_lazy("XLIFF or PO, as it was sent. You see what changes before it does."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Take the user, whose rights count."""
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_file(self) -> UploadedTranslation:
        """Keep a file that can be taken; refuse another one in one sentence."""
        file = self.cleaned_data["file"]
        try:
            # One byte more tells that it is too large.
            content = file.read(LARGEST_FILE + 1)
            upload = UploadedTranslation(user=self.user, name=file.name, content=content)
            plan(upload.read(), self.user)
        except FileRefusedError as error:
            raise forms.ValidationError(str(error)) from error
        return keep(self.user, file.name, content)


class FilesScreen(TranslatorsScreen):
    """Makes a file of chosen or of all awaited texts; takes one that came back."""

    template_name = "translations/admin/files.html"
    upload_form: UploadForm | None = None

    @cached_property
    def code(self) -> str:
        """The language to translate into: the chosen one, else that for which most waits."""
        asked = self.request.POST.get("language") or self.request.GET.get("language")
        allowed = writable_codes(self.request.user)
        if asked in allowed:
            return str(asked)
        rows = awaited(TranslationStatus.objects.editable_by(self.request.user))
        waiting = Counter(rows.values_list("language", flat=True))
        return max(allowed, key=lambda code: waiting[code])

    @cached_property
    def rows(self) -> TranslationStatusQuerySet:
        """What the user may translate into the language, the most urgent first."""
        rows = TranslationStatus.objects.editable_by(self.request.user).filter(language=self.code)
        return rows.with_title(languages.active_code()).most_urgent_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what is to be translated, and the files that wait to be accepted."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        asked, page = self.request.GET.get("q", "").strip(), self.request.GET.get("page", "")
        rows: Any = self.rows
        if page.isascii() and page.isdigit():
            types = [content_type_id(kind) for kind in kinds_of_pages()]
            rows = rows.filter(object_id=int(page[:18]), content_type__in=types)
        if asked:
            rows = rows.filter(title__icontains=asked.replace("\0", ""))
        user: Any = self.request.user
        return context | {
            "choices": [(c, capfirst(languages.name(c))) for c in writable_codes(user)],
            "code": self.code,
            "source_name": languages.name(source_for(self.code)),
            "language_name": languages.name(self.code),
            "formats": Format.choices,
            "asked": asked,
            "page": page,
            "rows": Paginator(rows, SHOWN).get_page(self.request.GET.get("p")),
            "awaited": awaited(self.rows).count(),
            "upload_form": self.upload_form or UploadForm(user=user),
            "waiting": user.uploaded_translations.defer("content"),
        }

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Send a file, or take one that came back."""
        if "what" in request.POST:
            return self._send(request.POST["what"])
        form = UploadForm(request.POST, request.FILES, user=request.user)
        if form.is_valid():
            return redirect(REVIEW, form.cleaned_data["file"].pk)
        self.upload_form = form
        return self.render_to_response(self.get_context_data())

    def _send(self, what: str) -> HttpResponse:
        only_awaited = what != CHOSEN
        keys = [key for key in self.request.POST.getlist("rows") if key.isascii() and key.isdigit()]
        rows = awaited(self.rows) if only_awaited else self.rows.filter(pk__in=keys)
        number = rows.count()
        if number > MOST_AT_ONCE:
            return self._refuse(
                _("One file holds at most %(most)d pages; this would be %(number)d. Choose some.")
                % {"most": MOST_AT_ONCE, "number": number}
            )
        source = source_for(self.code)
        file = export(rows, source, self.code, only_awaited=only_awaited)
        if not file.parts:
            nothing = _("Nothing is missing or out of date in this language: there is no file.")
            unchosen = _("Choose at least one page that has texts to translate.")
            return self._refuse(nothing if only_awaited else unchosen)
        kind = self.request.POST.get("format", "")
        chosen = Format(kind) if kind in Format.values else Format.XLIFF_2
        name = f"{source}-{self.code}-{timezone.localdate():%Y-%m-%d}{chosen.suffix}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(write(file, chosen), "application/octet-stream", headers=headers)

    def _refuse(self, sentence: str) -> HttpResponse:
        messages.error(self.request, sentence)
        return redirect(f"{reverse(FILES)}?language={self.code}")


def taken(number: int) -> str:
    """Return the sentence on how many texts were taken."""
    sentence = ngettext(
        "Taken: %(number)d text. Pages have a new draft; publish it when it is ready.",
        "Taken: %(number)d texts. Pages have a new draft; publish it when it is ready.",
        number,
    )
    return sentence % {"number": number}
