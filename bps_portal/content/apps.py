"""App of the content room."""

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Names the room."""

    name = "bps_portal.content"
    label = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        """Let the cover of a document go with it; have choosers bear with damaged forms, and need no script."""
        # Models come first.
        from .admin_scripts import start_choosers_without_script  # noqa: PLC0415
        from .covers import delete_cover_with_document  # noqa: PLC0415
        from .damaged_forms import show_nothing_for_a_damaged_choice  # noqa: PLC0415

        post_delete.connect(delete_cover_with_document, sender="content.PortalDocument")
        show_nothing_for_a_damaged_choice()
        start_choosers_without_script()
