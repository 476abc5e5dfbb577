"""The files of a campaign as an annotation, for a page that shows them beside much else.

An article names its campaign and shows its files; fetched with the article they cost no query.
"""

from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from bps_portal import languages
from bps_portal.content.models import PortalDocument

from .files import ShownFile, file_to_show
from .publications import PublicationPage

# What a link to a file tells.
COLUMNS = (
    "id",
    # Left out, it would be asked for its default, in a query of its own.
    "collection_id",
    *languages.field_names("title"),
    "file",
    "file_size",
    "language",
    "page_count",
    "cover",
    "cover_width",
    "cover_height",
)


def files_of_campaign(campaign: str) -> ArraySubquery:
    """Return an annotation for `shown_files`.

    Args:
        campaign: the foreign key to the campaign in the query that is annotated.
    """
    files = {
        name: JSONObject(**{column: F(f"{name}__{column}") for column in COLUMNS})
        for name in languages.field_names("file")
    }
    titles = {name: F(name) for name in languages.field_names("title")}
    public = PublicationPage.objects.public_in(languages.active_code())
    of_campaign = public.filter(campaign_links__page=OuterRef(campaign))
    in_order = of_campaign.order_by("campaign_links__sort_order")
    # Not values(row=...): modeltranslation would add every column.
    return ArraySubquery(in_order.annotate(row=JSONObject(**titles, **files)).values("row"))


def shown_files(rows: list[dict[str, Any]]) -> list[ShownFile]:
    """Return the files that a reader of the active language gets, from the annotation."""
    publications = (
        SimpleNamespace(
            **row
            | {
                name: PortalDocument(**row[name]) if row[name]["id"] else None
                for name in languages.field_names("file")
            }
        )
        for row in rows
    )
    found = map(file_to_show, publications)
    return [file for file in found if file is not None]
