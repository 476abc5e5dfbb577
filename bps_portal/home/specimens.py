"""Every component in every state, for the living page: values that stand in for content.

Each also meets what editors paste: a long title, a word without an end, capitals.
"""

from collections.abc import Iterator
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext, pgettext

from bps_portal import languages
from bps_portal.content.blocks import BodyBlock
from bps_portal.content.blocks.pictures import pictures_to_show
from bps_portal.content.listings import Choice, Filter
from emergency.levels import Level

from .specimen_words import DAY, HERE, Specimen, hit, lead, link, shown_file, theme, wordings

LATER = date(2026, 12, 31)
MOMENT = datetime(2021, 9, 23, 14, 5, tzinfo=get_current_timezone())


def specimens() -> Iterator[Specimen]:
    """Yield every specimen, in the active language, in the order of the design."""
    yield from _frame()
    yield from _cards()
    yield from _emergencies()
    yield from _forms()
    yield from _files()
    yield from _errors()


def block_specimens() -> Iterator[tuple[str, str]]:
    """Yield the name and the HTML of each kind of block, as its preview shows it."""
    for name, block in BodyBlock().child_blocks.items():
        yield name, block.render(block.get_preview_value())


def _frame() -> Iterator[Specimen]:
    sections = [link(pgettext("page title", name)) for name in ("News", "Themes", "Campaigns")]
    current = SimpleNamespace(title=pgettext("page title", "Contact"), url=HERE, current=True)
    menu = [*sections, current]
    yield Specimen("plate", "usual", {"code": languages.active_code()})
    yield Specimen("menu", "usual", {"items": menu, "search_url": HERE})
    for public, awaited in ((True, False), (False, False), (False, True)):
        links = [
            SimpleNamespace(
                code=code,
                name=languages.own_name(code),
                url=HERE,
                active=False,
                public=public,
                awaited=awaited,
            )
            for code in languages.other_codes()
        ]
        state = "usual" if public else "the translation follows" if awaited else "not translated"
        yield Specimen("language_switch", state, {"links": links, "page": True, "listing": None})
    yield Specimen("breadcrumbs", "usual", {"trail": menu})
    yield Specimen("quick_links", "usual", {"items": menu})
    yield Specimen("ways_on", "usual", {"navigation": SimpleNamespace(main=menu, foot=[])})
    for wording in wordings():
        yield Specimen(
            "footer_menu",
            wording.state,
            {
                "id": "footer-menu",
                "title": gettext("On this site"),
                "items": [link(wording.title)],
            },
        )
    yield Specimen(
        "contact_details",
        "usual",
        {
            "address": "Rue – Straat 1\n1000",
            "hours": "9–16",
            "telephone": "02 123 45 67",
            "telephone_url": "tel:+3221234567",
            "email": "hello@example.org",
        },
    )
    account = SimpleNamespace(
        label=gettext("Follow us on %(network)s") % {"network": "X"}, url=HERE
    )
    yield Specimen("social_accounts", "usual", {"accounts": [account]})
    contents = [SimpleNamespace(anchor="x", title=wording.title) for wording in wordings()]
    yield Specimen("contents", "usual", {"sections": contents})
    note = SimpleNamespace(date=DAY, text=lead())
    yield Specimen("change_notes", "usual", {"notes": [note, note]})
    yield Specimen(
        "share", "usual", {"title": lead(), "url": HERE, "networks": [("WhatsApp", HERE)]}
    )
    for number in (1, 2, 3):
        listing = SimpleNamespace(
            number=number,
            has_other_pages=True,
            has_previous=number > 1,
            has_next=number < 3,
            previous_page_number=number - 1,
            next_page_number=number + 1,
            paginator=SimpleNamespace(num_pages=3),
        )
        yield Specimen("pagination", f"page {number} of 3", {"listing": listing})


def _cards() -> Iterator[Specimen]:
    image = next(iter(pictures_to_show(1)), None)
    subject = theme()
    for wording in wordings():
        state, picture = wording.state, image if wording.picture else None
        story = link(
            wording.title,
            image=picture,
            lead=lead(),
            promise=lead(),
            theme=subject,
            date=DAY,
            starts_on=DAY,
            ends_on=LATER,
            published_on=DAY,
            shown_file=shown_file(),
            get_kind_display=gettext("Campaign"),
        )
        yield Specimen("lead_story", state, {"article": story})
        yield Specimen("article_card", state, {"article": story})
        yield Specimen("campaign_card", state, {"campaign": story})
        yield Specimen("publication_card", state, {"publication": story})
        yield Specimen("notice", state, {"article": story})
        yield Specimen("publication_notice", state, {"publication": story})
        yield Specimen("child_pages", state, {"pages": [story]})
        yield Specimen(
            "theme_notice",
            state,
            {
                "theme": theme(wording.title),
                "article_count": len(wording.title) % 7,
                "url": HERE,
            },
        )
        yield Specimen("search_hit", state, {"hit": hit(wording.title)})
        if picture:
            yield Specimen(
                "figure",
                state,
                {
                    "image": picture,
                    "caption": wording.title,
                    "credit": "BPS",
                    "wide": True,
                },
            )
    themes = [theme(wording.title) for wording in wordings()]
    yield Specimen("theme_list", "usual", {"themes": themes, "url": HERE})
    yield Specimen("theme_link", "usual", {"theme": subject, "themes_url": HERE})
    for state, starts, ends in (
        ("both days", DAY, LATER),
        ("from", DAY, None),
        ("until", None, DAY),
    ):
        yield Specimen("period", state, {"starts_on": starts, "ends_on": ends})


