"""Plain pages, such as “about us”, missions, subsidies, press and jobs."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import AbstractPage, Orderable

from bps_portal import languages
from bps_portal.content.blocks import BodyBlock
from bps_portal.content.fields import BodyField
from bps_portal.content.headings import sections_of
from bps_portal.content.models import PortalDocument
from bps_portal.content.renditions import images_in, prefetch_renditions
from bps_portal.content.telephone import check_telephone, dial_value, grouped
from bps_portal.languages.items import ItemKeyField
from bps_portal.languages.panels import ItemsPanel, translated_panels
from bps_portal.pages.models import LocalizedPage

# The root of the tree is 1 and the home page 2: a page, one below it, and one below that.
DEEPEST = 5


class ContentPage(LocalizedPage):
    """A plain page: body, documents, whom to ask, and the pages below it."""

    lead = models.TextField(verbose_name=_("lead"), blank=True, max_length=600)
    body = BodyField(BodyBlock(), verbose_name=_("body"), blank=True)
    contact_name = models.CharField(
        verbose_name=_("who answers"),
        max_length=120,
        blank=True,
        help_text=_("A service rather than a person, such as “Subsidies”."),
    )
    contact_telephone = models.CharField(
        verbose_name=_("telephone"), max_length=40, blank=True, validators=[check_telephone]
    )
    contact_email = models.EmailField(verbose_name=_("e-mail address"), blank=True)
    fixed_address = models.BooleanField(
        verbose_name=_("fixed address"), default=False, editable=False
    )

    untranslated_fields: ClassVar[tuple[str, ...]] = ("contact_telephone", "contact_email")
    required_per_language = (*LocalizedPage.required_per_language, "body")
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["home.ContentPage"]

    content_panels = [
        *LocalizedPage.content_panels,
        translated_panels("lead"),
        translated_panels("body", stacked=True),
        ItemsPanel("documents", heading=_("Documents"), label=_("document")),
        MultiFieldPanel(
            [
                translated_panels("contact_name"),
                FieldRowPanel([FieldPanel("contact_telephone"), FieldPanel("contact_email")]),
            ],
            heading=_("Contact box"),
            help_text=_("Shown in the languages in which it says who answers."),
        ),
    ]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @property
    def locked_slugs(self) -> bool:  # type: ignore[override]
        """Pages that every footer links to, such as privacy, keep their address."""
        return self.fixed_address

    @classmethod
    def can_exist_under(cls, parent: AbstractPage) -> bool:
        """Tell whether a plain page may stand below `parent`: three levels below the home page."""
        return parent.depth < DEEPEST and bool(super().can_exist_under(parent))

    def clean(self) -> None:
        """Ask for a way to reach whoever answers, and for who answers."""
        super().clean()
        ways = self.contact_telephone or self.contact_email
        names = languages.field_names("contact_name")
        if ways and not any(getattr(self, name) for name in names):
            message = _("Say who answers, in each language in which the box is to be shown.")
            raise ValidationError(dict.fromkeys(names, message))
        if not ways and any(getattr(self, name) for name in names):
            message = _("Give a telephone number or an e-mail address.")
            raise ValidationError({"contact_telephone": message})

    @property
    def contact(self) -> dict[str, str] | None:
        """What the contact box says in the active language, or None without one."""
        if not self.contact_name:
            return None
        number = self.contact_telephone
        return {
            "name": self.contact_name,
            "tel_url": f"tel:{dial_value(number)}" if number else "",
            "visible_number": grouped(number),
            "email": self.contact_email,
        }

    @property
    def updated_on(self) -> Any:
        """The day in Brussels on which the page was last published, or None."""
        return self.last_published_at and timezone.localdate(self.last_published_at)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sections, the documents and the pages below, as readers of this language see them."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        prefetch_renditions(images_in(self.body))
        children = ContentPage.objects.child_of(self).public_in(languages.active_code())
        return context | {
            "sections": sections_of(self.body),
            "documents": self.documents_here(),
            "child_pages": list(children.defer_streamfields()) if self.pk else [],
        }

    def documents_here(self) -> list[PortalDocument]:
        """Return the files in the editor's order, each in the active language or, for want of it, another.

        Templates name the language of a file that is not in the reader's own.
        """
        rows = self.documents.select_related(*languages.field_names("document"))
        found = (row.document_here for row in rows)
        return [document for document in found if document]


class PageDocument(Orderable):
    """A document of a plain page: one thing, with a file per language."""

    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="documents")
    item_key = ItemKeyField()
    document = models.ForeignKey(
        "content.PortalDocument",
        verbose_name=_("file"),
        null=True,
        blank=True,
        # Not SET_NULL: modeltranslation would leave the plain column pointing at nothing.
        on_delete=models.PROTECT,
        related_name="page_documents",
    )

    panels = [translated_panels("document")]

    class Meta(Orderable.Meta):
        verbose_name = _("document of a page")
        verbose_name_plural = _("documents of a page")

    def clean(self) -> None:
        """Refuse a document without any file."""
        super().clean()
        names = languages.field_names("document")
        if not any(getattr(self, name) for name in names):
            raise ValidationError(
                {names[0]: _("Choose a file in at least one language, or remove this document.")}
            )

    @property
    def document_here(self) -> PortalDocument | None:
        """The file in the active language, or in another one for want of it."""
        files = (languages.value_in(self, "document", code) for code in languages.public_first())
        return next((file for file in files if file), None)
