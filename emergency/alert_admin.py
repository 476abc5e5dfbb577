"""Alerts and prepared messages in the admin's menu; what the admin's log says of them."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from bps_portal import languages

from .alert_form import alert_edit_handler, prepared_edit_handler
from .alert_views import URLS, AlertView, CrisisIndexView, EndView, PutOutView
from .models import CrisisAlert, PreparedAlert
from .putting_out import ENDED, PUT_OUT, UPDATED


class KeptPermissionPolicy(ModelPermissionPolicy):
    """What was said to the public is kept: nobody deletes an alert, whatever the role."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        """Tell what the account's permissions say, except for deleting."""
        return action != "delete" and bool(super().user_has_permission(user, action))


class CrisisViewSet(ModelViewSet):
    """Alerts: what runs, what is prepared, what was."""

    model = CrisisAlert
    name = URLS
    url_prefix = "crisis"
    icon = "info-circle"
    menu_label = _("Crisis")
    menu_name = "crisis"
    # First: on the worst day nobody looks for it.
    menu_order = 10
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = CrisisIndexView
    add_view_class = PutOutView
    edit_view_class = AlertView
    index_template_name = CrisisIndexView.template_name
    create_template_name = PutOutView.template_name
    edit_template_name = AlertView.template_name
    list_display: list[Any] = ["__str__", "starts_at", "ends_at", "source"]
    list_filter = ["level", "source"]
    search_fields = languages.field_names("text")
    ordering = ("-starts_at", "-pk")
    edit_handler = alert_edit_handler

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave form and model to the view: an alert itself does not change."""
        return {"template_name": self.edit_template_name, "model": AlertView.model, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the address at which an alert ends; leave out that at which it would be deleted."""
        kept = [
            pattern
            for pattern in super().get_urlpatterns()
            if pattern.name not in {"delete", "usage"}
        ]
        end_view = self.construct_view(EndView)
        return [*kept, path("end/<int:pk>/", end_view, name="end")]


class PreparedAlertViewSet(ModelViewSet):
    """Messages written on a quiet day; reached from the alerts."""

    model = PreparedAlert
    name = "prepared_alerts"
    url_prefix = "crisis-prepared"
    icon = "clipboard-list"
    menu_label = _("Prepared messages")
    add_to_admin_menu = False
    add_to_reference_index = False
    list_display: list[Any] = ["__str__", "level", "text"]
    search_fields = [*languages.field_names("name"), *languages.field_names("text")]
    edit_handler = prepared_edit_handler


register_permission_policy(CrisisAlert, KeptPermissionPolicy(CrisisAlert))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ModelViewSet]:
    """Put the alerts into the admin."""
    return [CrisisViewSet(), PreparedAlertViewSet()]


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name what happens to alerts."""
    actions.register_action(PUT_OUT, _("Put out"), _("Put out (done)"))
    actions.register_action(ENDED, _("End an alert"), _("Ended"))
    actions.register_action(UPDATED, _("Add an update"), _("Update put out"))
