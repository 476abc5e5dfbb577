"""Makes an uploaded picture fit to be public: upright, in screen colours, silent about its maker.

The stored file itself is public, so it is cleaned and not only the sizes that pages show. What a
file holds beside its pixels (EXIF with its place, XMP, IPTC, comments, a film appended by a
telephone) is left out; the pixels are encoded anew only as far as that takes.
"""

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, ImageSequence, JpegImagePlugin

from .screen_colours import in_screen_colours
from .silent_jpeg import is_silent

# Of 100; used where the quality of the original is not known.
QUALITY = 90
# What else a file of these formats can say; where it says nothing, it stays as it is.
WORDS_OF_LOSSY_FORMATS = {"exif", "xmp", "icc_profile"}
UNREADABLE = (OSError, SyntaxError, ValueError, struct.error, EOFError)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class CleanPicture(SimpleUploadedFile):
    """The bytes of a picture that has been cleaned."""


def clean_picture(file: File) -> CleanPicture:
    """Return the picture in `file` in the same format, fit to be public.

    Raises:
        ValidationError: where it is damaged or has more pixels than
            `WAGTAILIMAGES_MAX_IMAGE_PIXELS`, all frames together; the sentence is in the active
            language.
    """
    if isinstance(file, CleanPicture):
        return file
    file.open()
    file.seek(0)
    try:
        with Image.open(file) as picture:
            _check_pixels(picture)
            content = _clean_bytes(picture, file)
            mime_type = Image.MIME[_format(picture)]
    except BOMBS as error:
        raise _too_many_pixels() from error
    except UNREADABLE as error:
        raise ValidationError(
            _("This picture is damaged and cannot be opened."), "damaged"
        ) from error
    return CleanPicture(file.name or "", content, mime_type)


def _format(picture: Image.Image) -> str:
    """Return the format to write; telephones store several pictures in one file called MPO."""
    name = picture.format or ""
    return "JPEG" if name == "MPO" else name


def _check_pixels(picture: Image.Image) -> None:
    frames = 1 if _format(picture) == "JPEG" else getattr(picture, "n_frames", 1)
    if picture.width * picture.height * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture is too large: it has more than %(most)s million pixels. Make it smaller."),
        "pixels",
        {"most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
    )


def _clean_bytes(picture: Image.Image, file: File) -> bytes:
    name = _format(picture)
    if name in {"WEBP", "AVIF"} and not WORDS_OF_LOSSY_FORMATS & picture.info.keys():
        return _unchanged(file)
    # Each encoding anew would cost quality, also that of a picture which was cleaned before.
    if picture.format == "JPEG" and picture.mode in {"L", "RGB"} and is_silent(_unchanged(file)):
        picture.load()
        return _unchanged(file)
    output = BytesIO()
    if name != "JPEG" and getattr(picture, "is_animated", False):
        picture.save(output, name, save_all=True, **_options(picture, file), **_timing(picture))
    else:
        options = _options(picture, file)
        # In place, since a picture may fill a quarter of a gigabyte.
        ImageOps.exif_transpose(picture, in_place=True)
        still = in_screen_colours(picture)
        # Whatever Pillow would write of its own accord: comments, XMP, a profile that is used up.
        still.info = {key: still.info[key] for key in {"transparency"} & still.info.keys()}
        still.save(output, name, **options)
    return output.getvalue()


def _unchanged(file: File) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    return content


def _options(picture: Image.Image, file: File) -> dict[str, Any]:
    """Return how to encode, so that as little as possible of the original's quality is lost."""
    match _format(picture):
        case "JPEG" if picture.mode in {"L", "RGB"}:
            return {
                "qtables": picture.quantization,  # type: ignore[attr-defined]
                "subsampling": JpegImagePlugin.get_sampling(picture),
                "optimize": True,
                "progressive": True,
            }
        case "WEBP":
            return {"quality": QUALITY, "lossless": b"VP8L" in _chunks(file)}
        case "GIF":
            return {"comment": b""}
        case "PNG":
            return {}
        case _:
            return {"quality": QUALITY}


def _timing(picture: Image.Image) -> dict[str, Any]:
    """Return how long each frame of an animation stands, and how often it plays."""
    durations = []
    for frame in ImageSequence.Iterator(picture):
        frame.load()
        durations.append(frame.info.get("duration", 0))
    picture.seek(0)
    return {"duration": durations} | {
        key: picture.info[key] for key in {"loop"} & picture.info.keys()
    }


def _chunks(file: File) -> Iterator[bytes]:
    """Yield the names of the chunks of a WebP file (RIFF: name, length, content, even)."""
    position = 12
    while True:
        file.seek(position)
        head: bytes = file.read(8)
        if len(head) < 8:
            return
        name, length = struct.unpack("<4sI", head)
        yield name
        position += 8 + length + length % 2