def _emergencies() -> Iterator[Specimen]:
    for level in Level:
        alert = SimpleNamespace(level=level, starts_at=MOMENT, ends_at=MOMENT)
        words = SimpleNamespace(text=lead(), link_url=HERE, link_text=gettext("Once a month"))
        banner = SimpleNamespace(
            code=languages.active_code(), foreign=False, update=(MOMENT, lead()), be_alert_url=HERE
        )
        yield Specimen(
            "crisis_banner",
            level,
            {
                "banner": banner,
                "alert": alert,
                "words": words,
                "id": level,
            },
        )
    yield Specimen("copy_notice", "usual", {"copied_at": MOMENT})
    calls: dict[str, dict[str, Any]] = {
        "an emergency line": {"is_emergency": True, "tel_url": "tel:112", "visible_number": "112"},
        "another line": {"tel_url": "tel:+3280032123", "visible_number": "00800 2123 2123"},
        "a site": {"tel_url": "", "source_host": "example.org"},
    }
    for state, known in calls.items():
        number = SimpleNamespace(
            **{
                "name": lead(),
                "what_for": lead(),
                "note": lead(),
                "hours": "24/7",
                "cost": "0 €",
                "is_emergency": False,
                "number": known["tel_url"],
                "source_url": HERE,
                "source_host": "example.org",
                "served_languages": [languages.active_code()],
                "served_language_names": list(map(languages.name, languages.codes())),
                "verified_on": DAY,
                **known,
            }
        )
        yield Specimen("number_row", state, {"number": number})
    yield Specimen(
        "emergency_block",
        "usual",
        {
            "numbers": [
                SimpleNamespace(tel_url=f"tel:{number}", visible_number=number, name=lead())
                for number in ("112", "101")
            ],
            "all_numbers_url": HERE,
        },
    )
    yield Specimen("emergency_fallback", "usual", {"code": "specimen"})
    yield Specimen("urgent_numbers", "usual", {"numbers": [hit(lead())]})
    need = SimpleNamespace(value="danger", label=lead())
    yield Specimen("emergency_needs", "usual", {"needs": [need, need], "url": HERE})


def _forms() -> Iterator[Specimen]:
    yield Specimen("search_form", "usual", {"id": "specimen-q"})
    yield Specimen("search_form", "filled in", {"id": "specimen-q2", "query": lead()})
    choices = [Choice(wording.title, wording.state, chosen=False) for wording in wordings()]
    offered = [Filter("theme", gettext("Theme"), gettext("All themes"), choices)]
    yield Specimen("filters", "usual", {"filters": offered, "address": HERE, "keep": {}})


def _files() -> Iterator[Specimen]:
    for wording in wordings():
        file = shown_file(wording.title)
        yield Specimen("publication_file", wording.state, {"file": file})
        yield Specimen(
            "download",
            wording.state,
            {
                "document": file.document,
                "language": languages.other_codes()[0],
            },
        )
        yield Specimen(
            "brochure",
            wording.state,
            {
                "campaign": link(wording.title, promise=lead()),
                "files": [file],
            },
        )


def _errors() -> Iterator[Specimen]:
    code = languages.active_code()
    yield Specimen("message", "usual", {"code": code, "title": lead(), "text": lead()})
    yield Specimen("gone", "with a section", {"code": code, "section": link(lead())})
    yield Specimen("gone", "without a section", {"code": code, "section": None})
    yield Specimen("refused_form", "to send again", {"code": code, "can_resend": True})
    yield Specimen("refused_form", "not to send again", {"code": code, "can_resend": False})
    yield Specimen("server_error", "usual", {"code": code})
    yield Specimen("not_saved", "a fault", {"code": code, "can_resend": True, "had_files": True})
    yield Specimen("not_saved", "signed out", {"code": code, "can_resend": True, "sign_in": HERE})
    yield Specimen("not_saved", "nothing kept", {"code": code})
