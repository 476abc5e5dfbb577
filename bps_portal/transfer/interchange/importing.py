"""Reading an interchange folder into this site: what is new comes in, what is here stays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.dateparse import parse_datetime
from wagtail.signal_handlers import disable_reference_index_auto_update

from bps_portal import languages
from bps_portal.home.fixed_pages import ensure_home
from bps_portal.home.models import HomePage
from bps_portal.pages.models import GoneAddress, PortalPage
from bps_portal.transfer.media import save_with_file
from bps_portal.transfer.models import InterchangeId
from bps_portal.transfer.run import Tally, run
from emergency.models import EmergencyNumber

from .building import Builder
from .exporting import DRAFT
from .fields import taken_as_they_are
from .files import FORMAT, FRONT, UnreadableError, inside, places, read_toml
from .identities import Identities, known_as, page_model
from .lists import SiteLists
from .page_extras import apply_extras
from .records import late_models, record_models
from .standing import standing_number, standing_page

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
        lists = SiteLists(self.folder, self.builder, self.tally, self.set_aside)
        lists.before_pages()
        for model in record_models():
            self._part(model._meta.label_lower, self._record)
        self._part("pages", self._page)
        self._complete()
        for model in late_models():
            self._part(model._meta.label_lower, self._record)
        lists.after_pages()
        return self.tally

    def builder(self) -> Builder:
        """Return what builds one thing, and counts what it refers to in vain."""
        return Builder(self.identities, self.further)

    def _part(self, part: str, write: Callable[[str, Any], bool]) -> None:
        reader = FolderReader(self.folder, part)
        if total := reader.count():
            self.tell(f"{total} × {part}")
            run(reader, write, self.tell, self.set_aside, self.tally)

    def _record(self, place: str, front: dict[str, Any]) -> bool:
        model = _model(front.get("type"), {*record_models(), *late_models()})
        if self.identities.key(model, name_in(front)):
            return False
        builder = self.builder()
        values = builder.values(model, front)
        record: Any = standing_number(values) if model is EmergencyNumber else None
        if record:
            _assign(record, values)
        else:
            record = model(**values)
        if any(
            field.is_relation and not field.null and getattr(record, field.attname) is None
            for field in model._meta.concrete_fields
        ):
            raise UnreadableError("what it refers to is not on this site")
        record.full_clean(exclude=taken_as_they_are(model))
        if front.get("file"):
            save_with_file(record, inside(self.folder / place, front["file"]))
        else:
            record.save()
        if hasattr(record, "tags"):
            record.tags.set(front.get("tags", []))
            record.save()
        self._keep_marks(record, front)
        self.identities.remember(record, name_in(front))
        return True

    def _page(self, place: str, front: dict[str, Any]) -> bool:
        model: Any = _model(front.get("type"), {page_model()})
        name = name_in(front)
        if self.identities.key(model, name):
            return False
        builder = self.builder()
        values = builder.values(model, front) | builder.bodies(model, self.folder / place)
        if model is HomePage:
            page = self._home(values)
        else:
            page = self._placed(model, values, self._parent(front), name)
        page.live = False
        page.cleaning_draft = True
        apply_extras(page, front)
        self._show(page, front, place, builder)
        self.identities.remember(page, name, complete=not builder.missing)
        return True

    def _placed(self, model: Any, values: dict[str, Any], parent: Any, name: Any) -> Any:
        """Return a page in its place below `parent`: a fixed page with new values, or a new one."""
        if page := standing_page(model, parent, values):
            _assign(page, values)
            return page
        page = model(**values)
        page.translation_key, page.live, page.cleaning_draft = name, False, True
        if not model.can_exist_under(parent):
            raise UnreadableError("a page of this type cannot stand there")
        # Entries for what it refers to are made when it is saved for the last time.
        with disable_reference_index_auto_update():
            parent.add_child(instance=page)
        return page

    def _show(self, page: Any, front: dict[str, Any], place: str, builder: Builder) -> None:
        """Publish the page where it was public, then save its draft where it has one."""
        marks = page.parity_marks
        page.cleaning_draft = not front.get("live")
        # Adding has cleaned it as a draft, and publishing does so as a page that readers see.
        revision = page.save_revision(clean=False, changed=True)
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
        page = model.objects.get(pk=self.identities.key(model, name_in(front)))
        row = InterchangeId.objects.get(name=name_in(front))
        edited = page.revisions.exclude(user=None).exists()
        if not edited:
            builder = self.builder()
            values = builder.values(model, front)
            _assign(page, values | builder.bodies(model, self.folder / place))
            self._show(page, front, place, builder)
        row.is_complete = True
        row.save()
        return True

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


def model_named(front: dict[str, Any]) -> type[models.Model]:
    """Return the model of what a front describes.

    Raises:
        UnreadableError: for a type that does not come in.
    """
    return _model(front.get("type"), {page_model(), *record_models(), *late_models()})


def name_in(front: dict[str, Any]) -> Any:
    """Return the name that a front gives what it describes.

    Raises:
        UnreadableError: where it gives none.
        ValidationError: where it is no UUID.
    """
    if not (name := front.get("name")):
        raise UnreadableError("it has no name (a UUID)")
    return InterchangeId._meta.get_field("name").to_python(name)


def _model(label: Any, allowed: set[type[models.Model]]) -> type[models.Model]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError, AttributeError) as error:
        raise UnreadableError(f"there is no type “{label}”") from error
    if known_as(model) not in allowed or model is page_model():
        raise UnreadableError(f"“{label}” is no type that comes in here")
    return model


def _assign(page: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(page, name, value)


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if found := parse_datetime(str(value)):
        return found
    raise UnreadableError(f"“{value}” is no moment")
