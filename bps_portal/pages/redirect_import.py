"""Many old addresses at once: read, checked and written in few queries."""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import batched

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from bps_portal import languages

from .addresses import pages_on_path
from .models import PortalPage, RedirectLanguage
from .redirect_rules import local_target, normalised

BATCH = 1000
LONGEST = 255
# So many refusals are shown in full.
MOST_TOLD = 1000

# Finds the primary keys of pages by what rows call them.
type PagesOf = Callable[[Collection[str]], Mapping[str, int]]


@dataclass
class Tally:
    """What became of the rows: how many are new, were known, and why others are refused."""

    new: int = 0
    known: int = 0
    refused: int = 0
    refusals: list[str] = field(default_factory=list)

    def refuse(self, row: int, old: str, reason: str) -> None:
        """Note a refused row."""
        self.refused += 1
        if len(self.refusals) < MOST_TOLD:
            self.refusals.append(
                _("Row %(row)d (%(address)s): %(reason)s")
                % {"row": row, "address": old[:100], "reason": reason}
            )


@dataclass(frozen=True)
class Row:
    """A row that can be read: from where, and to a page or an address."""

    number: int
    old_path: str
    page_id: int | None
    route: str
    address: str
    language: str
    is_permanent: bool
    is_automatic: bool


def read_rows(lines: Iterable[str]) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a CSV file with a heading: `old_path` and `address`, others if wanted.

    Raises:
        ValidationError: where the heading lacks the columns, or a line is damaged.
    """
    reader = csv.DictReader(lines, delimiter=",", strict=True)
    try:
        names = reader.fieldnames or ()
        if "old_path" not in names or not {"address", "page"} & set(names):
            raise ValidationError(
                _("The first line must name the columns old_path and address (or page).")
            )
        yield from reader
    except csv.Error as error:
        raise ValidationError(
            _("Line %(line)d of the file is damaged.") % {"line": reader.line_num}
        ) from error


def import_redirects(
    rows: Callable[[], Iterable[Mapping[str, str]]], pages_of: PagesOf | None = None
) -> Tally:
    """Make a redirect of each row; what cannot be one is refused, and all others are made.

    Args:
        rows: gives the rows, twice: chains within the file are found first.
        pages_of: finds the pages that rows name (default: by their addresses).

    Raises:
        ValidationError: where the file itself cannot be read; nothing is written then.
    """
    tally = Tally()
    find = pages_of or pages_at
    old_paths = set(_old_paths(rows()))
    seen: set[str] = set()
    with transaction.atomic():
        for batch in batched(_checked(rows(), find, old_paths, seen, tally), BATCH):
            _write(batch, tally)
    return tally


def pages_at(local: Collection[str]) -> dict[str, int]:
    """Return the keys of the pages at local addresses such as /nl/nieuws/x/, in a query each language."""
    found: dict[str, int] = {}
    home = PortalPage.objects.filter(depth=2).first()
    for code in languages.codes() if home else ():
        base = languages.value_in(home, "url_path", code) or "/"
        wanted = {
            f"{base}{rest}/" if rest else base: address
            for address in local
            if (path := re.split("[?#]", address)[0].strip("/")).partition("/")[0] == code
            for rest in [path.partition("/")[2]]
        }
        for page in pages_on_path(PortalPage, code, list(wanted)) if wanted else ():
            path = languages.value_in(page, "url_path", code)
            if path in wanted:
                found[wanted[path]] = page.pk
    return found


def _old_paths(rows: Iterable[Mapping[str, str]]) -> Iterator[str]:
    for row in rows:
        # What is no address is refused in its turn.
        with suppress(ValidationError):
            if old := row.get("old_path"):
                yield normalised(old)


def _checked(
    rows: Iterable[Mapping[str, str]],
    find: PagesOf,
    old_paths: set[str],
    seen: set[str],
    tally: Tally,
) -> Iterator[Row]:
    for batch in batched(enumerate(rows, start=2), BATCH):
        named = {name for _at, values in batch if (name := (values.get("page") or "").strip())}
        pages = find(named) if named else {}
        for number, values in batch:
            old = (values.get("old_path") or "").strip()
            try:
                row = _row(number, old, values, pages)
                _check(row, old_paths, seen)
            except ValidationError as error:
                tally.refuse(number, old, " ".join(error.messages))
            else:
                seen.add(row.old_path)
                yield row


def _row(number: int, old: str, values: Mapping[str, str], pages: Mapping[str, int]) -> Row:
    named, address = (values.get("page") or "").strip(), (values.get("address") or "").strip()
    language = (values.get("language") or "").strip()
    if not old or "\0" in old:
        raise ValidationError(_("The old address is missing."))
    page = pages.get(named)
    if named and page is None:
        raise ValidationError(_("There is no such page: %(page)s") % {"page": named[:100]})
    if not named and not address:
        raise ValidationError(_("The new address is missing."))
    if address and not address.startswith("/"):
        URLValidator(schemes=["http", "https"])(address)
    if language and language not in languages.codes():
        raise ValidationError(_("Choose one of the portal's languages."))
    old_path = normalised(old)
    normalised(address)
    if max(len(old_path), len(address)) > LONGEST:
        raise ValidationError(
            _("The address is longer than %(length)d characters.") % {"length": LONGEST}
        )
    return Row(
        number=number,
        old_path=old_path,
        page_id=page if named else None,
        route=values.get("route") or "",
        address="" if named else address,
        language=language,
        is_permanent=values.get("permanent") not in ("0", "false"),
        is_automatic=values.get("automatic") == "1",
    )


def _check(row: Row, old_paths: set[str], seen: set[str]) -> None:
    if row.old_path == "/":
        raise ValidationError(_("The first page of the site cannot lead elsewhere."))
    if row.old_path in seen:
        raise ValidationError(_("Another row has the same old address."))
    target = local_target(row.address) if row.address else ""
    if target and target == row.old_path:
        raise ValidationError(_("This address would lead to itself."))
    if target and target in old_paths:
        raise ValidationError(_("The new address is the old address of another row."))


def _write(batch: Iterable[Row], tally: Tally) -> None:
    rows = list(batch)
    old_paths = [row.old_path for row in rows]
    targets = {local_target(row.address): row for row in rows if row.address}
    known = set(
        Redirect.objects.filter(old_path__in=old_paths, site=None).values_list(
            "old_path", flat=True
        )
    )
    onward = set(
        Redirect.objects.filter(old_path__in=filter(None, targets)).values_list(
            "old_path", flat=True
        )
    )
    leading = set(
        Redirect.objects.filter(
            redirect_link__in=[form for path in old_paths for form in (path, f"{path}/")]
        ).values_list("redirect_link", flat=True)
    )
    made: list[tuple[Redirect, Row]] = []
    for row in rows:
        if row.old_path in known:
            tally.known += 1
        elif row.address and local_target(row.address) in onward:
            tally.refuse(row.number, row.old_path, _("The new address leads on to another one."))
        elif {row.old_path, f"{row.old_path}/"} & leading:
            tally.refuse(row.number, row.old_path, _("Another old address leads to this one."))
        else:
            made.append((_redirect(row), row))
    Redirect.objects.bulk_create([redirect for redirect, _row in made])
    RedirectLanguage.objects.bulk_create(
        [
            RedirectLanguage(redirect=redirect, code=row.language)
            for redirect, row in made
            if row.language
        ]
    )
    tally.new += len(made)


def _redirect(row: Row) -> Redirect:
    return Redirect(
        old_path=row.old_path,
        redirect_page_id=row.page_id,
        redirect_page_route_path=row.route,
        redirect_link=row.address,
        is_permanent=row.is_permanent,
        automatically_created=row.is_automatic,
    )
