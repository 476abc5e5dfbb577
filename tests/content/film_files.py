"""Films and captions, good and bad."""

from django.core.files.uploadedfile import SimpleUploadedFile

CUE = "00:00:00.000 --> 00:00:02.000\nBonjour.\n"


def box(kind: bytes, content: bytes = b"") -> bytes:
    """Return a box of an MP4 file."""
    return (len(content) + 8).to_bytes(4) + kind + content


def mp4(*, index: bytes = b"", name: str = "film.mp4") -> SimpleUploadedFile:
    """Return an MP4 film without a picture in it; `index` is what its `moov` box holds."""
    parts = [box(b"ftyp", b"isom\0\0\2\0isommp42"), box(b"moov", index), box(b"mdat", b"x" * 50)]
    return SimpleUploadedFile(name, b"".join(parts))


def webm(name: str = "film.webm") -> SimpleUploadedFile:
    """Return the beginning of a WebM film."""
    return SimpleUploadedFile(name, b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\0" * 50)


def captions(text: str = f"WEBVTT\n\n{CUE}", name: str = "film.vtt") -> SimpleUploadedFile:
    """Return captions."""
    return SimpleUploadedFile(name, text.encode())
