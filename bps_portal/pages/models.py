"""PortalPage, the swapped base of Wagtail's pages, and LocalizedPage, the base of our page types.

PortalPage stacks one concern on another, each in a module of its own: `visibility` (what readers
see), `addressing` (slugs and paths), `validation` (what is missing or taken) and `writing` (all
languages at once); the rule on what goes public is `parity_gate`. Nothing in Wagtail is patched.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import MD5
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    PublishingPanel,
)
from wagtail.models import AbstractPage
from wagtail.models.pages import AbstractPageMeta, DefaultBasePageMixin
from wagtail.search import index

from bps_portal import languages
from bps_portal.languages.panels import ItemsPanel, translated_panels, translated_title_panels

from . import shown
from .change_notes import ChangeNote, ShownNote, notes_of
from .forms import PortalPageForm
from .gate_panel import ParityGatePanel
from .gone_addresses import GoneAddress
from .language_exceptions import LanguageException
from .language_states import states_in_words
from .permissions import PortalPagePermissionTester
from .previews import PreviewedInEachLanguage
from .querysets import PortalPageManager
from .redirect_models import MissedAddress, RedirectLanguage
from .search_kinds import PAGE, SearchKind
from .writing import WrittenPage

__all__ = [
    "ChangeNote",
    "GoneAddress",
    "LanguageException",
    "LocalizedPage",
    "MissedAddress",
    "PortalPage",
    "RedirectLanguage",
]


class PortalPage(PreviewedInEachLanguage, WrittenPage, DefaultBasePageMixin):
    """A page of the one tree, with every text in each language."""

    # The place in the tree, kept by treebeard.
    untranslated_fields: ClassVar[tuple[str, ...]] = ("path",)
    # Sections whose address others rely on keep their slugs.
    locked_slugs: ClassVar[bool] = False

    default_exclude_fields_in_copy = [
        *AbstractPage.default_exclude_fields_in_copy,
        *languages.field_names("url_path"),
        "change_notes",
    ]

    objects = PortalPageManager()

    search_fields = [
        *(index.SearchField(name, boost=2) for name in languages.field_names("title")),
        *(index.AutocompleteField(name) for name in languages.field_names("title")),
        *(field for field in AbstractPage.search_fields if field.field_name != "title"),
        index.FilterField("title"),
        *DefaultBasePageMixin.search_fields,
    ]

    class Meta(AbstractPageMeta):
        constraints = [
            models.UniqueConstraint(
                MD5(languages.field_name("url_path", code)), name=f"unique_url_path_{code}"
            )
            for code in languages.codes()
        ]
        # The pages right below another one, such as those of the main menu.
        indexes = [
            models.Index(
                fields=["depth", "path"],
                opclasses=["int4_ops", "varchar_pattern_ops"],
                name="page_by_depth_and_path",
            )
        ]

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "PortalPage":
        """Return a page as the database has it, noted among what the answer under way shows."""
        page: PortalPage = super().from_db(*args, **kwargs)
        shown.note(shown.page_key(page.pk))
        return page

    def __str__(self) -> str:
        """Return the title, marked with its language where the active one has none."""
        return self._title_to_show("title")

    def get_admin_display_title(self) -> str:
        """Return the draft title; where the active language has none, another one, marked."""
        return self._title_to_show("draft_title") or self._title_to_show("title")

    def _title_to_show(self, field: str) -> str:
        active = languages.active_code()
        if title := languages.value_in(self, field, active):
            return str(title)
        for code in languages.other_codes():
            if title := languages.value_in(self, field, code):
                return f"{title} [{code}]"
        return ""

    def permissions_for_user(self, user: Any) -> PortalPagePermissionTester:
        """Return what a user may do with the page."""
        return PortalPagePermissionTester(user, self)

    @property
    def notes_for_readers(self) -> list[ShownNote]:
        """The change notes in the active language, the newest first."""
        return notes_of(self, languages.active_code())

    @property
    def language_states(self) -> str:
        """Where the page stands in each language, in words, as lists of the admin export it."""
        return states_in_words(self)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return one entry per language in which readers see the page.

        Each names all of them as `alternates` ({"fr": "https://..."}), as `hreflang` wants it.
        """
        urls = {code: self.full_url_in(code, request) for code in self.live_languages}
        return [
            {"location": url, "lastmod": self.last_published_at, "alternates": urls}
            for url in urls.values()
        ]


class LocalizedPage(PortalPage):
    """Base of all page types: its form and panels show every language."""

    base_form_class = PortalPageForm

    # Columns that decide in which lists the page stands, and where (`delivery.changes`). A page type
    # that names them promises that its pages are shown only where they are fetched as pages, so that
    # a change of texts makes only those answers old. None: a change makes every answer old.
    listed_by: ClassVar[tuple[str, ...] | None] = None

    # How the search of readers names, weighs and dates the page (bps_portal.search.page_texts).
    search_kind: ClassVar[SearchKind] = PAGE
    search_lead_fields: ClassVar[tuple[str, ...]] = ("lead", "intro", "promise")
    search_date_field: ClassVar[str] = ""
    unsearched_fields: ClassVar[tuple[str, ...]] = ()

    content_panels = [ParityGatePanel(), translated_title_panels()]
    promote_panels = [
        MultiFieldPanel(
            [
                translated_panels("slug"),
                translated_panels("seo_title"),
                translated_panels("search_description"),
            ],
            heading=_("For search engines"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("For site menus")),
    ]
    settings_panels = [
        ItemsPanel(
            "change_notes",
            heading=_("Change notes"),
            label=_("change note"),
            help_text=_(
                "Tell readers of an important update: what changed, in one sentence. The page shows"
                " it with its date once it is published. Minor corrections need no note."
            ),
        ),
        FieldPanel("published_languages"),
        PublishingPanel(),
        CommentPanel(),
    ]

    class Meta:
        abstract = True
