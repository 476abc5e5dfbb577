"""Bodies for tests."""

from decimal import Decimal
from typing import Any

from wagtail.blocks import StreamValue

from bps_portal.content.blocks import BodyBlock
from tests.content.film_files import captions, mp4
from tests.factories import DocumentFactory, ImageFactory

BODY = BodyBlock()


def stream(*blocks: tuple[str, Any]) -> StreamValue:
    """Return a body of blocks, each with its name and its plain value."""
    return BODY.to_python(list(blocks))


def figure(**values: Any) -> dict[str, Any]:
    """Return one key figure."""
    return {"number": Decimal(12480), "unit": "", "label": "appels", "source": ""} | values


def table(width: int = 2, height: int = 2, **values: Any) -> dict[str, Any]:
    """Return a table whose first column holds words and the others numbers."""
    kinds = ["text", *["number"] * (width - 1)]
    own = {
        "caption": "Visites",
        "columns": [{"type": kind, "heading": f"Titre {n}"} for n, kind in enumerate(kinds)],
        "rows": [{"values": ["Uccle", *[Decimal(1204)] * (width - 1)]} for _ in range(height)],
    }
    table_values = own | {name: values.pop(name) for name in own if name in values}
    return {"table": table_values, "first_column_is_heading": True, "source": ""} | values


def entry(**values: Any) -> dict[str, Any]:
    """Return one entry of an accordion."""
    return {"title": "Qui vient ?", "text": "<p>Nous.</p>"} | values


def contact_box(**values: Any) -> dict[str, Any]:
    """Return a contact box."""
    own = {
        "name": "Service de prévention",
        "telephone": "02 555 01 23",
        "email": "prevention@example.org",
        "address": "Rue Haute 1\n1000 Bruxelles",
        "hours": "9 h à 16 h",
    }
    return own | values


def video(**values: Any) -> dict[str, Any]:
    """Return a film at another site."""
    own = {
        "title": "Le détecteur",
        "file": None,
        "captions": None,
        "address": "https://vimeo.com/123456",
        "poster": values["poster"] if "poster" in values else ImageFactory(),
        "transcript": "<p>Une voix parle.</p>",
    }
    return own | values


def own_video(**values: Any) -> dict[str, Any]:
    """Return a film of our own."""
    own = {
        "address": "",
        "file": DocumentFactory(file=mp4()),
        "captions": DocumentFactory(file=captions(), language="fr"),
    }
    return video(**own | values)


def gallery(number: int = 2) -> dict[str, Any]:
    """Return a gallery."""
    return {
        "pictures": [
            {"image": ImageFactory(), "caption": f"Vue {n}", "credit": "BPS"} for n in range(number)
        ]
    }


def every_block() -> list[tuple[str, Any]]:
    """Return one of each block, with pictures and files wherever they can stand."""
    link = "<p>Voir <b>ceci</b>.</p>"
    return [
        ("heading", {"text": "Titre", "level": "h2"}),
        ("text", link),
        ("quote", {"text": "Bien.", "source": "Une voisine"}),
        ("callout", {"kind": "advice", "title": "Conseil", "text": link}),
        ("accordion", {"entries": [entry(), entry(text=link)]}),
        ("picture", {"image": ImageFactory(), "caption": "Un parc", "credit": "BPS"}),
        ("gallery", gallery()),
        ("video", video()),
        ("video", own_video()),
        ("key_figures", {"figures": [figure(), figure(number=Decimal("63.5"), unit="%")]}),
        ("table", table()),
        ("download", {"document": DocumentFactory(), "title": ""}),
        ("contact_box", contact_box()),
    ]
