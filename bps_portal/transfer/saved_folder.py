"""A folder of saved pages: its pages, and the pictures and files that lie beside them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail.utils.file import hash_filelike

from bps_portal import languages
from bps_portal.content.models import PortalDocument, PortalImage

from .legacy_article import Kind, LegacyArticle, NotALegacyPageError, Piece
from .media import save_with_file
from .models import SavedFile
from .old_addresses import local_path
from .rich_text import links_in
from .saved_page import parse_page

PAGES = {".html", ".htm", ".xhtml", ".php", ""}
MOST_BYTES = 2_000_000


@dataclass
class SavedFolder:
    """Reads the pages of a folder; a folder named as a host stands for that host."""

    folder: Path
    language: str = ""

    # How the names of its pages end.
    endings: ClassVar[set[str]] = PAGES

    def count(self) -> int:
        """Return how many pages there are."""
        return sum(1 for _place in self.places())

    def places(self) -> Iterator[str]:
        """Yield the path of each page from the top of the folder, in order; links too."""
        if self.folder.is_file():
            yield self.folder.name
            return
        for base, folders, names in self.folder.walk():
            folders.sort()
            for name in sorted(names):
                if Path(name).suffix.lower() in self.endings and not name.startswith("."):
                    yield str((base / name).relative_to(self.folder))

    def read(self, place: str) -> LegacyArticle:
        """Return the article that is saved at a place.

        Raises:
            NotALegacyPageError: with one clear sentence, when there is none.
        """
        file = self.file(place)
        if file.is_symlink():
            raise NotALegacyPageError("it is a symbolic link, which is never followed")
        return self._parsed(file, place)

    def _parsed(self, file: Path, place: str) -> LegacyArticle:
        try:
            with file.open("rb") as content:
                start = content.read(MOST_BYTES + 1)
        except (OSError, ValueError) as error:
            raise NotALegacyPageError(f"it cannot be read ({error})") from error
        return parse_page(start, self.address(place), self.language)

    def file(self, place: str) -> Path:
        """Return the file of a place."""
        return self.folder if self.folder.is_file() else self.folder / place

    def address(self, place: str) -> str:
        """Return the path of a place on the former site: without the host's own folder."""
        first, slash, rest = place.partition("/")
        return rest if slash and "." in first else place

    def beside(self, place: str, address: str) -> Path | None:
        """Return the file in the folder that an address of a page leads to, if it is there.

        Sizes that the former site made of a picture give way to the picture itself.
        """
        top = (self.folder.parent if self.folder.is_file() else self.folder).resolve()
        first, slash, _rest = place.partition("/")
        roots = [top / first, top] if slash and "." in first else [top]
        path = local_path(address).lstrip("/")
        for root in roots:
            for candidate in dict.fromkeys([_original(path), path]):
                found = root / candidate
                if candidate and found.is_file() and not found.is_symlink():
                    return found if found.resolve().is_relative_to(top) else None
        return None


@dataclass
class FolderMedia:
    """Brings the pictures and files of one page into the site, each once."""

    source: SavedFolder
    place: str
    language: str
    told: Callable[[str], None] = field(default=lambda _line: None)

    def picture(self, piece: Piece) -> int | None:
        """Return the key of a picture, brought in where the site does not have it yet."""
        address, alternative, caption, credit = piece.lines
        file = self.source.beside(self.place, address)
        if file is None:
            return None
        title = alternative or caption or file.stem
        digest = _digest(file)
        row = SavedFile.objects.filter(digest=digest).select_related("image").first()
        known = row.image if row else None
        image: Any = known or PortalImage(credit=credit[:255])
        column = languages.field_name("description", self.language)
        if alternative and not getattr(image, column):
            setattr(image, column, alternative[:255])
        if known:
            image.save(update_fields=[column])
            return int(image.pk)
        languages.set_value_in(image, "title", self.language, title[:255])
        if not self._saved(image, file):
            return None
        SavedFile.objects.update_or_create(digest=digest, defaults={"image": image})
        return int(image.pk)

    def document(self, piece: Piece) -> int | None:
        """Return the key of a file, brought in where the site does not have it yet."""
        address, text = piece.lines
        file = self.source.beside(self.place, address)
        if file is None:
            return None
        digest = _digest(file)
        row = SavedFile.objects.filter(digest=digest).first()
        if row and row.document_id:
            return int(row.document_id)
        document = PortalDocument(language=self.language)
        languages.set_value_in(document, "title", self.language, (text or file.stem)[:255])
        if not self._saved(document, file):
            return None
        SavedFile.objects.update_or_create(digest=digest, defaults={"document": document})
        return int(document.pk)

    def linked(self, html: str) -> str:
        """Return rich text whose links lead to the site's own files and pages."""
        for address, text in links_in(html):
            target = unescape(address)
            tag = ""
            if self.source.beside(self.place, target) and _is_file(target):
                key = self.document(Piece(Kind.FILE, (target, text)))
                tag = f'<a linktype="document" id="{key}">' if key else ""
            elif (path := local_path(target)) and target.startswith("/"):
                redirect = Redirect.objects.filter(old_path=path).first()
                page = redirect.redirect_page_id if redirect else None
                tag = f'<a linktype="page" id="{page}">' if page else ""
            if tag:
                html = html.replace(f'<a href="{escape(target)}">', tag)
        return html

    def _saved(self, item: Any, file: Path) -> bool:
        try:
            save_with_file(item, file)
        except (ValidationError, OSError, ValueError) as error:
            reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            self.told(f"{file.name}: {reason}")
            return False
        return True


def _original(path: str) -> str:
    """Return "files/a.jpg" for "files/styles/large/public/a.jpg"."""
    before, found, after = path.partition("/styles/")
    parts = after.split("/", 2)
    return f"{before}/{parts[2]}" if found and len(parts) == 3 else path


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return str(hash_filelike(content))


def _is_file(address: str) -> bool:
    return Path(local_path(address)).suffix.lower() not in PAGES
