"""What the delivery room adds to the admin: it says so when nothing can be saved."""

from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks

from .saving import can_save


@hooks.register("register_admin_urls")
def offer_address() -> list[URLPattern]:
    """Give the question its address in the admin."""
    return [path("can-save/", can_save, name="can_save")]


@hooks.register("insert_global_admin_css")
def show_it_clearly() -> str:
    """Style what is said."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/cannot_save.css"))


@hooks.register("insert_global_admin_js")
def ask_before_a_form_is_sent() -> str:
    """Ask on every page of the admin, in the editor's language."""
    return format_html(
        '<script src="{}" data-url="{}" data-down="{}" data-signed-out="{}" data-sign-in="{}"'
        ' data-sign-in-url="{}" data-back="{}"></script>',
        static("admin/cannot_save.js"),
        reverse("can_save"),
        _(
            "Nothing can be saved at the moment: the portal or its database does not answer. What"
            " you typed is still here. Leave this page open: it tells you when saving works again."
        ),
        _(
            "You are signed out, so nothing was saved. What you typed is still here: sign in in"
            " another tab, then save again on this page."
        ),
        _("Sign in"),
        reverse("wagtailadmin_login"),
        _("Saving works again. Save now what you typed."),
    )
