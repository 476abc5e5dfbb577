"""What the accounts room adds to the admin."""

import logging
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

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
        logger.exception("Invitation of %s not sent", user.get_username())
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
