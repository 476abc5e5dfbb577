"""What the workbench adds to the admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from bps_portal.languages.models import LanguageRights


@hooks.register("insert_global_admin_css")
def style_standings() -> str:
    """Show beside each text how it stands."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/translations.css"))


@hooks.register("register_permissions")
def offer_rights_to_write() -> QuerySet[Permission]:
    """Let administrators give a group the right to write in a language."""
    return Permission.objects.filter(
        content_type__app_label=LanguageRights._meta.app_label,
        content_type__model=LanguageRights._meta.model_name,
    )
