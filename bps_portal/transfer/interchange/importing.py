"""Reading an interchange folder into this site: what is new comes in, what is here stays."""

import csv
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.dateparse import parse_datetime
from wagtail.models import Collection, CollectionViewRestriction, Site

from bps_portal import languages
from bps_portal.home.fixed_pages import ensure_home
from bps_portal.home.models import HomePage
from bps_portal.pages.models import GoneAddress, PortalPage
from bps_portal.pages.redirect_import import import_redirects, read_rows
from bps_portal.transfer.media import save_with_file
from bps_portal.transfer.models import InterchangeId
from bps_portal.transfer.run import Tally, in_words, run

from .building import Builder
from .exporting import DRAFT, GONE, REDIRECTS
from .files import FORMAT, FRONT, UnreadableError, check_file, inside, places, read_toml
from .identities import Identities, known_as, page_model, pages_named
from .page_extras import apply_extras
from .records import late_models, record_models, setting_models

type Tell = Callable[[str], None]
type SetAside = Callable[[str, str], None]

BATCH = 500


@dataclass
class FolderReader:
    """The places of one part of an interchange folder, such as `pages`."""

    folder: Path
    part: str

    def count(self) -> int:
        """Return how many places there are."""
        return sum(1 for _place in places(self.folder / self.part))

    def places(self) -> Iterator[str]:
        """Yield the names of the places, in their order."""
        return (f"{self.part}/{place.name}" for place in places(self.folder / self.part))

    def read(self, place: str) -> dict[str, Any]:
        """Return the front of a place.

        Raises:
            UnreadableError: for a link, or a front that cannot be read.
        """
        folder = self.folder / place
        if folder.is_symlink():
            raise UnreadableError("it is a symbolic link, which is never followed")
        return read_toml(folder / FRONT)


