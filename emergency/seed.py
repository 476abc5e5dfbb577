"""The numbers that a new site starts with."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from bps_portal import languages
from bps_portal.content.telephone import dial_value

from .models import EmergencyNumber

SEED_FILE = Path(__file__).parent / "seed_numbers.toml"
TRANSLATED = ("name", "what_for", "hours", "cost", "note", "source_url")
STEP = 10


@transaction.atomic
def load_numbers() -> int:
    """Make the numbers that do not exist yet; return how many.

    A number that exists is left as its editors made it, whatever it says. An entry without number
    (the app) is recognised by its official site.
    """
    entries = tomllib.loads(SEED_FILE.read_text(encoding="utf-8"))["number"]
    made = 0
    for place, entry in enumerate(entries, start=1):
        if not _exists(entry):
            _made_from(entry, order=place * STEP).save()
            made += 1
    return made


def _exists(entry: dict[str, Any]) -> bool:
    if entry["number"]:
        return EmergencyNumber.objects.filter(dial=dial_value(entry["number"])).exists()
    address = languages.field_name("source_url", languages.default_code())
    wanted = entry["source_url"].get(languages.default_code(), "")
    return EmergencyNumber.objects.filter(**{"number": "", address: wanted}).exists()


def _made_from(entry: dict[str, Any], order: int) -> EmergencyNumber:
    number = EmergencyNumber(
        number=entry["number"],
        need=entry["need"],
        order=order,
        primary=entry.get("primary", False),
        is_emergency=entry["is_emergency"],
        served_languages=[code for code in languages.codes() if code in entry.get("languages", ())],
    )
    for field in TRANSLATED:
        for code in languages.codes():
            languages.set_value_in(number, field, code, entry.get(field, {}).get(code, ""))
    number.clean()
    return number
