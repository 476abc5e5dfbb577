"""What `setup_site` has made and nobody has edited since: the folder's version takes its place."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from bps_portal import languages
from bps_portal.content.telephone import dial_value
from bps_portal.home.fixed_pages import FIXED_PAGES
from bps_portal.transfer.models import InterchangeId
from emergency.models import EmergencyNumber

from .fields import travelling
from .identities import known_as


def standing_page(model: type[Any], parent: Any, values: dict[str, Any]) -> Any:
    """Return the fixed page below `parent` that a new page takes the place of, or None."""
    slug = languages.field_name("slug", languages.default_code())
    for fixed in FIXED_PAGES:
        page: Any = fixed.existing() if fixed.model is model else None
        if (
            page
            and page.get_parent().pk == parent.pk
            and getattr(page, slug) == values.get(slug)
            and not page.revisions.exclude(user=None).exists()
            and not _is_named(page)
        ):
            return page
    return None


def standing_number(values: dict[str, Any]) -> EmergencyNumber | None:
    """Return the emergency number that a new one takes the place of, emptied, or None."""
    if telephone := values.get("number"):
        known = EmergencyNumber.objects.filter(dial=dial_value(telephone))
    else:
        address = languages.field_name("source_url", languages.default_code())
        known = EmergencyNumber.objects.filter(number="", **{address: values.get(address, "")})
    number = known.first()
    if number is None or _is_named(number) or _is_edited(number):
        return None
    for field in travelling(EmergencyNumber):
        setattr(number, field.attname, field.get_default())
    return number


def _is_named(thing: Any) -> bool:
    kind = ContentType.objects.get_for_model(known_as(type(thing)))
    return InterchangeId.objects.filter(content_type=kind, object_id=thing.pk).exists()


def _is_edited(number: EmergencyNumber) -> bool:
    entries = ModelLogEntry.objects.for_instance(number)
    return bool(entries.exclude(user=None).exists())
