"""Trying an interchange folder: what would come, and what is doubtful; nothing is made."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from PIL import Image, UnidentifiedImageError
from wagtail.images import get_image_model

from bps_portal import languages
from bps_portal.content.models import Theme
from bps_portal.home.models import HomePage
from bps_portal.pages import parity_gate
from bps_portal.pages.addresses import slug_error
from bps_portal.pages.models import PortalPage
from bps_portal.transfer.legacy_links import find_article
from bps_portal.transfer.media import checked_file
from bps_portal.transfer.page_remarks import DEAD_LINK, NO_ALTERNATIVE
from bps_portal.transfer.run import Tally
from news.models import ArticlePage

from .building import Builder
from .fields import taken_as_they_are
from .files import UnreadableError, inside
from .identities import Identities, known_as, page_model
from .importing import FolderReader, Import, model_named, name_in
from .records import late_models, record_models

# Stands for the key of what the import would make.
PLANNED = 0


class PlannedIdentities(Identities):
    """Knows what is on the site, and what the folder would bring."""

    def __init__(self) -> None:
        """Plan nothing yet."""
        super().__init__()
        self.planned: dict[str, type[models.Model]] = {}

    def key(self, model: type[models.Model], name: Any) -> int | None:
        """Return the key of what is there, or `PLANNED` for what comes, or None."""
        found = super().key(model, name)
        if found is None and (coming := self.planned.get(str(name))):
            return PLANNED if known_as(coming) is known_as(model) else None
        return found


class TrialBuilder(Builder):
    """Remembers what is referred to in vain."""

    def __init__(self, identities: Identities, further: set[str]) -> None:
        """Know the names, as `Builder` does."""
        super().__init__(identities, further)
        self.lost: list[tuple[type[models.Model], str]] = []

    def key(self, model: type[models.Model], name: Any) -> int | None:
        """Return the key of what a name stands for; notes it where it will not be here."""
        found = super().key(model, name)
        if found is None:
            self.lost.append((model, str(name)))
        return found

    def _put(self, found: dict[str, Any], field: models.Field, value: Any) -> None:
        super()._put(found, field, value)
        if field.is_relation and found.get(field.attname) == PLANNED:
            # Nothing is there to be looked up by its key.
            model: Any = field.related_model
            found[field.name] = model()
            found.pop(field.attname)


class Trial(Import):
    """One look at a folder, in the order of an import; what it holds are the names alone."""

    identities: PlannedIdentities

    def run(self) -> Tally:
        """Tell what would come and what is doubtful; return how much there is of each."""
        self.identities = PlannedIdentities()
        self.remarks = 0
        self._addresses: set[tuple[str, str, str]] = set()
        records, late = record_models(), late_models()
        labels = [*(model._meta.label_lower for model in records), "pages"]
        labels += [model._meta.label_lower for model in late]
        for label in labels:
            self._plan(label)
        for label in labels:
            self._part(label, self._page if label == "pages" else self._record)
        return self.tally

    def builder(self) -> TrialBuilder:
        """Return what builds one thing, and notes what it refers to in vain."""
        return TrialBuilder(self.identities, self.further)

    def _plan(self, part: str) -> None:
        reader = FolderReader(self.folder, part)
        for place in reader.places():
            try:
                front = reader.read(place)
                self.identities.planned[str(name_in(front))] = model_named(front)
            except (ValidationError, UnreadableError):
                # It is set aside with its reason when its turn comes.
                continue

    def _record(self, place: str, front: dict[str, Any]) -> bool:
        return self._tried(place, front, self._checked_record)

    def _page(self, place: str, front: dict[str, Any]) -> bool:
        return self._tried(place, front, self._checked_page)

    def _tried(self, place: str, front: dict[str, Any], check: Any) -> bool:
        model, name = model_named(front), str(name_in(front))
        planned = self.identities.planned.pop(name, None)
        if self.identities.key(model, name) is not None:
            return False
        # What follows in vain refers to it in vain.
        builder = self.builder()
        try:
            for remark in check(place, front, model, builder):
                self._remark(place, remark)
        finally:
            for lost, lost_name in builder.lost:
                kind = "unknown theme" if lost is Theme else DEAD_LINK
                self._remark(place, f"{kind}: {lost._meta.verbose_name} {lost_name}")
        if planned:
            self.identities.planned[name] = planned
        # Folders of pictures are made while a picture is read.
        transaction.set_rollback(True)
        return True

    def _remark(self, place: str, remark: str) -> None:
        self.remarks += 1
        self.tell(f"{place}: {remark}")

    def _checked_record(
        self, place: str, front: dict[str, Any], model: Any, builder: TrialBuilder
    ) -> Iterator[str]:
        record = model(**builder.values(model, front))
        _clean(record)
        if front.get("file"):
            file = inside(self.folder / place, front["file"])
            with checked_file(record, file):
                _look_at_picture(record, file)
        if isinstance(record, get_image_model()) and (
            missing := record.languages_without_alternative
        ):
            yield f"{NO_ALTERNATIVE} ({missing})"

    def _checked_page(
        self, place: str, front: dict[str, Any], model: Any, builder: TrialBuilder
    ) -> Iterator[str]:
        values = builder.values(model, front) | builder.bodies(model, self.folder / place)
        if model is HomePage:
            self._home(values)
            return
        page = model(**values)
        self._check_place(page, front)
        _clean(page)
        allowed = {each.get("language") for each in front.get("exceptions", [])}
        if front.get("live"):
            page.pair_blocks()
            lacks = [
                lack
                for lack in parity_gate.lacks(page, excepted=False)
                if lack.column != parity_gate.LANGUAGES or lack.code not in allowed
            ]
            if lacks:
                raise ValidationError(parity_gate.errors_of(lacks))
        for code in languages.required_codes():
            title = languages.value_in(page, "title", code)
            if not title or code not in page.published_languages:
                yield f"no other language ({code})"
            elif isinstance(page, ArticlePage) and find_article(title, page.date, code):
                yield f"an article with this title and date is on the site already ({code})"

    def _check_place(self, page: Any, front: dict[str, Any]) -> None:
        above = front.get("parent")
        key = self.identities.key(page_model(), above)
        if key is None:
            raise UnreadableError("the page above it is not on this site")
        parent = PortalPage.objects.get(pk=key).specific if key else None
        kind: Any = type(parent) if parent else self.identities.planned[str(above)]
        if type(page) not in kind.allowed_subpage_models():
            raise UnreadableError("a page of this type cannot stand there")
        for code in languages.codes():
            slug = languages.value_in(page, "slug", code)
            if not slug:
                continue
            name = languages.field_name("slug", code)
            if (str(above), code, slug) in self._addresses:
                raise UnreadableError(f"{name}: another page of the folder claims “{slug}”")
            if parent and (error := slug_error(parent, code, slug)):
                raise ValidationError({name: [error]})
            self._addresses.add((str(above), code, slug))


def _clean(thing: Any) -> None:
    """Check the plain values; what is derived, and what does not exist yet, is left out."""
    left_out = {"path", "depth", "numchild", "translation_key", *taken_as_they_are(type(thing))}
    for field in thing._meta.concrete_fields:
        known = field.is_relation and (
            field.is_cached(thing) or getattr(thing, field.attname) is not None
        )
        is_derived = not field.editable and not field.is_relation
        if known or is_derived or field.get_internal_type() == "JSONField":
            left_out.add(field.name)
    thing.clean_fields(exclude=left_out)


def _look_at_picture(record: Any, file: Path) -> None:
    if isinstance(record, get_image_model()) and file.suffix.lower() != ".svg":
        try:
            with Image.open(file) as picture:
                picture.verify()
        except (
            UnidentifiedImageError,
            OSError,
            SyntaxError,
            Image.DecompressionBombError,
        ) as error:
            raise UnreadableError("its file is no picture that can be opened") from error
