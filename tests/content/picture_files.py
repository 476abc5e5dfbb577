"""Picture files as cameras, printers and drawing programs make them."""

import struct
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageCms

MAKER = "Camille Peeters"


def exif_with_a_place(orientation: int = 1) -> Image.Exif:
    """Return what a telephone writes: who, with what, where, and which side is up."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = MAKER
    exif[ExifTags.Base.Orientation] = orientation
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (50.0, 51.0, 3.0)
    return exif


def picture_file(picture: Image.Image, name: str, **options: Any) -> SimpleUploadedFile:
    """Return `picture` as an upload, in the format that `name` ends with."""
    output = BytesIO()
    extension = Image.registered_extensions()[f".{name.rpartition('.')[2]}"]
    picture.save(output, extension, **options)
    return SimpleUploadedFile(name, output.getvalue(), Image.MIME[extension])


def profile_of_screens() -> bytes:
    """Return the profile of sRGB."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def profile_with_red_and_green_swapped() -> bytes:
    """Return a profile of a screen on which what is stored as red looks green."""
    swapped = profile_of_screens().replace("sRGB".encode("utf-16-be"), "tRGB".encode("utf-16-be"))
    return swapped.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")


def profile_of_a_printer_with_blue_ink() -> bytes:
    """Return a CMYK profile (ICC.1:2001-04, lut8Type) by which all ink together looks blue."""
    identity = struct.pack(">9l", *(65536 if at % 4 == 0 else 0 for at in range(9)))
    ramp = bytes(range(256))
    white, blue = (255, 128, 128), (82, 207, 20)  # L*a*b* in 8 bits
    corners = b"".join(bytes(white if corner == 0 else blue) for corner in range(16))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + identity + ramp * 4 + corners + ramp * 3
    head = struct.pack(
        ">L4sL4s4s4s12s4s",
        144 + len(table),
        b"",
        0x02400000,
        b"prtr",
        b"CMYK",
        b"Lab ",
        bytes(12),
        b"acsp",
    )
    head = head.ljust(68, b"\0") + struct.pack(">3L", 0xF6D6, 0x10000, 0xD32D)
    return head.ljust(128, b"\0") + struct.pack(">L4sLL", 1, b"A2B0", 144, len(table)) + table


def two_halves(size: tuple[int, int] = (80, 40)) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    return picture
