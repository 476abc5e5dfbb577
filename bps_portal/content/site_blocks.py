"""What the site's settings list: social accounts, and pages in the order of a menu."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from bps_portal import languages

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

NETWORKS = {
    "bluesky": "Bluesky",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "linkedin": "LinkedIn",
    "mastodon": "Mastodon",
    "tiktok": "TikTok",
    "whatsapp": "WhatsApp",
    "x": "X",
    "youtube": "YouTube",
}


def _in_each_language(
    field: str, label: "StrPromise", make: Callable[..., blocks.Block]
) -> list[tuple[str, blocks.Block]]:
    """Return a block per language for a struct; `label` has a place for the language's name."""
    return [
        (
            languages.field_name(field, code),
            make(label=format_lazy(label, language=languages.lazy_name(code))),
        )
        for code in languages.codes()
    ]


class AccountBlock(blocks.StructBlock):
    """An account at a network, with its address for the readers of each language."""

    network = blocks.ChoiceBlock(choices=tuple(NETWORKS.items()), label=_("network"))

    def __init__(self, local_blocks: Any = (), **kwargs: Any) -> None:
        address = partial(blocks.URLBlock, required=False, max_length=500)
        addresses = _in_each_language("url", _("address ({language})"), address)
        super().__init__([*addresses, *local_blocks], **kwargs)

    def clean(self, value: Any) -> Any:
        """Ask for an address in at least one language."""
        cleaned = super().clean(value)
        names = languages.field_names("url")
        if not any(cleaned.get(name) for name in names):
            message = ValidationError(_("Give the address in at least one language."))
            raise blocks.StructBlockValidationError(block_errors={names[0]: message})
        return cleaned

    class Meta:
        icon = "group"
        label = _("Account")


class AccountsBlock(blocks.StreamBlock):
    """The accounts in the order in which the foot of every page shows them."""

    account = AccountBlock()


class MenuItemBlock(blocks.StructBlock):
    """A page in a menu, under its title or a shorter text."""

    page = blocks.PageChooserBlock(label=_("page"))

    def __init__(self, local_blocks: Any = (), **kwargs: Any) -> None:
        text = partial(
            blocks.CharBlock,
            required=False,
            max_length=60,
            help_text=_("Left empty, the title of the page stands there."),
        )
        labels = _in_each_language("label", _("own text ({language})"), text)
        super().__init__([*labels, *local_blocks], **kwargs)

    class Meta:
        icon = "doc-empty"
        label = _("Page")


class MenuBlock(blocks.StreamBlock):
    """The pages of a menu, in its order."""

    item = MenuItemBlock()
