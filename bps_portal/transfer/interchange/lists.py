"""What an interchange folder says of the whole site: collections, settings, redirects, addresses.

Each file comes in as a whole or is set aside.
"""

import csv
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Collection, CollectionViewRestriction, Site

from bps_portal.pages.models import GoneAddress
from bps_portal.pages.redirect_import import import_redirects, read_rows
from bps_portal.transfer.run import Tally, in_words

from .building import Builder
from .exporting import GONE, REDIRECTS
from .files import check_file, read_toml
from .identities import pages_named
from .records import setting_models

BATCH = 500
COLLECTIONS = "collections.toml"


@dataclass
class SiteLists:
    """Reads these files into the site, and counts on in `tally`."""

    folder: Path
    new_builder: Callable[[], Builder]
    tally: Tally
    set_aside: Callable[[str, str], None]

    def before_pages(self) -> None:
        """Bring in what pictures and documents refer to."""
        self._guarded(COLLECTIONS, self._collections)

    def after_pages(self) -> None:
        """Bring in what refers to pages."""
        self._settings()
        self._guarded(REDIRECTS, self._redirects)
        self._guarded(GONE, self._gone)

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

    def _settings(self) -> None:
        for model in setting_models():
            site = Site.objects.filter(is_default_site=True).first()
            if site and not model._default_manager.filter(site=site).exists():
                name = f"settings/{model._meta.label_lower}.toml"
                self._guarded(name, partial(self._setting, model, site, name))

    def _setting(self, model: Any, site: Site, name: str) -> None:
        values = self.new_builder().values(model, read_toml(self.folder / name))
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
