"""What specimens are made of: values that stand in for content.

The words are those of the blocks' own previews, so that they exist in every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from bps_portal import languages

DAY = date(2021, 9, 23)
LONGEST_TITLE, LONGEST_WORD = 200, 60
HERE = "#"


@dataclass(frozen=True)
class Specimen:
    """A component (the name of its template) in a state, and the values that make it so."""

    component: str
    state: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The template that shows it."""
        return f"components/{self.component}.html"

    @property
    def html(self) -> SafeString:
        """The component, as the pages show it."""
        return render_to_string(self.template, dict(self.values))


@dataclass(frozen=True)
class Wording:
    """What a thing is called in a state; `picture` tells whether it has one."""

    state: str
    title: str
    picture: bool = True


def wordings() -> list[Wording]:
    """Return how a title may be written, from the usual one to what nobody should paste."""
    usual = gettext("We rang at every door of the street. Now we know each other.")
    run_on = "".join(filter(str.isalpha, usual * 3)).lower()
    return [
        Wording("usual", usual),
        Wording("without a picture", usual, picture=False),
        Wording("a title of 200 characters", (f"{usual} " * 4)[:LONGEST_TITLE].strip()),
        Wording("a word of 60 letters", run_on[:LONGEST_WORD]),
        Wording("capitals", usual.upper()),
    ]


def lead() -> str:
    """Return a sentence."""
    return gettext("Press the test button once a month and change the battery once a year.")


def link(title: str, **known: Any) -> SimpleNamespace:
    """Return something with a title and an address."""
    return SimpleNamespace(title=title, url=HERE, current=False, **known)


def theme(name: str = "") -> SimpleNamespace:
    """Return a theme."""
    return SimpleNamespace(
        name=name or gettext("Once a month"), slug="theme", description=lead(), pk=None
    )


def hit(title: str) -> SimpleNamespace:
    """Return what a search finds."""
    return link(
        title,
        excerpt=lead(),
        kind=gettext("Campaign"),
        date=DAY,
        theme=gettext("Once a month"),
        call_url="tel:112",
        telephone="112",
        lead=lead(),
    )


def shown_file(title: str = "") -> SimpleNamespace:
    """Return the file of a publication."""
    document = SimpleNamespace(
        url=HERE,
        title=title,
        language="",
        title_language="",
        cover=None,
        file_extension="pdf",
        page_count=4,
        file_size=155_000,
    )
    return SimpleNamespace(
        document=document, title=title, title_language="", language=languages.active_code()
    )
