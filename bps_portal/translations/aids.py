"""What helps a translator beside each field: earlier translations, and wrong terms."""

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import AbstractPage
from wagtail.permissions import policy_registry

from bps_portal import languages
from bps_portal.languages.paragraphs import paragraphs
from bps_portal.languages.permissions import writable_codes
from bps_portal.languages.segments import segments
from bps_portal.languages.tagged import check_tags, to_html, words
from bps_portal.languages.units import Unit, units
from bps_portal.pages.models import PortalPage

from .exchange.exporting import opened, source_for
from .glossary import entries, warnings
from .inputs import input_of
from .kinds import kind_name, kinds
from .memory import Offer, offers

URL_NAME = "translation_aids"
PAGE = "page"
FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "h2", "h3", "h4"]
CONVERTER = ContentstateConverter(
    features=["bold", "italic", "link", "document-link", "ol", "ul", "h2", "h3", "h4"]
)


@require_http_methods(["GET", "POST"])
def translation_aids(request: HttpRequest, kind: str, key: int, code: str) -> HttpResponse:
    """Return what helps to translate an object into a language, as JSON.

    GET: `units`, those that are missing or out of date and have offers, and `words` to show; `warnings`, the sentences
    on wrong terms by the key of their segment, of the texts as they are saved. POST: `warnings` of
    one `segment` whose translation is `text` by now.

    Raises:
        Http404: for an object or a language that does not exist.
        PermissionDenied: where the user may not write it.
    """
    obj = _object(kind, key)
    if obj is None or code not in languages.codes():
        raise Http404
    if code not in writable_codes(request.user) or not _may_edit(obj, request.user):
        raise PermissionDenied
    source = source_for(code)
    if request.method == "POST":
        texts = {each.key: each.texts for each in segments(obj) if not each.is_file}
        asked = texts.get(request.POST.get("segment", ""), {})
        terms = entries(source, code)
        found = warnings(terms, asked.get(source, ""), request.POST.get("text", "")[:50_000])
        return JsonResponse({"warnings": found})
    return JsonResponse(
        {
            "units": _units(obj, source, code),
            "warnings": _warnings(obj, source, code),
            "words": {
                "offers": _("Earlier translations"),
                "earlier": _("It translates:"),
                "take": _("Use this translation"),
                "taken": _("The translation was put into the field."),
            },
        }
    )


def _object(kind: str, key: int) -> Any:
    if kind == PAGE:
        page = PortalPage.objects.filter(pk=key, depth__gt=1).first()
        return opened(type(page.specific), key) if page else None
    found = next((each for each in kinds() if kind_name(each) == kind), None)
    return opened(found, key) if found and not issubclass(found, AbstractPage) else None


def _may_edit(obj: Any, user: Any) -> bool:
    if isinstance(obj, AbstractPage):
        return bool(obj.permissions_for_user(user).can_edit())
    policy = policy_registry.get_by_type(type(obj))
    return bool(policy.user_has_permission_for_instance(user, "change", obj))


def _units(obj: Any, source: str, code: str) -> list[dict[str, Any]]:
    waiting = [unit for unit in units(obj, source, code) if unit.is_awaited]
    # Which of several texts is meant has to be said.
    of_segment = Counter(unit.segment for unit in waiting)
    found = offers([unit.source for unit in waiting], source, code)
    described = []
    for unit, of_unit in zip(waiting, found, strict=True):
        shown = [_offer(unit, offer, source) for offer in of_unit if offer.target != unit.target]
        if shown:
            described.append(
                {
                    "segment": unit.segment,
                    "input": input_of(unit.text, code),
                    "source": words(unit.source) if of_segment[unit.segment] > 1 else "",
                    "lang": code,
                    "offers": shown,
                }
            )
    return described


def _offer(unit: Unit, offer: Offer, source: str) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "source": words(offer.source) if offer.source != unit.source else "",
        "sourceLang": source,
        "text": words(offer.target),
        "likeness": _("%(percent)d %%") % {"percent": offer.likeness},
    }
    if not unit.text.is_rich:
        return shown
    html = _html(unit, offer.target)
    if unit.place is None:
        return shown | {"rich": _for_editor(html)}
    original = paragraphs(unit.text.source)
    return shown | {
        "rich": _for_editor(f"<p>{html}</p>"),
        "paragraph": original.number_of(unit.place),
        "blank": _for_editor(original.without_words().joined()),
    }


def _for_editor(html: str) -> str:
    """Return rich text as the editor of the form holds it (JSON of Draft.js)."""
    return str(ContentstateConverter(features=FEATURES).from_database_format(html))


def _html(unit: Unit, line: str) -> str:
    """Return an earlier translation as rich text, without its tags where the source has others."""
    try:
        check_tags(line, unit.source_tags)
        return to_html(line, unit.source_tags)
    except ValidationError:
        return escape(words(line))


def _warnings(obj: Any, source: str, code: str) -> dict[str, list[str]]:
    terms = entries(source, code)
    if not terms:
        return {}
    found = {
        segment.key: warnings(terms, segment.texts[source], segment.texts[code])
        for segment in segments(obj)
        if not segment.is_file
    }
    return {key: sentences for key, sentences in found.items() if sentences}


@hooks.register("register_admin_urls")
def offer_address() -> list[URLPattern]:
    """Give the view its address in the admin."""
    address = "translation-aids/<str:kind>/<int:key>/<str:code>/"
    return [path(address, translation_aids, name=URL_NAME)]


@hooks.register("insert_editor_js")
def offer_aids() -> Any:
    """Show the aids in the edit forms."""
    address = reverse(URL_NAME, args=("KIND", 0, "CODE"))
    return format_html(
        '<script src="{}" data-translation-aids-url="{}" defer></script>',
        static("admin/translation_aids.js"),
        address,
    )
