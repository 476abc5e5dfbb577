"""What every part of the open data shares; the parts themselves stand in the rooms of their subject.

django-ninja, which Wagtail brings, checks parameters, writes JSON and describes both (OpenAPI 3.1).
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, NinjaAPI, Router, Schema
from ninja.pagination import PageNumberPagination
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from bps_portal import languages
from bps_portal.content.models import PortalImage, Theme

API_PATH = "api/v1/"
NAMESPACE = "open_data"
VERSION = "1.0.0"
DESCRIPTION = (
    "What the portal publishes, in one language at a time. Read-only, without a key, open to pages"
    " of every origin. Answers carry an ETag. Only what every reader of the language sees is given."
)
# Far beyond the last page of anything, and within what a database counts.
LAST_PAGE = 100_000
# RFC 3339, section 5.6, full-date.
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Language(StrEnum):
    """A language; the description of the API names those that visitors see."""

    _ignore_ = ["code"]
    for code in languages.codes():
        vars()[code] = code

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        """Return the schema, with the languages of the moment."""
        reference: dict[str, Any] = handler(core_schema)
        schema: dict[str, Any] = handler.resolve_ref_schema(reference)
        schema["enum"] = list(languages.public_codes())
        return reference


Slug = Annotated[str, Field(pattern=r"^[-a-z0-9]+$", max_length=255)]


def _public(value: Any) -> Any:
    """Refuse a language that visitors do not see, as one that does not exist."""
    shown = [f"'{code}'" for code in languages.public_codes()]
    if value in languages.codes() and not languages.is_public(value):
        expected = " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
        message = "Input should be {expected}"
        raise PydanticCustomError("enum", message, {"expected": expected})
    return value


def _written_as_a_date(value: Any) -> Any:
    """Refuse what pydantic would take for seconds since 1970."""
    if isinstance(value, str) and not DATE.fullmatch(value):
        raise PydanticCustomError("date_parsing", "Input should be a date such as 2026-01-31")
    return value


Day = Annotated[date, BeforeValidator(_written_as_a_date)]


class InLanguage(Schema):
    """Which language is asked for; `bps_portal.api.serving` has made it the active one."""

    lang: Annotated[Language, BeforeValidator(_public)] = Field(
        Language(languages.default_code()), description="The language of the texts."
    )


class Period(InLanguage):
    """A language and a span of days, both ends included."""

    since: Day | None = Field(None, alias="from", description="The first day, as 2026-01-31.")
    until: Day | None = Field(None, description="The last day, as 2026-12-31.")


class Pages(PageNumberPagination):
    """Parts of a list by number, with how many there are in all."""

    class Input(Schema):
        """Which part."""

        page: int = Field(1, ge=1, le=LAST_PAGE)
        page_size: int | None = Field(None, ge=1, le=100)

    class Output(Schema):
        """One part."""

        items: list[Any]
        count: int = Field(description="How many there are on all pages.")
        licence: str = Field(description="The address of the licence of these data.")

    def paginate_queryset(
        self, queryset: QuerySet, pagination: Any, request: HttpRequest, **params: Any
    ) -> Any:
        """Return the part that is asked for; an empty one past the end."""
        part: dict[str, Any] = super().paginate_queryset(queryset, pagination, request, **params)
        return part | {"licence": settings.OPEN_DATA_LICENCE["url"]}


class Mistake(Schema):
    """What is wrong with one parameter: `loc` names it."""

    type: str
    loc: list[str | int]
    msg: str


class Refusal(Schema):
    """Why a request is refused."""

    detail: list[Mistake]


class Missing(Schema):
    """That there is no such thing."""

    detail: str


# What every part may answer, beside what was asked for.
REFUSALS: dict[int, type[Schema]] = {422: Refusal}


def as_text(kind: str) -> dict[str, Any]:
    """Return the description of an answer that is a file of a kind, such as "text/csv"."""
    return {"responses": {200: {"description": "OK", "content": {kind: {"schema": STRING}}}}}


STRING = {"type": "string"}


class Contents(Schema):
    """What there is, by address."""

    parts: dict[str, str]
    description: str = Field(description="The description of the API (OpenAPI).")
    documentation: dict[str, str] = Field(description="A page for people, by language.")
    licence: str


class ThemeOut(Schema):
    """A theme."""

    slug: str
    name: str


class ImageOut(Schema):
    """A picture; `alt` says what it shows, in the language asked for."""

    url: str
    width: int
    height: int
    alt: str


class Version(Schema):
    """The same page in a language."""

    lang: Language
    url: str


class PageOut(Schema):
    """What all pages tell."""

    id: int
    lang: Language
    url: str = Field(description="The page for readers.")
    title: str
    versions: list[Version] = Field(description="The page in every language in which it is public.")
    first_published: datetime | None
    last_published: datetime | None

    @staticmethod
    def resolve_lang(_page: Any) -> str:
        """Return the language in use."""
        return languages.active_code()

    @staticmethod
    def resolve_url(page: Any) -> str:
        """Return the absolute address."""
        return page.full_url_in(languages.active_code()) or ""

    @staticmethod
    def resolve_versions(page: Any) -> list[dict[str, str]]:
        """Return the page in each language in which readers see it."""
        return [{"lang": code, "url": page.full_url_in(code)} for code in page.live_languages]

    @staticmethod
    def resolve_first_published(page: Any) -> datetime | None:
        """Return when it was first public, in local time."""
        return _local(page.first_published_at)

    @staticmethod
    def resolve_last_published(page: Any) -> datetime | None:
        """Return when it was last published, in local time."""
        return _local(page.last_published_at)


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


def theme_out(theme: Theme | None) -> dict[str, str] | None:
    """Return a theme as the API tells it, None where it has no name in the active language."""
    return {"slug": theme.slug, "name": theme.name} if theme and theme.name and theme.slug else None


def image_out(image: PortalImage | None) -> dict[str, Any] | None:
    """Return a picture as the API tells it."""
    if image is None:
        return None
    return {
        "url": absolute(image.file.url),
        "width": image.width,
        "height": image.height,
        "alt": image.default_alt_text or "",
    }


def absolute(address: str) -> str:
    """Return a local address with the public root of the site in front; another one as it is."""
    root = "" if "://" in address else settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return root + address


def open_data(routers: Mapping[str, Router]) -> NinjaAPI:
    """Return the API with the parts of the rooms, by the name under which each stands.

    The operations of a part name their whole path, so that it can have files beside its list.
    """
    api = NinjaAPI(
        title="Open data",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        urls_namespace=NAMESPACE,
        openapi_extra={"info": {"license": settings.OPEN_DATA_LICENCE}},
    )
    parts = {name: f"{API_PATH}{name}" for name in routers}

    @api.get("", response=Contents, operation_id="contents", summary="What there is")
    def contents(request: HttpRequest) -> dict[str, Any]:
        """Return the address of each part, of their description and of the licence."""
        return {
            "parts": {name: absolute(f"/{path}") for name, path in parts.items()},
            "description": absolute(reverse(f"{NAMESPACE}:openapi-json")),
            "documentation": _documentation(),
            "licence": settings.OPEN_DATA_LICENCE["url"],
        }

    for router in routers.values():
        api.add_router("", router)
    return api


def _documentation() -> dict[str, str]:
    addresses = {}
    for code in languages.public_codes():
        with languages.override(code):
            addresses[code] = absolute(reverse("open_data_page"))
    return addresses
