"""The admin's views of alerts: list, form, the second step, one alert, and ending it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, IndexView, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from bps_portal import languages

from .alert_form import update_edit_handler
from .alert_preview import previews
from .alerts import ALL_CLEAR_STAYS, AlertUpdate, AlertWords, CrisisAlert, PreparedAlert, Source
from .levels import Level
from .putting_out import add_update, end, put_out

URLS = "crisis"
CONFIRMED = "confirmed"
BACK = "back"
# What the form of a new alert starts from, by the name in its address.
FROM_PREPARED = "prepared"
FROM_ALERT = "again"
ALL_CLEAR_OF = "after"


class InBrusselsTime:
    """For views whose times are those that readers see, whatever zone an editor has chosen."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Leave the editor's own zone; the admin restores what was before once it has answered."""
        timezone.activate(timezone.get_default_timezone())
        super().setup(request, *args, **kwargs)  # type: ignore[misc]


class CrisisIndexView(InBrusselsTime, IndexView):
    """What runs, the prepared messages, and all earlier alerts."""

    page_title = gettext_lazy("Crisis")
    template_name = "emergency/admin/crisis_index.html"

    def get_page_subtitle(self) -> str:
        """Return nothing: the title says it."""
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what runs or is to start, and what is prepared."""
        now = timezone.now()
        unfinished = CrisisAlert.objects.unfinished(now).order_by("starts_at")
        return super().get_context_data(**kwargs) | {
            "unfinished": [(alert, alert.is_in_force(now)) for alert in unfinished],
            "prepared": PreparedAlert.objects.all(),
        }


class PutOutView(InBrusselsTime, CreateView):
    """The form of an alert, then what it will do and look like; only then it is out."""

    page_title = gettext_lazy("New alert")
    template_name = "emergency/admin/alert_form.html"
    submit_button_label = gettext_lazy("Next: see it before it goes out")
    submit_button_active_label = gettext_lazy("One moment …")

    def get_page_subtitle(self) -> str:
        """Return nothing: the title says it."""
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{URLS}:index"), "label": _("Crisis")},
            {"url": "", "label": str(self.page_title)},
        ]

    def get_initial_form_instance(self) -> CrisisAlert:
        """Return an alert with the words of a prepared message or of an earlier alert."""
        source = self._source()
        alert = CrisisAlert(level=source.level if source else Level.WARNING)
        if source:
            alert.crisis_mode = source.crisis_mode
            for name in ("text", *source.paired):
                for code in languages.codes():
                    languages.set_value_in(
                        alert, name, code, languages.value_in(source, name, code)
                    )
        if isinstance(source, CrisisAlert):
            alert.place = source.place
        if alert.level == Level.ALL_CLEAR:
            alert.ends_at = timezone.now().replace(second=0, microsecond=0) + ALL_CLEAR_STAYS
        return alert

    def get_initial(self) -> dict[str, Any]:
        """Add the themes of an earlier alert."""
        source = self._source()
        themes = list(source.themes.all()) if isinstance(source, CrisisAlert) else []
        return super().get_initial() | ({"themes": themes} if themes else {})

    def _source(self) -> AlertWords | None:
        asked = self.request.GET
        if key := asked.get(FROM_PREPARED, ""):
            return _found(PreparedAlert, key)
        if key := asked.get(FROM_ALERT, ""):
            return _found(CrisisAlert, key)
        if ALL_CLEAR_OF in asked:
            prepared = PreparedAlert.objects.filter(level=Level.ALL_CLEAR).first()
            return prepared or PreparedAlert(level=Level.ALL_CLEAR)
        return None

    def form_valid(self, form: Any) -> HttpResponse:
        """Show the second step; put the alert out once that is confirmed."""
        self.form = form
        if BACK in self.request.POST:
            return self.render_to_response(self.get_context_data())
        if CONFIRMED not in self.request.POST:
            return TemplateResponse(
                self.request, "emergency/admin/confirm_alert.html", self._second_step(form)
            )
        response: HttpResponse = super().form_valid(form)
        return response

    def _second_step(self, form: Any) -> dict[str, Any]:
        themes = list(form.cleaned_data["themes"])
        posted = [
            (name, value)
            for name, values in self.request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ]
        return super().get_context_data() | {
            "alert": form.instance,
            "themes": themes,
            "starts_later": form.instance.starts_at > timezone.now(),
            "replaced": form.cleaned_data["replaced"],
            "previews": previews(form.instance, [theme.pk for theme in themes]),
            "language_names": [languages.name(code) for code in languages.codes()],
            "posted": posted,
            "submit_url": self.get_add_url(),
        }

    def save_instance(self) -> CrisisAlert:
        """Put the alert out."""
        data = self.form.cleaned_data
        return put_out(
            self.form.instance,
            source=Source.ADMIN,
            by=self.request.user,
            themes=data["themes"],
            replaced=data["replaced"],
        )

    def get_success_message(self, instance: CrisisAlert) -> str:
        """Say where it stands."""
        if instance.is_in_force(timezone.now()):
            return _("The alert is out.")
        return _("The alert is planned.")

    def get_success_buttons(self) -> list[Any]:
        """Lead to the alert."""
        return [messages.button(self.get_edit_url(), _("Show"))]


class AlertView(InBrusselsTime, CreateView):
    """One alert: what it says, how to end it, and a form for a further word."""

    model = AlertUpdate
    panel = update_edit_handler.bind_to_model(AlertUpdate)
    template_name = "emergency/admin/alert.html"
    permission_required = "change"
    submit_button_label = gettext_lazy("Put the update out")
    submit_button_active_label = gettext_lazy("One moment …")

    @cached_property
    def permission_policy(self) -> Any:
        """Whoever may put alerts out may add to them."""
        return policy_registry.get_by_type(CrisisAlert)

    @cached_property
    def alert(self) -> CrisisAlert:
        """The alert of this address."""
        return get_object_or_404(CrisisAlert, pk=self.kwargs["pk"])

    def get_add_url(self) -> str:
        """Return the address of this page, where its form goes too."""
        return reverse(f"{URLS}:edit", args=[self.alert.pk])

    def get_success_url(self) -> str:
        """Stay."""
        return self.get_add_url()

    def get_page_title(self) -> str:
        """Return the level."""
        return str(self.alert.get_level_display())

    def get_page_subtitle(self) -> str:
        """Return the text."""
        return languages.value_to_show(self.alert, "text")

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way back to the list."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{URLS}:index"), "label": _("Crisis")},
            {"url": "", "label": str(self.alert.get_level_display())},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the alert and how it looks now."""
        now = timezone.now()
        updates = list(self.alert.updates.select_related("created_by"))
        themes = list(self.alert.themes.all())
        return super().get_context_data(**kwargs) | {
            "alert": self.alert,
            "in_force": self.alert.is_in_force(now),
            "unfinished": self.alert.ends_at is None or self.alert.ends_at > now,
            "updates": updates,
            "themes": themes,
            "previews": previews(self.alert, [theme.pk for theme in themes], updates),
        }

    def is_valid(self, form: Any) -> bool:
        """Refuse a word on what is over."""
        if self.alert.ends_at and self.alert.ends_at <= timezone.now():
            form.add_error(None, ValidationError(_("This alert is over. Put out a new one.")))
        return bool(super().is_valid(form))

    def save_instance(self) -> AlertUpdate:
        """Put the update out."""
        self.form.instance.alert = self.alert
        return add_update(self.form.instance, by=self.request.user)

    def get_success_message(self, _instance: AlertUpdate) -> str:
        """Say that it is done."""
        return _("The update is out.")

    def get_success_buttons(self) -> list[Any]:
        """Return none: the page stays."""
        return []


class EndView(InBrusselsTime, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks once, then ends an alert."""

    permission_required = "change"
    template_name = "emergency/admin/end_alert.html"
    page_title = gettext_lazy("End the alert")
    header_icon = "cross"

    @cached_property
    def permission_policy(self) -> Any:
        """Whoever may put alerts out may end them."""
        return policy_registry.get_by_type(CrisisAlert)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the alert."""
        alert = get_object_or_404(CrisisAlert, pk=self.kwargs["pk"])
        return super().get_context_data(**kwargs) | {
            "alert": alert,
            "in_force": alert.is_in_force(timezone.now()),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it, say so, and offer the all clear."""
        alert = get_object_or_404(CrisisAlert, pk=pk)
        if end([alert], by=request.user):
            all_clear = f"{reverse(f'{URLS}:add')}?{ALL_CLEAR_OF}={pk}"
            buttons = [messages.button(all_clear, _("Put out an all clear"))]
            messages.success(request, _("The alert has ended."), buttons=buttons)
        else:
            messages.warning(request, _("This alert was over already."))
        return redirect(f"{URLS}:index")


def _found(model: type[AlertWords], key: str) -> AlertWords | None:
    found: Any = model._default_manager.filter(pk=key).first() if key.isdecimal() else None
    return found
