"""Visitors' messages in the admin: read, mark as handled, delete."""

from typing import Any

import django_filters
from django.contrib.auth.models import AbstractBaseUser
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from bps_portal import languages

from .admin_forms import ContactMessageForm
from .models import ContactMessage
from .subjects import Subject


class ReceivedPermissionPolicy(ModelPermissionPolicy):
    """Messages come from visitors: nobody adds one by hand, whatever the role."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        """Tell what the account's permissions say, except for adding."""
        return action != "add" and bool(super().user_has_permission(user, action))


class LinesPanel(FieldPanel):
    """A text to read, with its own lines."""

    def format_value_for_display(self, value: str) -> SafeString:
        """Return the text as HTML."""
        return linebreaksbr(value, autoescape=True)


def _language_choices() -> list[tuple[str, str]]:
    return [(code, languages.own_name(code)) for code in languages.codes()]


class ContactMessageFilterSet(WagtailFilterSet):
    """By what is to be done, language and subject."""

    handled = django_filters.BooleanFilter(
        field_name="handled_at", lookup_expr="isnull", exclude=True, label=_("Handled")
    )
    language = django_filters.ChoiceFilter(choices=_language_choices, label=_("Language"))
    subject = django_filters.ChoiceFilter(choices=Subject.choices, label=_("Subject"))

    class Meta:
        model = ContactMessage
        fields: list[str] = []


class ContactMessageViewSet(ModelViewSet):
    """List, filters and the page of one message."""

    model = ContactMessage
    name = "contact_messages"
    url_prefix = "contact-messages"
    icon = "mail"
    menu_label = _("Messages")
    menu_order = 270
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "created_at",
        "language",
        "subject",
        "message",
        "page",
        "name",
        "email",
        "handled_at",
        "handled_by",
    ]
    list_display: list[Any] = [
        "__str__",
        Column("get_language_display", label=_("Language")),
        "page",
        "handled_at",
        "handled_by",
    ]
    filterset_class = ContactMessageFilterSet
    search_fields = ["message", "name", "email", "page"]
    edit_handler = ObjectList(
        [
            FieldPanel("handled"),
            MultiFieldPanel(
                [
                    FieldPanel("created_at", read_only=True),
                    FieldPanel("subject", read_only=True),
                    LinesPanel("message", read_only=True),
                    FieldPanel("page", read_only=True),
                    FieldPanel("name", read_only=True),
                    FieldPanel("email", read_only=True),
                ],
                heading=_("Message"),
            ),
            MultiFieldPanel(
                [FieldPanel(name, read_only=True) for name in ("handled_at", "handled_by")],
                heading=_("Handled"),
            ),
        ],
        base_form_class=ContactMessageForm,
    )


register_permission_policy(ContactMessage, ReceivedPermissionPolicy(ContactMessage))


@hooks.register("register_admin_viewset")
def register_messages() -> ContactMessageViewSet:
    """Put the messages into the admin's menu."""
    return ContactMessageViewSet()
