"""What the accounts room adds to the admin."""

import logging
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from . import audit
from .factor_reset import may_reset
from .mails import invite

logger = logging.getLogger(__name__)


@hooks.register("after_create_user")
def invite_new_user(request: HttpRequest, user: Any) -> None:
    """Send the invitation, and say so; the account stays where the mail cannot be sent."""
    if not user.email:
        return
    try:
        invite(user)
    except OSError:
        logger.exception("Invitation of user %s not sent", user.pk)
        messages.warning(
            request,
            _(
                "The account is made, but the invitation could not be sent. The user can ask for a"
                " password with “Forgotten it?” below the login form."
            ),
        )
    else:
        messages.success(
            request, _("An invitation was sent to %(address)s.") % {"address": user.email}
        )


@hooks.register("register_log_actions")
def name_actions(actions: LogActionRegistry) -> None:
    """Name what the accounts room notes in the log."""
    audit.register(actions)


@hooks.register("register_account_menu_item")
def lead_to_second_factor(_request: HttpRequest) -> dict[str, str]:
    """Lead from somebody's account to the page of the second factor."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("An app on your telephone that proves that it is you, and recovery codes."),
    }


@hooks.register("register_user_listing_buttons")
def offer_reset_of_factor(user: Any, request_user: Any) -> Iterator[Button]:
    """Offer to reset the second factor of a colleague who lost it."""
    if may_reset(request_user, user):
        yield Button(
            _("Reset the second factor"),
            reverse("reset_factor", args=[user.pk]),
            icon_name="key",
            priority=30,
        )
