"""Writing the interchange folder, thing by thing, with the same bytes for the same content."""

import csv
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import models
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import StreamField
from wagtail.models import Collection, Site

from bps_portal import languages
from bps_portal.pages.addresses import slug_from
from bps_portal.pages.models import GoneAddress, PortalPage
from bps_portal.transfer.all_pages import in_tree_order

from .fields import travelling, written
from .files import FORMAT, FRONT, write_json, write_toml
from .identities import Identities, name_all
from .page_extras import written_extras
from .records import late_models, record_models, setting_models

DRAFT = "draft"
REDIRECTS, GONE = "redirects.csv", "gone.csv"
REDIRECT_COLUMNS = ("old_path", "page", "route", "address", "language", "permanent", "automatic")
CHUNK = 100

type Report = Callable[[str], None]


class Export:
    """One export; what it keeps in memory does not grow with the site."""

    def __init__(self, folder: Path, report: Report) -> None:
        """Write into `folder`, which is new or empty, and report each step."""
        self.folder, self.report = folder, report
        self.identities = Identities()

    def write(self) -> int:
        """Write everything; return how many things there are."""
        site_languages = list(languages.codes())
        write_toml(
            self.folder / "interchange.toml", {"format": FORMAT, "languages": site_languages}
        )
        self._collections()
        count = sum(map(self._records, record_models()))
        count += self._pages()
        count += sum(map(self._records, late_models()))
        self._settings()
        self._redirects()
        self._gone()
        return count

    def name(self, model: type[models.Model], key: Any) -> str | None:
        """Return the name of a thing that another refers to."""
        return self.identities.name(model, int(key))

    def _collections(self) -> None:
        rows = [
            {"path": list(_names(collection)), "restrictions": _restrictions(collection)}
            for collection in Collection.objects.filter(depth__gt=1).order_by("path")
        ]
        if rows:
            write_toml(self.folder / "collections.toml", {"collections": rows})

    def _records(self, model: type[models.Model]) -> int:
        name_all(model)
        things = model._default_manager.order_by("pk")
        self.report(f"{things.count()} × {model._meta.verbose_name}")
        count = 0
        for thing in things.iterator(CHUNK):
            name = self.identities.name(model, thing.pk)
            folder = self.folder / model._meta.label_lower / str(name)
            values = self._values(thing)
            if file := getattr(thing, "file", None):
                values |= {"file": Path(file.name).name}
                self._file(file, folder / Path(file.name).name)
            if hasattr(thing, "tags"):
                values |= {"tags": sorted(thing.tags.values_list("name", flat=True))}
            write_toml(folder / FRONT, {"type": model._meta.label_lower, "name": name} | values)
            count += 1
        return count

    def _pages(self) -> int:
        name_all(PortalPage)
        pages = PortalPage.objects.filter(depth__gt=1).order_by("path")
        total = pages.count()
        self.report(f"{total} × {PortalPage._meta.verbose_name}")
        digits = max(6, len(str(total)))
        count = 0
        for page in in_tree_order(pages):
            count += 1
            slug = slug_from(languages.value_in(page, "slug", languages.default_code()) or "")
            self._page(page, self.folder / "pages" / f"{count:0{digits}}-{slug[:60] or 'page'}")
            if count % CHUNK == 0:
                self.report(f"{count}/{total}")
        return count

    def _page(self, page: Any, folder: Path) -> None:
        parent = page.get_parent()
        front: dict[str, Any] = {
            "type": page._meta.label_lower,
            "name": self.identities.name(type(page), page.pk),
        }
        if parent.depth > 1:
            front["parent"] = self.identities.name(type(parent), parent.pk)
        draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
        # What was never public is in its latest draft alone.
        shown = draft if draft is not None and not page.live else page
        values = self._values(shown, folder)
        values |= {"live": page.live} | _dates(page)
        write_toml(folder / FRONT, front | values | written_extras(page))
        if draft is not None and page.live:
            write_toml(folder / f"{DRAFT}.toml", self._values(draft, folder, f"{DRAFT}."))

    def _values(self, thing: Any, folder: Path | None = None, prefix: str = "") -> dict[str, Any]:
        """Return what the front of a thing says; bodies stand in files of their own."""
        values = written(thing, self.name)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            for field in travelling(type(thing)):
                if isinstance(field, StreamField) and field.name in values:
                    body = values.pop(field.name)
                    write_json(folder / f"{prefix}{_file_name(field.name)}.json", body)
        return values

    def _file(self, source: Any, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with source.storage.open(source.name, "rb") as content, target.open("wb") as out:
                shutil.copyfileobj(content, out)
        except OSError:
            self.report(f"{source.name}: the file is gone; its texts are kept")

    def _settings(self) -> None:
        site = Site.objects.filter(is_default_site=True).first()
        for model in setting_models():
            if site and (found := model._default_manager.filter(site=site).first()):
                label = model._meta.label_lower
                write_toml(self.folder / "settings" / f"{label}.toml", self._values(found))

    def _redirects(self) -> None:
        rows = Redirect.objects.select_related("redirect_page").order_by("old_path", "pk")
        with (self.folder / REDIRECTS).open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(REDIRECT_COLUMNS)
            for each in rows.iterator(CHUNK):
                target = each.redirect_page_id
                out.writerow(
                    (
                        each.old_path,
                        (self.name(PortalPage, target) or "") if target else "",
                        each.redirect_page_route_path,
                        each.redirect_link,
                        _language_of(each),
                        int(each.is_permanent),
                        int(each.automatically_created),
                    )
                )

    def _gone(self) -> None:
        with (self.folder / GONE).open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(("path", "gone_at"))
            for each in GoneAddress.objects.order_by("path").iterator(CHUNK):
                out.writerow((each.path, each.gone_at.isoformat()))


def _dates(page: Any) -> dict[str, Any]:
    return {
        name: value
        for name in ("first_published_at", "last_published_at")
        if (value := getattr(page, name))
    }


def _file_name(column: str) -> str:
    """Return "body.nl" for the column "body_nl"."""
    for code in languages.codes():
        if column.endswith(ending := f"_{code}"):
            return f"{column.removesuffix(ending)}.{code}"
    return column


def _names(collection: Collection) -> Iterator[str]:
    yield from (
        collection.get_ancestors(inclusive=True).filter(depth__gt=1).values_list("name", flat=True)
    )


def _restrictions(collection: Collection) -> list[dict[str, Any]]:
    return [
        {
            "type": each.restriction_type,
            "groups": sorted(each.groups.values_list("name", flat=True)),
        }
        for each in collection.view_restrictions.order_by("pk")
    ]


def _language_of(redirect: Redirect) -> str:
    kept = getattr(redirect, "kept_language", None)
    return kept.code if kept else ""