class Import:
    """One import; running it again goes on where it stopped."""

    def __init__(self, folder: Path, tell: Tell, set_aside: SetAside) -> None:
        """Read from `folder`; tell of progress, and of each place that is set aside.

        Raises:
            UnreadableError: where the folder is no interchange folder of a known format.
        """
        self.folder, self.tell, self.set_aside = folder, tell, set_aside
        head = read_toml(folder / "interchange.toml")
        if head.get("format") != FORMAT:
            raise UnreadableError(f"the format is {head.get('format')!r}, not {FORMAT}")
        further = set(head.get("languages", [])) - set(languages.codes())
        if further:
            tell(
                f"Left out, for this site does not have the language: {', '.join(sorted(further))}."
            )
        self.identities = Identities()
        self.further = further
        self.tally = Tally()

    def run(self) -> Tally:
        """Bring in everything; return what became of it."""
        self._guarded("collections.toml", self._collections)
        for model in record_models():
            self._part(model._meta.label_lower, self._record)
        self._part("pages", self._page)
        self._complete()
        for model in late_models():
            self._part(model._meta.label_lower, self._record)
        self._settings()
        self._guarded(REDIRECTS, self._redirects)
        self._guarded(GONE, self._gone)
        return self.tally

    def builder(self) -> Builder:
        """Return what builds one thing, and counts what it refers to in vain."""
        return Builder(self.identities, self.further)

    def _guarded(self, name: str, bring_in: Callable[[], None]) -> None:
        """Bring in a file as a whole, or set it aside."""
        if not (self.folder / name).exists():
            return
        try:
            check_file(self.folder / name)
            with transaction.atomic():
                bring_in()
        except ValidationError as error:
            self._set_whole_aside(name, in_words(error))
        except (ValueError, TypeError, KeyError, AttributeError, OSError, csv.Error) as error:
            self._set_whole_aside(name, f"it cannot be read ({error})")

    def _set_whole_aside(self, name: str, reason: str) -> None:
        self.tally.set_aside += 1
        self.set_aside(name, reason)

    def _part(self, part: str, write: Callable[[str, Any], bool]) -> None:
        reader = FolderReader(self.folder, part)
        if total := reader.count():
            self.tell(f"{total} × {part}")
            run(reader, write, self.tell, self.set_aside, self.tally)

    def _record(self, place: str, front: dict[str, Any]) -> bool:
        model = _model(front.get("type"), {*record_models(), *late_models()})
        if self.identities.key(model, _name(front)):
            return False
        builder = self.builder()
        record: Any = model(**builder.values(model, front))
        if any(
            field.is_relation and not field.null and getattr(record, field.attname) is None
            for field in model._meta.concrete_fields
        ):
            raise UnreadableError("what it refers to is not on this site")
        record.full_clean(exclude=_file_fields(model))
        if front.get("file"):
            save_with_file(record, inside(self.folder / place, front["file"]))
        else:
            record.save()
        if hasattr(record, "tags"):
            record.tags.set(front.get("tags", []))
            record.save()
        self._keep_marks(record, front)
        self.identities.remember(record, _name(front))
        return True

    def _page(self, place: str, front: dict[str, Any]) -> bool:
        model: Any = _model(front.get("type"), {page_model()})
        name = _name(front)
        if self.identities.key(model, name):
            return False
        builder = self.builder()
        values = builder.values(model, front) | builder.bodies(model, self.folder / place)
        if model is HomePage:
            page, is_here = self._home(values), True
        else:
            page, is_here = model(**values), False
        page.live = False
        page.cleaning_draft = True
        if not is_here:
            page.translation_key = name
            parent = self._parent(front)
            if not model.can_exist_under(parent):
                raise UnreadableError("a page of this type cannot stand there")
            parent.add_child(instance=page)
        apply_extras(page, front)
        self._show(page, front, place, builder)
        self.identities.remember(page, name, complete=not builder.missing)
        return True

    def _show(self, page: Any, front: dict[str, Any], place: str, builder: Builder) -> None:
        """Publish the page where it was public, then save its draft where it has one."""
        marks = page.parity_marks
        page.cleaning_draft = not front.get("live")
        revision = page.save_revision(clean=bool(front.get("live")), changed=True)
        if front.get("live"):
            revision.publish()
        if (self.folder / place / f"{DRAFT}.toml").exists():
            draft = page.get_latest_revision_as_object()
            stated = read_toml(self.folder / place / f"{DRAFT}.toml")
            values = builder.values(type(page), stated)
            values |= builder.bodies(type(page), self.folder / place, f"{DRAFT}.")
            _assign(draft, values)
            draft.save_revision(clean=False)
        dates = {
            each: _moment(front[each]) if each in front else None
            for each in ("first_published_at", "last_published_at")
        }
        PortalPage.objects.filter(pk=page.pk).update(parity_marks=marks, **dates)

    def _home(self, values: dict[str, Any]) -> Any:
        """Return the site's home page with new values; one that somebody has edited is left alone."""
        home, made = ensure_home({})
        if made:
            # Nobody misses the welcome page that it has taken the place of.
            GoneAddress.objects.all().delete()
        by_hand = home.revisions.exclude(user=None).exists()
        known = InterchangeId.objects.filter(object_id=home.pk)
        if not made and (by_hand or known.filter(content_type__model="portalpage").exists()):
            raise UnreadableError("this site has a home page of its own, which is left alone")
        _assign(home, values)
        return home

    def _parent(self, front: dict[str, Any]) -> Any:
        key = self.identities.key(page_model(), front.get("parent"))
        if key is None:
            raise UnreadableError("the page above it is not on this site")
        return PortalPage.objects.get(pk=key).specific

    def _complete(self) -> None:
        """Give pages the references to others that came after them."""
        waiting = InterchangeId.objects.filter(is_complete=False)
        if not waiting.exists():
            return
        by_name = {
            str(front["name"]): place
            for place, front in self._fronts(set(map(str, waiting.values_list("name", flat=True))))
        }
        reader = _Waiting(self.folder, list(by_name.values()))
        self.tell(f"{len(by_name)} × references to later pages")
        run(reader, self._completed, self.tell, self.set_aside)

    def _fronts(self, wanted: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        reader = FolderReader(self.folder, "pages")
        for place in reader.places():
            try:
                front = reader.read(place)
            except UnreadableError:
                continue
            if str(front.get("name")) in wanted:
                yield place, front

    def _completed(self, place: str, front: dict[str, Any]) -> bool:
        model: Any = _model(front.get("type"), {page_model()})
        page = model.objects.get(pk=self.identities.key(model, _name(front)))
        row = InterchangeId.objects.get(name=_name(front))
        edited = page.revisions.exclude(user=None).exists()
        if not edited:
            builder = self.builder()
            values = builder.values(model, front)
            _assign(page, values | builder.bodies(model, self.folder / place))
            self._show(page, front, place, builder)
        row.is_complete = True
        row.save()
        return True

    def _settings(self) -> None:
        for model in setting_models():
            site = Site.objects.filter(is_default_site=True).first()
            if site and not model._default_manager.filter(site=site).exists():
                name = f"settings/{model._meta.label_lower}.toml"
                self._guarded(name, partial(self._setting, model, site, name))

    def _setting(self, model: Any, site: Site, name: str) -> None:
        values = self.builder().values(model, read_toml(self.folder / name))
        settings = model(site=site, **values)
        settings.full_clean()
        settings.save()
        self.tally.new += 1

    def _collections(self) -> None:
        for row in read_toml(self.folder / "collections.toml").get("collections", []):
            collection = Collection.get_first_root_node()
            for name in row["path"]:
                below = collection.get_children().filter(name=name).first()
                collection = below or collection.add_child(name=name)
            if not collection.view_restrictions.exists():
                for _restriction in row.get("restrictions", []):
                    CollectionViewRestriction.objects.create(
                        collection=collection, restriction_type=CollectionViewRestriction.LOGIN
                    )

    def _redirects(self) -> None:
        with (self.folder / REDIRECTS).open(encoding="utf-8", newline="") as lines:

            def rows() -> Iterator[Mapping[str, str]]:
                lines.seek(0)
                return read_rows(lines)

            found = import_redirects(rows, pages_named)
        self.tally.new += found.new
        self.tally.known += found.known
        self.tally.set_aside += found.refused
        for refusal in found.refusals:
            self.set_aside(REDIRECTS, refusal)

    def _gone(self) -> None:
        with (self.folder / GONE).open(encoding="utf-8", newline="") as lines:
            for rows in itertools.batched(csv.DictReader(lines), BATCH):
                gone = [
                    GoneAddress(path=row["path"], gone_at=datetime.fromisoformat(row["gone_at"]))
                    for row in rows
                ]
                GoneAddress.objects.bulk_create(gone, ignore_conflicts=True)

    def _keep_marks(self, record: Any, front: dict[str, Any]) -> None:
        """Keep what was known of translations: saving a second time would call them changed."""
        if "parity_marks" in front:
            type(record)._default_manager.filter(pk=record.pk).update(
                parity_marks=record.parity_marks
            )


class _Waiting(FolderReader):
    """The pages that wait for others."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        super().__init__(folder, "pages")
        self.names = names

    def count(self) -> int:
        return len(self.names)

    def places(self) -> Iterator[str]:
        return iter(self.names)


def _model(label: Any, allowed: set[type[models.Model]]) -> type[models.Model]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError, AttributeError) as error:
        raise UnreadableError(f"there is no type “{label}”") from error
    if known_as(model) not in allowed or model is page_model():
        raise UnreadableError(f"“{label}” is no type that comes in here")
    return model


def _name(front: dict[str, Any]) -> Any:
    if not (name := front.get("name")):
        raise UnreadableError("it has no name (a UUID)")
    return InterchangeId._meta.get_field("name").to_python(name)


def _assign(page: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(page, name, value)


def _file_fields(model: type[models.Model]) -> list[str]:
    return [
        field.name for field in model._meta.concrete_fields if isinstance(field, models.FileField)
    ]


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if found := parse_datetime(str(value)):
        return found
    raise UnreadableError(f"“{value}” is no moment")
