"""Keeps the entries of pages, and of what stands on them, as readers see them."""

from datetime import date
from typing import Any

from django.db import models, transaction

from bps_portal import languages
from bps_portal.content.models import Theme
from bps_portal.pages.models import LocalizedPage

from . import vocabulary
from .excerpts import without_signs
from .file_texts import text_of
from .models import SearchEntry
from .normalising import joined_forms, key, normalised
from .page_texts import words_of
from .sources import Description, SearchSource, sources
from .vectors import vector_of

MOST_TEXT = 100_000
# The columns whose words help with spelling.
TEXTS = ("title", "lead", "text", "keywords")


@transaction.atomic
def index_page(page: models.Model) -> None:
    """Bring the entries of a page up to date in every language, and of what stands on it.

    A page that is not live, or not in a language, has no entry there; one in a language that is not
    opened yet has. Pages that are no LocalizedPage are not searched.
    """
    if not isinstance(page, LocalizedPage):
        return
    with languages.as_if_opened(languages.codes()):
        live = page.live_languages
    SearchEntry.objects.filter(page=page, source="").exclude(language__in=live).delete()
    for code in live:
        _index_page_in(page, code)
    for source in sources():
        if isinstance(page, source.page_model):
            index_source(source)


def forget_page(page: models.Model) -> None:
    """Remove all entries of a page that readers no longer see."""
    SearchEntry.objects.filter(page_id=page.pk).delete()


def index_source(source: SearchSource) -> None:
    """Bring the entries of all things of a source up to date, and forget those that are gone."""
    things = list(source.things())
    gone = SearchEntry.objects.filter(source__startswith=f"{source.model._meta.label_lower}:")
    gone.exclude(source__in=[source.reference(thing) for thing in things]).delete()
    page = source.page()
    for thing in things:
        index_thing(source, thing, page)


def index_thing(source: SearchSource, thing: models.Model, page: LocalizedPage | None) -> None:
    """Bring the entries of one thing up to date in every language."""
    for code in languages.codes():
        description = source.describe(thing, code) if page else None
        if page is None or description is None:
            forget_thing(source, thing, code)
        else:
            _index_thing_in(source, thing, page, code, description)


def forget_thing(source: SearchSource, thing: models.Model, *codes: str) -> None:
    """Remove the entries of a thing, in all languages where none is named."""
    SearchEntry.objects.filter(
        source=source.reference(thing), language__in=codes or languages.codes()
    ).delete()


def _index_page_in(page: LocalizedPage, code: str) -> None:
    with languages.override(code):
        words = words_of(page, code)
    theme: Theme | None = getattr(page, "theme", None)
    theme_name = str(languages.value_in(theme, "name", code) or "") if theme else ""
    files = "\n".join(text_of(document) for document in words.documents)
    described = str(languages.value_in(page, "search_description", code) or "")
    titles = [
        str(languages.value_in(document, "title", code) or "") for document in words.documents
    ]
    lead, body = "\n".join(words.lead), "\n".join([*words.body, *(f"{h}." for h in words.headings)])
    keywords = "\n".join([described, theme_name, *titles])
    _save(
        page,
        code,
        source="",
        kind=page.search_kind.key,
        theme=theme,
        date=_date_of(page),
        title=words.title,
        lead=lead,
        text=f"{body}\n{files}"[:MOST_TEXT],
        keywords=keywords,
        exact=[key(words.title)],
        vector=vector_of(
            code,
            A=words.title,
            B="\n".join([lead, *words.headings, keywords]),
            C="\n".join(words.body),
            D=files,
        ),
    )


def _index_thing_in(
    source: SearchSource, thing: models.Model, page: LocalizedPage, code: str, known: Description
) -> None:
    number = normalised(known.telephone)
    answers = [known.title, number, *joined_forms(number), *known.answers]
    _save(
        page,
        code,
        source=source.reference(thing),
        fragment=known.fragment,
        kind=source.kind.key,
        theme=None,
        date=None,
        title=known.title,
        lead=known.lead,
        text="",
        keywords=known.keywords,
        telephone=known.telephone,
        call_url=known.call_url,
        boost=known.boost,
        exact=sorted({key(answer) for answer in answers if answer}),
        urgent=sorted({key(phrase) for phrase in known.urgent} - {""}),
        vector=vector_of(
            code,
            A=f"{known.title} {number} {' '.join(known.answers)}",
            B=f"{known.lead}\n{known.keywords}",
        ),
    )


def _save(page: LocalizedPage, code: str, *, source: str, **values: Any) -> None:
    # Two keys, for a thing may stand on another page than before.
    if source:
        SearchEntry.objects.filter(source=source, language=code).exclude(page=page).delete()
    texts = {name: without_signs(values[name]) for name in TEXTS}
    SearchEntry.objects.update_or_create(
        page_id=page.pk, language=code, source=source, defaults=values | texts
    )
    vocabulary.learn(code, texts.values())


def _date_of(page: LocalizedPage) -> date | None:
    found: date | None = getattr(page, page.search_date_field) if page.search_date_field else None
    return found
