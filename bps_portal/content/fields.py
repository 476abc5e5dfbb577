"""The fields of a page's body, and of the files of pictures and documents."""

import unicodedata
from typing import Any

from django.core.files import File
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.utils.text import get_valid_filename
from wagtail.fields import StreamField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from .damaged_forms import BodyFormField
from .pictures import clean_picture

# Of a file whose own name has no letter and no digit.
STEM = "file"


class BodyField(StreamField):
    """A StreamField that keeps its block definitions out of migrations.

    The column is JSON whatever the blocks are, so changing a block needs no migration.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        """Take the blocks from the model; a migration gives none."""
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return what a migration needs: everything but the blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Return a form field that notices a body which did not arrive whole."""
        return super().formfield(**({"form_class": BodyFormField} | kwargs))


def name_to_store(name: str) -> str:
    """Return the name of an upload so that it still has its ending once Django has cleaned it.

    Accents become one character each, whatever the editor's machine makes of them. A name of
    nothing but emoji, quotes or dots would leave ".pdf", which is no ending any more.
    """
    whole = unicodedata.normalize("NFC", name)
    stem, dot, ending = whole.rpartition(".")
    # The letter stands for the rest: Django refuses a name of which nothing is left.
    is_empty = get_valid_filename(f"x{stem}").rstrip("._-") == "x"
    return f"{STEM}.{ending}" if dot and is_empty else whole


class CleanImageFieldFile(WagtailImageFieldFile):
    """The file of a picture, cleaned on its way into the storage."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store `content` without what it says about its maker; see `pictures`."""
        cleaned = clean_picture(content)
        self.instance.file_size = cleaned.size
        super().save(name_to_store(name), cleaned, save=save)


class CleanImageField(WagtailImageField):
    """A picture that is fit to be public, by whichever way it comes in."""

    attr_class = CleanImageFieldFile


class DocumentFieldFile(FieldFile):
    """The file of a document, which learns on its way into the storage what the file holds."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store `content`, and let the document read it before that."""
        document: Any = self.instance
        stored_as = name_to_store(name)
        document.read_file(stored_as, content)
        super().save(stored_as, content, save=save)


class DocumentFileField(FileField):
    """A file of which the document keeps what it says about itself."""

    attr_class = DocumentFieldFile
