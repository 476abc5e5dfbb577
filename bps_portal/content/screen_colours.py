"""Brings pictures into sRGB, the colours in which a browser shows a picture without a profile."""

from io import BytesIO

from PIL import Image, ImageCms

# Modes that every format and every later sizing can take.
PLAIN_MODES = {"1", "L", "LA", "P", "RGB", "RGBA"}


def in_screen_colours(picture: Image.Image) -> Image.Image:
    """Return `picture` in sRGB or grey, by its own colour profile where it has a usable one.

    Printers' colours (CMYK) without a profile become what Pillow's plain formula makes of them;
    16 bits of grey become 8.
    """
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if profile := picture.info.get("icc_profile"):
        picture = _by_profile(picture, profile)
    return picture if picture.mode in PLAIN_MODES else picture.convert("RGB")


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "sRGB" in (source.profile.profile_description or ""):
            return picture
        # A palette and a grey with transparency have no colour space of their own.
        if picture.mode in {"P", "PA", "LA"}:
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        screen = ImageCms.createProfile("sRGB")
        # As photo editors do by default: colours exact, black as black as the screen's.
        seen = ImageCms.profileToProfile(
            picture,
            source,
            screen,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode=mode,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A broken profile, or one for other colours than these: the bare numbers must do.
        return picture
    return picture if seen is None else _grey_again(seen, picture.mode)


def _grey_again(seen: Image.Image, mode: str) -> Image.Image:
    return seen.convert("L") if mode == "L" else seen
