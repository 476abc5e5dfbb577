"""What belongs to the whole site: its name, how to reach it, and the order of its menus.

One row per site, which `site_frame` fetches together with the pages of the menus.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting

from bps_portal import languages
from bps_portal.languages.panels import translated_panels

from .fields import BodyField
from .site_blocks import NETWORKS, AccountsBlock, MenuBlock
from .telephone import check_telephone, dial_value, grouped

MENUS = ("main_menu", "foot_menu", "quick_links")


@dataclass(frozen=True)
class Account:
    """A social account as a link: its text is a sentence of the reader's language."""

    label: str
    url: str


@dataclass(frozen=True)
class ChosenPage:
    """A page that an editor put into a menu; `label` is "" where its title stands there."""

    page_id: int
    label: str


class SiteSettings(BaseSiteSetting):
    """The settings of a site, with every text in each language."""

    name = models.CharField(
        verbose_name=_("name"),
        max_length=100,
        blank=True,
        help_text=_(
            "Stands at the head and foot of every page; its first word has a line of its own."
        ),
    )
    tagline = models.CharField(
        verbose_name=_("tagline"),
        max_length=160,
        blank=True,
        help_text=_("What the organisation does, in a few words; stands below the name."),
    )
    address = models.TextField(
        verbose_name=_("postal address"),
        max_length=400,
        blank=True,
        help_text=_("One line below the other, as on an envelope."),
    )
    opening_hours = models.TextField(verbose_name=_("opening hours"), max_length=400, blank=True)
    telephone = models.CharField(
        verbose_name=_("telephone"),
        max_length=40,
        blank=True,
        validators=[check_telephone],
        help_text=_("The general number, which is no emergency number."),
    )
    email = models.EmailField(verbose_name=_("e-mail address"), blank=True)
    social_accounts = BodyField(
        AccountsBlock(),
        verbose_name=_("social accounts"),
        blank=True,
        help_text=_("An account shows in the languages for which it has an address."),
    )
    main_menu = BodyField(
        MenuBlock(),
        verbose_name=_("main menu"),
        blank=True,
        help_text=_("Left empty, the pages below the home page that are marked “Show in menus”."),
    )
    foot_menu = BodyField(
        MenuBlock(),
        verbose_name=_("menu at the foot"),
        blank=True,
        help_text=_("Left empty, the pages below the home page that the main menu does not hold."),
    )
    quick_links = BodyField(
        MenuBlock(),
        verbose_name=_("quick links"),
        blank=True,
        help_text=_("Stand on the home page; left empty, nothing stands there."),
    )
    # The keys of all pages in the menus, so that they can be fetched together with the settings.
    menu_page_ids = ArrayField(models.BigIntegerField(), default=list, editable=False)

    untranslated_fields: ClassVar[tuple[str, ...]] = (
        "telephone",
        "social_accounts",
        "main_menu",
        "foot_menu",
        "quick_links",
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    translated_panels("name"),
                    translated_panels("tagline"),
                    translated_panels("address"),
                    translated_panels("opening_hours"),
                    FieldPanel("telephone"),
                    translated_panels("email"),
                ],
                heading=_("Name and contact"),
            ),
            ObjectList([FieldPanel("social_accounts")], heading=_("Social accounts")),
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("main_menu")], heading=_("Main menu")),
                    MultiFieldPanel([FieldPanel("foot_menu")], heading=_("Menu at the foot")),
                    MultiFieldPanel([FieldPanel("quick_links")], heading=_("Quick links")),
                ],
                heading=_("Menus"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("site settings")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the settings in every language."""
        self.menu_page_ids = sorted(
            {chosen.page_id for menu in MENUS for chosen in self.chosen_pages(menu)}
        )
        with languages.override(languages.default_code()):
            super().save(*args, **kwargs)

    @classmethod
    def of_default_site(cls) -> Self:
        """Return the settings for what is sent outside any request, such as an e-mail."""
        return cls.objects.filter(site__is_default_site=True).first() or cls()

    @property
    def name_to_show(self) -> str:
        """The name in the active language, or the portal's own where it has none."""
        return self.name or gettext("Brussels Prevention and Safety")

    @property
    def telephone_url(self) -> str:
        """What a telephone dials, as an address, or ""."""
        return f"tel:{dial_value(self.telephone)}" if self.telephone else ""

    @property
    def visible_telephone(self) -> str:
        """The number as typed, kept on one line."""
        return grouped(self.telephone)

    @property
    def accounts(self) -> list[Account]:
        """The social accounts that have an address for the readers of the active language."""
        column = languages.field_name("url", languages.active_code())
        return [
            Account(
                gettext("Follow us on %(network)s") % {"network": NETWORKS[value["network"]]},
                value[column],
            )
            for value in _raw_values(self.social_accounts)
            if value.get("network") in NETWORKS and value.get(column)
        ]

    def chosen_pages(self, menu: str) -> list[ChosenPage]:
        """Return the pages of the menu field `menu`, labelled in the active language, unfetched."""
        column = languages.field_name("label", languages.active_code())
        return [
            ChosenPage(value["page"], value.get(column) or "")
            for value in _raw_values(getattr(self, menu))
            if value.get("page")
        ]


def _raw_values(stream: Any) -> Iterator[dict[str, Any]]:
    """Yield the values of a stream as they are stored: what a block would fetch stays unfetched."""
    for child in stream.raw_data if stream else ():
        yield child["value"]
