"""The contact page; the messages themselves are in `messages`."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.admin.panels import MultiFieldPanel
from wagtail.url_routing import RouteResult

from bps_portal import languages
from bps_portal.content.blocks import BodyBlock
from bps_portal.content.fields import BodyField
from bps_portal.languages.panels import translated_panels
from bps_portal.pages.models import LocalizedPage, PortalPage

from . import answering
from .messages import ContactMessage
from .recipients import addresses, validate_addresses

__all__ = ["ContactMessage", "ContactPage"]


class ContactPage(LocalizedPage):
    """The page with the form; what it says beside the form is the editor's."""

    lead = models.TextField(verbose_name=_("lead"), blank=True, max_length=600)
    body = BodyField(
        BodyBlock(),
        verbose_name=_("body"),
        blank=True,
        help_text=_("Stands below the form: address, opening hours, who to ask about what."),
    )
    consent = models.TextField(
        verbose_name=_("what we do with the message"),
        blank=True,
        max_length=600,
        help_text=_(
            "Stands above the button, before the sentence that says when messages are deleted."
            " Left empty, a standard text stands there."
        ),
    )
    confirmation = models.TextField(
        verbose_name=_("thanks"),
        blank=True,
        max_length=600,
        help_text=_("Shown once a message has arrived. Left empty, a standard text stands there."),
    )
    recipients = models.TextField(
        verbose_name=_("who gets the messages"),
        blank=True,
        max_length=600,
        validators=[validate_addresses],
        help_text=_(
            "E-mail addresses for the messages written in this language, parted by commas. Left"
            " empty, those of the other language are used."
        ),
    )

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1
    locked_slugs = True
    unsearched_fields = ("consent", "confirmation", "recipients")

    content_panels = [
        *LocalizedPage.content_panels,
        translated_panels("lead"),
        MultiFieldPanel(
            [
                translated_panels("consent"),
                translated_panels("confirmation"),
                translated_panels("recipients"),
            ],
            heading=_("Form"),
        ),
        translated_panels("body", stacked=True),
    ]

    class Meta:
        verbose_name = _("contact page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer for the page itself, and for the thanks below it."""
        if path_components == [_thanks_slug()] and self.live_in(languages.active_code()):
            return RouteResult(self, kwargs={"sent": True})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, sent: bool = False, **kwargs: Any
    ) -> HttpResponse:
        """Return the form, its errors or the thanks."""
        request.is_preview = False  # type: ignore[attr-defined]
        return answering.thank(self, request) if sent else answering.answer(self, request)

    def thanks_url(self, request: HttpRequest | None = None) -> str:
        """Return where a visitor lands once a message has arrived."""
        return f"{self.get_url(request)}{_thanks_slug()}/"

    def recipients_in(self, code: str) -> list[str]:
        """Return who gets the messages in a language; a message never goes nowhere by omission."""
        for candidate in (code, *languages.codes()):
            if found := addresses(languages.value_in(self, "recipients", candidate)):
                return found
        return []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the form, the retention period in days and the address of the privacy page."""
        form = kwargs.pop("form", None)
        subject = answering.subject_asked(request)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "form": form or answering.blank_form(self, request),
            "retention_days": settings.CONTACT_RETENTION_DAYS,
            "privacy_url": _privacy_url(request),
            "switch_query": dict.fromkeys(languages.codes(), f"?subject={subject}")
            if subject
            else {},
        }


def _thanks_slug() -> str:
    return pgettext("address", "thanks")


def _privacy_url(request: HttpRequest) -> str | None:
    """Return the address of the page about privacy; its slug is fixed."""
    code = languages.active_code()
    slug = {languages.field_name("slug", code): pgettext("address", "privacy"), "depth": 3}
    page = PortalPage.objects.public_in(code).filter(**slug).first()
    return page.url_in(code, request) if page else None
