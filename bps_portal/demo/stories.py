"""Loads the publications, the campaigns and the articles."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils import timezone

from bps_portal import languages
from bps_portal.content.models import PortalDocument, PortalImage, Theme
from bps_portal.pages.language_exceptions import allow_one_language_first
from bps_portal.pages.models import ChangeNote, LocalizedPage
from campaigns.models import (
    CampaignPage,
    CampaignPartner,
    CampaignPublication,
    PublicationPage,
)
from news.models import ArticlePage, RelatedArticle

from .bodies import CREDIT, bodies, steps
from .content_files import Entry, pages, texts
from .once import Pieces

NOON = time(12)


@dataclass(frozen=True)
class Material:
    """What stories are made of, each by its key."""

    themes: Mapping[str, Theme]
    pictures: Mapping[str, PortalImage]
    documents: Mapping[str, PortalDocument]


def load_publications(
    pieces: Pieces, parent: LocalizedPage, material: Material
) -> dict[str, PublicationPage]:
    """Return the publications by key, without those that an editor has deleted."""
    found = {
        key: pieces.once(
            f"publication:{key}",
            partial(_published_publication, parent, key, entry, material),
        )
        for key, entry in pages("publications").items()
    }
    return {key: publication for key, publication in found.items() if publication is not None}


def load_campaigns(
    pieces: Pieces,
    parent: LocalizedPage,
    material: Material,
    publications: Mapping[str, PublicationPage],
) -> dict[str, CampaignPage]:
    """Return the campaigns by key, without those that an editor has deleted."""
    found = {
        key: pieces.once(
            f"campaign:{key}",
            partial(_published_campaign, parent, key, entry, material, publications),
        )
        for key, entry in pages("campaigns").items()
    }
    return {key: campaign for key, campaign in found.items() if campaign is not None}


def load_articles(
    pieces: Pieces,
    parent: LocalizedPage,
    material: Material,
    campaigns: Mapping[str, CampaignPage],
) -> dict[str, ArticlePage]:
    """Return the articles by key, without those that an editor has deleted.

    New articles get a place in the tree first and are published once all of them have one, so
    that each can name related articles that come after it.
    """
    entries = pages("articles")
    new: list[str] = []
    found: dict[str, ArticlePage] = {}
    for key, entry in entries.items():
        if not pieces.known(f"article:{key}"):
            if entry["theme"] not in material.themes:
                continue
            new.append(key)
        article = pieces.once(
            f"article:{key}",
            partial(_placed_article, parent, key, entry, material, campaigns),
        )
        if article is not None:
            found[key] = article
    for key in new:
        found[key].related_links = [
            RelatedArticle(article=found[other], sort_order=place)
            for place, other in enumerate(entries[key].get("related", []))
            if other in found
        ]
        found[key].change_notes = [
            ChangeNote(
                date=note["date"],
                **{
                    languages.field_name("text", code): note[code]
                    for code in languages.required_codes()
                },
            )
            for note in entries[key].get("notes", [])
        ]
        if exception := entries[key].get("exception"):
            _let_follow(found[key], exception)
        _published(found[key])
    return found


def _let_follow(article: ArticlePage, exception: Entry) -> None:
    """Let a language of the article follow, as an administrator would; it has no body yet."""
    code = exception["language"]
    deadline = timezone.localdate() + timedelta(days=exception["days"])
    allow_one_language_first(article, code, exception["reason"], deadline)
    languages.set_value_in(article, "body", code, "[]")
    article.published_languages = [c for c in article.published_languages if c != code]


def _published_publication(
    parent: LocalizedPage, key: str, entry: Entry, material: Material
) -> PublicationPage:
    files = {
        languages.field_name(field, code): material.documents.get(f"{entry[name]}.{code}")
        for field, name in (("file", "document"), ("alternative", "alternative"))
        for code in languages.required_codes()
        if name in entry
    }
    publication = PublicationPage(
        kind=entry["kind"],
        theme=material.themes.get(entry.get("theme", "")),
        published_on=entry["date"],
        version=entry.get("version", ""),
        **files,
        **texts(entry),
        **bodies(f"publication:{key}", entry, material.pictures, material.documents),
    )
    return _published(_placed(parent, publication, entry["date"]))


def _published_campaign(
    parent: LocalizedPage,
    key: str,
    entry: Entry,
    material: Material,
    publications: Mapping[str, PublicationPage],
) -> CampaignPage:
    starts_on = _day(entry["starts_on"])
    ends_on = _day(entry["ends_on"]) if "ends_on" in entry else None
    campaign = CampaignPage(
        starts_on=starts_on,
        ends_on=ends_on,
        theme=material.themes.get(entry["theme"]),
        image=material.pictures.get(entry["picture"]),
        press_email=entry.get("press_email", ""),
        press_phone=entry.get("press_phone", ""),
        **texts(entry),
        **steps(f"campaign:{key}", entry),
        **bodies(f"campaign:{key}", entry, material.pictures, material.documents),
    )
    campaign.publication_links = [
        CampaignPublication(publication=publications[name], sort_order=place)
        for place, name in enumerate(entry["publications"])
        if name in publications
    ]
    campaign.partners = [
        CampaignPartner(sort_order=place, **_named_partner(partner))
        for place, partner in enumerate(entry.get("partners", []))
    ]
    return _published(_placed(parent, campaign, min(starts_on, timezone.localdate())))


def _day(value: date | int) -> date:
    """Return a date; a number is so many days after today."""
    return timezone.localdate() + timedelta(days=value) if isinstance(value, int) else value


def _named_partner(entry: Entry) -> dict[str, str]:
    return {
        languages.field_name(field, code): entry.get(name.format(code=code), "")
        for field, name in (("name", "{code}"), ("url", "url_{code}"))
        for code in languages.required_codes()
    }


def _placed_article(
    parent: LocalizedPage,
    key: str,
    entry: Entry,
    material: Material,
    campaigns: Mapping[str, CampaignPage],
) -> ArticlePage:
    article = ArticlePage(
        theme=material.themes[entry["theme"]],
        date=entry["date"],
        image=material.pictures.get(entry["picture"]),
        credit=CREDIT,
        campaign=campaigns.get(entry.get("campaign", "")),
        **texts(entry),
        **bodies(f"article:{key}", entry, material.pictures, material.documents),
    )
    return _placed(parent, article, entry["date"])


def _placed[P: LocalizedPage](parent: LocalizedPage, page: P, day: date) -> P:
    """Put a page below `parent`, not yet live, as if first published on `day` at noon."""
    page.live = False
    page.first_published_at = timezone.make_aware(datetime.combine(day, NOON))
    parent.add_child(instance=page)
    return page


def _published[P: LocalizedPage](page: P) -> P:
    page.save_revision().publish()
    return page
