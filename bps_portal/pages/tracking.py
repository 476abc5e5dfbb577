"""A page that knows which of its texts are missing or out of date, in drafts too."""

from typing import Any, ClassVar

from wagtail.models import Revision

from bps_portal import languages
from bps_portal.languages.segments import segments
from bps_portal.languages.streams import pair, translated_streams
from bps_portal.languages.tracking import MarksField, Tracked

from .validation import ValidatedPage


class TrackedPage(Tracked, ValidatedPage):
    """A page whose marks are part of its revisions, and so are restored and copied with them."""

    parity_marks = MarksField()

    # Addresses differ, and the draft title follows the title.
    uncompared_fields: ClassVar[tuple[str, ...]] = ("slug", "url_path", "draft_title")

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Clean everything; to go public, blocks at the same place in each language are pairs."""
        if not self.cleaning_draft:
            self._pair_blocks(self.get_latest_revision())
        super().full_clean(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a draft with what its changes have left out of date."""
        restored = kwargs.get("previous_revision")
        base = restored or self.get_latest_revision()
        self._pair_blocks(base)
        if base:
            before = base.as_object()
            if restored:
                # Its texts come back with what was known of them; only later changes count.
                known = before.parity_marks.get("outdated", {})
                self.parity_marks = {**self.parity_marks, "outdated": known}
            self.note_changes(before)
        if overwritten := kwargs.get("overwrite_revision"):
            self._forgive_changes_of_one_session(overwritten)
        return super().save_revision(*args, **kwargs)

    def pair_blocks(self) -> None:
        """Pair the blocks of a page that reads as it was saved last, as the next save will."""
        for field in translated_streams(type(self)):
            pair([languages.value_in(self, field, code) for code in languages.codes()])

    def _pair_blocks(self, base: Revision | None) -> None:
        before = base.as_object() if base else None
        for field in translated_streams(type(self)):
            parted: set[str] = set()
            if before:
                streams = [languages.value_in(before, field, code) for code in languages.codes()]
                parted = _in_several([{str(child.id) for child in s or ()} for s in streams])
            pair([languages.value_in(self, field, code) for code in languages.codes()], parted)

    def _forgive_changes_of_one_session(self, overwritten: Revision) -> None:
        """Drop marks of texts that the same editor rewrote in all languages, one after another.

        The edit form saves by itself while somebody types, over the revision of that session.
        """
        start = overwritten.get_previous()
        outdated = self.parity_marks.get("outdated", {})
        if not start or not outdated:
            return
        at_start = start.as_object()
        texts_before = {segment.key: segment.texts for segment in segments(at_start)}
        known = at_start.parity_marks.get("outdated", {})
        for segment in segments(self):
            for code in list(outdated.get(segment.key, {})):
                before = texts_before.get(segment.key, {}).get(code, "")
                new = code not in known.get(segment.key, {})
                if new and before != segment.texts[code]:
                    outdated[segment.key].pop(code)
        self.parity_marks = {
            **self.parity_marks,
            "outdated": {key: marks for key, marks in outdated.items() if marks},
        }


def _in_several(groups: list[set[str]]) -> set[str]:
    return {key for group in groups for key in group if sum(key in other for other in groups) > 1}
