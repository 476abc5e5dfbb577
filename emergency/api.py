"""The emergency numbers as open data: JSON, CSV (RFC 4180) and vCard 4.0 (RFC 6350)."""

import csv
import io
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from bps_portal import languages
from bps_portal.api.machinery import REFUSALS, InLanguage, Pages, as_text

from .models import EmergencyNumber, EmergencyNumbersPage
from .needs import Need
from .vcards import vcard

router = Router(tags=["emergency-numbers"])
COLUMNS = (
    "number",
    "tel",
    "name",
    "need",
    "what_for",
    "hours",
    "cost",
    "note",
    "served_languages",
    "is_emergency",
    "official_site",
    "verified_on",
)


class NumberOut(Schema):
    """A number to call, or an app to use; texts are in the language asked for."""

    id: int
    number: str = Field(description="As people read it; empty for an app or a website.")
    tel: str = Field(description="The address of a call link (RFC 3966), or empty.")
    name: str
    need: str = Field(description="What has happened, as one word.")
    need_label: str = Field(description="What has happened, in plain words.")
    what_for: str
    hours: str
    cost: str
    note: str
    served_languages: list[str] = Field(description="Those that the line answers in.")
    is_emergency: bool
    on_every_page: bool
    official_site: str
    verified_on: date | None = Field(description="When it was last compared with that site.")


@router.get(
    "/emergency-numbers",
    response={200: list[NumberOut]} | REFUSALS,
    operation_id="emergency_numbers",
    summary="Emergency numbers",
)
@paginate(Pages, page_size=100)
def numbers(request: HttpRequest, query: Query[InLanguage]) -> list[dict[str, Any]]:
    """Return the numbers in the order of the page of all numbers."""
    return [described(number) for number in _public_numbers()]


@router.get(
    "/emergency-numbers.csv",
    operation_id="emergency_numbers_csv",
    response=REFUSALS,
    openapi_extra=as_text("text/csv"),
    summary="Emergency numbers as CSV",
)
def as_csv(request: HttpRequest, query: Query[InLanguage]) -> HttpResponse:
    """Return the numbers as CSV in UTF-8, with the names of the columns in the first line."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    for number in _public_numbers():
        values = described(number)
        writer.writerow(values | {"served_languages": " ".join(values["served_languages"])})
    return _file(out.getvalue(), "text/csv", "csv")


@router.get(
    "/emergency-numbers.vcf",
    operation_id="emergency_numbers_vcard",
    response=REFUSALS,
    openapi_extra=as_text("text/vcard"),
    summary="Emergency numbers as vCards",
)
def as_vcards(request: HttpRequest, query: Query[InLanguage]) -> HttpResponse:
    """Return a card for the address book for each number that can be called."""
    called = (number for number in _public_numbers() if number.tel_url)
    return _file("".join(map(vcard, called)), "text/vcard", "vcf")


def described(number: EmergencyNumber) -> dict[str, Any]:
    """Return what is told of a number in the active language; "" for what is not known."""
    texts = ("name", "what_for", "hours", "cost", "note")
    return {name: getattr(number, name) or "" for name in texts} | {
        "id": number.pk,
        "number": number.number,
        "tel": number.tel_url,
        "need": number.need,
        "need_label": str(Need(number.need).label),
        "served_languages": [code for code in languages.codes() if code in number.served_languages],
        "is_emergency": number.is_emergency,
        "on_every_page": number.primary,
        "official_site": number.source_url or "",
        "verified_on": number.verified_on,
    }


def _public_numbers() -> QuerySet[EmergencyNumber]:
    """Return the numbers with a name in the active language, while readers see their page."""
    code = languages.active_code()
    is_public = EmergencyNumbersPage.objects.public_in(code).order_by().exists()
    named: QuerySet[EmergencyNumber] = EmergencyNumber.objects.named_in(code)
    return named if is_public else named.none()


def _file(content: str, kind: str, ending: str) -> HttpResponse:
    name = f"emergency-numbers-{languages.active_code()}.{ending}"
    return HttpResponse(
        content,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
