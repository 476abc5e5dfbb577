"""A stored picture and its sizes: upright, in screen colours, and silent about its maker."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from bps_portal.content.models import PortalImage
from bps_portal.content.pictures import clean_picture
from tests.content.picture_files import (
    MAKER,
    exif_with_a_place,
    picture_file,
    profile_of_a_printer_with_blue_ink,
    profile_of_screens,
    profile_with_red_and_green_swapped,
    two_halves,
)

XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>{MAKER}</a></x:xmpmeta>'.encode()
PIXELS_ALLOWED = 60_000_000
# Prints by how many KB refusals raise the most memory that the process has held.
PEAK_OF_REFUSALS = """
import resource, sys
from pathlib import Path
import django
django.setup()
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from bps_portal.content.pictures import clean_picture
from PIL import Image
Image.init()
uploads = [SimpleUploadedFile(name, Path(name).read_bytes()) for name in sys.argv[1:]]
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = peak()
for upload in uploads:
    try:
        clean_picture(upload)
    except ValidationError:
        continue
    sys.exit(f"{upload.name} is taken")
print(peak() - before)
"""


def cleaned(picture: Image.Image, name: str, **options: Any) -> Image.Image:
    """Return `picture` as it is after its upload."""
    return Image.open(clean_picture(picture_file(picture, name, **options)))


def colour(picture: Image.Image, x: int = 2, y: int = 2) -> str:
    """Return which of red, green and blue prevails at a place."""
    values = picture.convert("RGB").getpixel((x, y))
    return ("red", "green", "blue")[values.index(max(values))]


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "avif"])
def test_a_picture_keeps_nothing_of_its_maker_and_place(extension: str) -> None:
    upload = picture_file(
        two_halves(), f"a.{extension}", exif=exif_with_a_place(), xmp=XMP, comment=MAKER
    )
    assert MAKER.encode() in upload.read()
    clean = clean_picture(upload)
    assert MAKER.encode() not in clean.read()
    picture = Image.open(clean)
    assert not picture.getexif()
    assert picture.size == (80, 40)
    assert (colour(picture), colour(picture, 78)) == ("red", "blue")


def test_what_telephones_append_to_a_photograph_is_left_out() -> None:
    photograph = picture_file(two_halves(), "a.jpg").read()
    upload = SimpleUploadedFile("a.jpg", photograph + b"ftypmp42" + MAKER.encode())
    assert MAKER.encode() not in clean_picture(upload).read()


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "avif"])
@pytest.mark.parametrize(("orientation", "top"), [(6, "red"), (8, "blue")])
def test_a_picture_taken_sideways_stands_upright(
    extension: str, orientation: int, top: str
) -> None:
    upright = cleaned(two_halves(), f"a.{extension}", exif=exif_with_a_place(orientation))
    assert upright.size == (40, 80)
    assert colour(upright) == top


def test_printers_colours_become_those_of_screens() -> None:
    red = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    plain = cleaned(red, "a.jpg")
    assert (plain.mode, colour(plain)) == ("RGB", "red")
    by_profile = cleaned(red, "a.jpg", icc_profile=profile_of_a_printer_with_blue_ink())
    assert (by_profile.mode, colour(by_profile)) == ("RGB", "blue")


@pytest.mark.parametrize(
    ("mode", "name"), [("RGB", "a.jpg"), ("RGBA", "a.png"), ("P", "a.png"), ("RGB", "a.webp")]
)
def test_colours_follow_the_profile_of_the_picture(mode: str, name: str) -> None:
    red = Image.new("RGB", (8, 8), "red").convert(mode)
    seen = cleaned(red, name, icc_profile=profile_with_red_and_green_swapped())
    assert colour(seen) == "green"
    assert "icc_profile" not in seen.info


@pytest.mark.parametrize("profile", [profile_of_screens(), b"no profile"])
def test_colours_stay_where_the_profile_changes_nothing(profile: bytes) -> None:
    assert colour(cleaned(Image.new("RGB", (8, 8), "red"), "a.jpg", icc_profile=profile)) == "red"


def test_greys_keep_their_shades() -> None:
    assert cleaned(Image.new("L", (8, 8), 100), "a.jpg").getpixel((1, 1)) == 100
    assert cleaned(Image.new("I;16", (8, 8), 100 * 256), "a.png").getpixel((1, 1)) == 100
    assert cleaned(Image.new("1", (8, 8), 1), "a.png").getpixel((1, 1)) == 255


def test_what_is_transparent_stays_so() -> None:
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 0))
    for name in ("a.png", "a.webp"):
        assert cleaned(clear, name, exif=exif_with_a_place()).getpixel((1, 1))[3] == 0
    palette = two_halves().quantize(4)
    first = palette.getpixel((0, 0))
    for name in ("a.png", "a.gif"):
        seen = cleaned(palette, name, transparency=first).convert("RGBA")
        assert (seen.getpixel((0, 0))[3], seen.getpixel((79, 0))[3]) == (0, 255)


@pytest.mark.parametrize("extension", ["gif", "png", "webp"])
def test_an_animation_keeps_its_frames_and_their_time(extension: str) -> None:
    frames = [Image.new("RGB", (8, 8), name) for name in ("red", "green", "blue")]
    moving = cleaned(
        frames[0],
        f"a.{extension}",
        save_all=True,
        append_images=frames[1:],
        duration=[100, 200, 300],
        loop=0,
        comment=MAKER,
        exif=exif_with_a_place(),
    )
    seen = []
    for number in range(moving.n_frames):
        moving.seek(number)
        moving.load()
        seen.append((colour(moving), moving.info["duration"]))
    assert seen == [("red", 100), ("green", 200), ("blue", 300)]
    assert not moving.getexif()


def test_a_lossless_picture_stays_lossless() -> None:
    lossless = picture_file(
        two_halves(), "a.webp", lossless=True, exif=exif_with_a_place(), icc_profile=b"?"
    )
    assert b"VP8L" in clean_picture(lossless).read()


def test_a_picture_is_not_encoded_twice() -> None:
    once = clean_picture(picture_file(two_halves(), "a.jpg"))
    assert clean_picture(once) is once
    webp = picture_file(two_halves(), "a.webp")
    assert clean_picture(webp).read() == webp.file.getvalue()


def test_the_quality_of_a_photograph_stays() -> None:
    noise = Image.effect_noise((64, 64), 80).convert("RGB")
    upload = picture_file(noise, "a.jpg", quality=70, subsampling=0)
    before, after = Image.open(upload), Image.open(clean_picture(upload))
    assert before.quantization == after.quantization
    assert before.layer == after.layer


def test_a_damaged_picture_is_refused() -> None:
    whole = picture_file(Image.effect_noise((200, 200), 80), "a.jpg").read()
    with pytest.raises(ValidationError, match="damaged"):
        clean_picture(SimpleUploadedFile("a.jpg", whole[: len(whole) // 2]))


def test_too_many_pixels_are_refused_before_they_are_unpacked(settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = PIXELS_ALLOWED
    bomb = picture_file(Image.new("1", (20_000, 20_000)), "a.png")
    with pytest.raises(ValidationError, match="more than 60 million pixels"):
        clean_picture(bomb)
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    frames = [Image.new("L", (8, 8), shade) for shade in (0, 255)]
    film = picture_file(frames[0], "a.gif", save_all=True, append_images=frames[1:])
    with pytest.raises(ValidationError, match="million pixels"):
        clean_picture(film)


def test_pictures_of_too_many_pixels_take_no_memory(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.png", "a.gif", "a.webp")]
    for path in paths:
        Image.new("L", (8_000, 8_000)).save(path)
    done = subprocess.run(
        [sys.executable, "-c", PEAK_OF_REFUSALS, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    # Unpacked, each would take 64 MB.
    assert int(done.stdout) < 20_000


@pytest.mark.django_db
def test_a_picture_stored_by_the_program_is_clean_as_are_its_sizes() -> None:
    picture = PortalImage(title_fr="Un parc")
    picture.file = picture_file(
        two_halves((800, 400)), "parc.jpg", exif=exif_with_a_place(6), comment=MAKER
    )
    picture.save()
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (400, 800)
    assert picture.file_size == picture.file.size
    sizes = [picture.get_rendition(spec) for spec in ("width-200", "width-200|format-webp")]
    for stored in (picture, *sizes):
        with stored.file.open() as file:
            assert MAKER.encode() not in file.read()
            assert not Image.open(file).getexif()
    assert all((size.width, size.height) == (200, 400) for size in sizes)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "I;16", "1"])
@pytest.mark.django_db
def test_every_kind_of_picture_can_be_sized(mode: str) -> None:
    name = "a.jpg" if mode == "CMYK" else "a.png"
    picture = PortalImage(title_fr="Un parc", file=picture_file(Image.new(mode, (90, 60)), name))
    picture.save()
    for spec in ("width-40|format-webp", "width-40|format-jpeg"):
        assert picture.get_rendition(spec).height in {26, 27}


@pytest.mark.django_db
def test_an_editor_uploads_several_pictures_and_each_is_complete(editor_client: Client) -> None:
    for number in range(2):
        upload = picture_file(two_halves(), f"parc-{number}.jpg", exif=exif_with_a_place())
        answer = editor_client.post(
            reverse("wagtailimages:add_multiple"), {"title": f"Parc {number}", "files[]": upload}
        )
        assert answer.json()["success"], answer.json()
    for picture in PortalImage.objects.all():
        assert picture.title_fr == picture.title_nl == f"Parc {picture.filename[5]}"
        assert picture.file_size == picture.file.size
        assert (picture.width, picture.height) == (80, 40)
        with picture.file.open() as file:
            assert not Image.open(file).getexif()


@pytest.mark.parametrize(
    ("content", "fr", "nl"),
    [
        ("bomb", "60 millions de pixels", "60 miljoen pixels"),
        ("half", "endommagée", "beschadigd"),
        ("svg", "non valide", "afbeelding"),
    ],
)
@pytest.mark.django_db
def test_an_editor_is_told_what_is_wrong_with_a_picture(
    editor_client: Client, content: str, fr: str, nl: str
) -> None:
    noise = picture_file(Image.effect_noise((200, 200), 80), "a.png").read()
    upload = {
        "bomb": lambda: picture_file(Image.new("1", (20_000, 20_000)), "a.png"),
        "half": lambda: SimpleUploadedFile("a.png", noise[: len(noise) // 2]),
        "svg": lambda: SimpleUploadedFile("a.png", b"<svg onload='alert(1)'></svg>"),
    }[content]()
    answer = editor_client.post(
        reverse("wagtailimages:add_multiple"), {"title": "a", "files[]": upload}
    ).json()
    assert not answer["success"]
    assert {"fr": fr, "nl": nl}[editor_client.language] in answer["error_message"]
    assert not PortalImage.objects.exists()


@pytest.mark.parametrize("stem", ["“”", "😀", ".."])
@pytest.mark.django_db
def test_a_picture_whose_name_has_no_letter_keeps_its_type(stem: str) -> None:
    for _ in range(2):
        picture = PortalImage(title_fr="Un", file=picture_file(two_halves(), "a.png"))
        picture.file.name = f"{stem}.png"
        picture.save()
        stored = (picture.file.name, picture.get_rendition("width-20").file.name)
        for name in (Path(name).name for name in stored):
            assert name.startswith("file")
            assert name.endswith(".png")


@pytest.mark.django_db
def test_a_decorative_picture_stays_decorative() -> None:
    picture = PortalImage(
        title_fr="Un trait", is_decorative=True, file=picture_file(two_halves(), "a.png")
    )
    picture.save()
    assert PortalImage.objects.get().is_decorative


@pytest.mark.django_db
def test_the_form_says_what_a_text_alternative_is(editor_client: Client) -> None:
    picture = PortalImage(title_fr="Un parc", file=picture_file(two_halves(), "a.png"))
    picture.save()
    page = editor_client.get(reverse("wagtailimages:edit", args=(picture.pk,))).content.decode()
    words = {"fr": "Texte alternatif [nl]", "nl": "Tekstalternatief [nl]"}
    assert words[editor_client.language] in page


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "avif", "gif"])
def test_a_picture_that_was_cleaned_before_stays_as_it_is(extension: str) -> None:
    upload = picture_file(
        Image.effect_noise((80, 40), 60).convert("RGB"), f"a.{extension}", comment=MAKER
    )
    once = clean_picture(upload).read()
    assert clean_picture(SimpleUploadedFile(f"a.{extension}", once)).read() == once
