"""The admin's screen on which an editor settles what the import could not decide."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from bps_portal import languages
from bps_portal.content.models import Theme
from news.models import NewsIndexPage

from .models import ImportDoubt, SavedPage
from .moving import forget_needless_questions, join
from .tasks import bring_in_what_is_settled

URL_NAME = "moving_in"
NEW = "new"
PER_PAGE = 20


def may_settle(request: HttpRequest) -> bool:
    """Tell whether this editor may answer: whoever may add articles."""
    news = NewsIndexPage.objects.first()
    return bool(news and news.permissions_for_user(request.user).can_add_subpage())


class QuestionsView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the open questions, takes one answer, or lets the import go on."""

    template_name = "transfer/admin/questions.html"
    page_title = gettext_lazy("Moving in")
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer whoever may add articles; send others back."""
        if not may_settle(request):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way back, and the title of this page."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items, {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take an answer, or bring in what waits for none."""
        if "go_on" in request.POST:
            bring_in_what_is_settled.enqueue()
            messages.success(
                request, _("What is settled comes in now. Reload this page to see it.")
            )
        else:
            self._answer(request)
        return redirect(URL_NAME)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the open questions, the themes to choose from, and how many pages wait."""
        asked = ImportDoubt.objects.open().select_related("first", "second")
        page = Paginator(asked.order_by("first", "-points", "language", "pk"), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "questions": page,
            "themes": self.themes,
            "new": NEW,
            "settled": SavedPage.objects.settled().count(),
            "set_aside": SavedPage.objects.exclude(reason="").order_by("place")[:PER_PAGE],
        }

    @cached_property
    def themes(self) -> list[Theme]:
        """The themes of the site."""
        return list(Theme.objects.all())

    def _answer(self, request: HttpRequest) -> None:
        number = request.POST.get("question", "")
        doubt = get_object_or_404(ImportDoubt.objects.open(), pk=number if number.isdigit() else 0)
        answer = request.POST.get("answer")
        if answer not in ImportDoubt.Answer.values:
            messages.error(request, _("Choose an answer. Nothing was changed."))
            return
        if doubt.first is None and not self._choose_theme(doubt, request.POST.get("theme", "")):
            messages.error(request, _("Choose a theme. Nothing was changed."))
            return
        doubt.answer = answer
        doubt.answered_by = request.user  # type: ignore[assignment]
        doubt.answered_at = timezone.now()
        doubt.save()
        if doubt.first and doubt.second and answer == ImportDoubt.Answer.YES:
            join(doubt.first.pk, doubt.second.pk)
            rivals = ImportDoubt.objects.open().filter(
                first__in=[doubt.first], second__isnull=False
            ) | ImportDoubt.objects.open().filter(second__in=[doubt.second])
            rivals.update(answer=ImportDoubt.Answer.NO, answered_at=timezone.now())
        forget_needless_questions()
        left = ImportDoubt.objects.open().count()
        text = ngettext(
            "Noted. %(count)d question is left.", "Noted. %(count)d questions are left.", left
        )
        messages.success(request, text % {"count": left})

    def _choose_theme(self, doubt: ImportDoubt, chosen: str) -> bool:
        """Set the theme that is meant; make a new one of that name where the editor says so."""
        if chosen == NEW and doubt.name:
            theme = Theme()
            languages.set_value_in(theme, "name", doubt.language, doubt.name)
            theme.save()
            doubt.theme = theme
        elif chosen.isdigit():
            doubt.theme = Theme.objects.filter(pk=chosen).first()
        return doubt.theme is not None
