"""The block of a film: our own file, or one of another site that nobody loads unasked."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from bps_portal import languages
from bps_portal.content.hosted_videos import HostedVideo, hosted_video
from bps_portal.content.models import PortalDocument

from .checked import CheckedBlock
from .choosers import FileChooserBlock, PictureChooserBlock
from .groups import PICTURES
from .pictures import pictures_to_show
from .text import TEXT_FEATURES

VIDEO_ENDINGS = {".mp4", ".webm"}
CAPTIONS_ENDING = ".vtt"
SCRIPT = "js/video.js"


class CaptionsChooserBlock(FileChooserBlock):
    """Captions of the library; each language has its own."""

    def without_words(self, value: PortalDocument | None) -> None:
        """Return nothing: captions are words."""


class VideoValue(blocks.StructValue):
    """A film."""

    @property
    def hosted(self) -> HostedVideo | None:
        """The film at another site, or None where it is our own."""
        address = self.get("address")
        return hosted_video(address) if address and not self.get("file") else None

    @property
    def player(self) -> str:
        """The address of the other site's player, in the reader's language."""
        return self.hosted.player(languages.active_code()) if self.hosted else ""

    @property
    def captions_language(self) -> str:
        """The language of the captions: that of their file, or the reader's."""
        captions: PortalDocument | None = self.get("captions")
        return (captions.language if captions else "") or languages.active_code()

    @property
    def scripts(self) -> tuple[str, ...]:
        """The scripts that make it play in its place; without them a link leads to it."""
        return (SCRIPT,) if self.hosted else ()


class VideoBlock(CheckedBlock):
    """A film with captions and a transcript, which loads nothing before the reader asks."""

    title = blocks.CharBlock(label=_("title"), max_length=160)
    file = FileChooserBlock(
        label=_("film"), required=False, help_text=_("Our own file: MP4 or WebM.")
    )
    captions = CaptionsChooserBlock(
        label=_("captions"),
        required=False,
        help_text=_("For our own film: a WebVTT file in the language of this text."),
    )
    address = blocks.CharBlock(
        label=_("address at YouTube or Vimeo"),
        required=False,
        max_length=255,
        help_text=_("In place of our own file. Nothing is loaded from there before a click."),
    )
    poster = PictureChooserBlock(
        label=_("still picture"), help_text=_("What is seen before the film starts.")
    )
    transcript = blocks.RichTextBlock(
        label=_("transcript"),
        features=TEXT_FEATURES,
        max_length=30_000,
        help_text=_("All that is said and shown, for whoever cannot hear or see the film."),
    )

    class Meta:
        icon = "media"
        label = _("Film")
        group = PICTURES
        description = _(
            "A film of our own, or one at YouTube or Vimeo that loads nothing before a click. It "
            "needs a transcript, and our own needs captions."
        )
        template = "content/blocks/video.html"
        value_class = VideoValue

    def problems(self, value: Any) -> dict[str, ValidationError]:
        """Refuse files of another kind and addresses of other sites; ask for film and captions."""
        found: dict[str, Any] = {}
        film, captions, address = value.get("file"), value.get("captions"), value.get("address")
        if film and _ending(film) not in VIDEO_ENDINGS:
            found["file"] = _("Choose an MP4 or WebM file.")
        if captions and _ending(captions) != CAPTIONS_ENDING:
            found["captions"] = _("Choose a WebVTT file (its name ends in .vtt).")
        if address and hosted_video(address) is None:
            found["address"] = _(
                "This is not the address of a film at YouTube or Vimeo. Copy it from the film’s own "
                "page, such as https://vimeo.com/123456."
            )
        elif address and film:
            found["address"] = _("Choose a file or give an address, not both.")
        if not self.is_deferred_validation:
            if not film and not address:
                found["file"] = _("Choose a file, or give the address of a film.")
            if film and not captions:
                found["captions"] = _("A film of our own needs captions.")
        return {name: ValidationError(message, "invalid") for name, message in found.items()}

    def get_preview_value(self) -> Any:
        """Return a film at another site, with a picture of the library."""
        text = gettext("A voice says: “Press the button once a month.” A hand presses it.")
        return self.normalize(
            {
                "title": gettext("Testing a smoke detector"),
                "file": None,
                "captions": None,
                "address": "https://vimeo.com/1",
                "poster": next(iter(pictures_to_show(1)), None),
                "transcript": f"<p>{text}</p>",
            }
        )


def _ending(document: PortalDocument) -> str:
    return PurePath(document.filename).suffix.lower()
