"""What the workbench adds to the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from bps_portal import languages
from bps_portal.languages.models import LanguageRights

from . import aids, dashboard, opening, report, wagtail_glossary  # noqa: F401 - they register their own hooks
from .exchange import review  # noqa: F401 - it does too
from .workflow import APPROVE, TranslationTask, languages_to_translate


@hooks.register("insert_global_admin_css")
def style_standings() -> str:
    """Show beside each text how it stands."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/translations.css"))


@hooks.register("insert_editor_js")
def pair_blocks() -> str:
    """Put the blocks of bodies beside those of the other languages."""
    return format_html('<script src="{}" defer></script>', static("admin/paired_blocks.js"))


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def say_what_others_changed(request: HttpRequest, instance: Any) -> None:
    """Tell who saved what others had changed meanwhile, and that it was kept."""
    if kept := getattr(instance, "kept_from_others", ()):
        message = _("Kept what others have saved meanwhile: %(fields)s.")
        messages.info(request, message % {"fields": ", ".join(kept)})


@hooks.register("after_edit_page")
def say_what_is_still_to_translate(request: HttpRequest, page: Any) -> None:
    """Tell a translator why a page has not left the translators."""
    if request.POST.get("workflow-action-name") != APPROVE:
        return
    state = page.current_workflow_task_state
    if state is not None and isinstance(state.task.specific, TranslationTask):
        names = ", ".join(languages.name(code) for code in languages_to_translate(page))
        message = _(
            "Saved. Texts are still to be translated (%(languages)s): the page stays with the"
            " translators."
        )
        messages.warning(request, message % {"languages": names})


@hooks.register("register_permissions")
def offer_rights_to_write() -> QuerySet[Permission]:
    """Let administrators give a group the right to write in a language."""
    return Permission.objects.filter(
        content_type__app_label=LanguageRights._meta.app_label,
        content_type__model=LanguageRights._meta.model_name,
    )
