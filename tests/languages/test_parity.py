"""Which texts are missing, out of date or empty on purpose, as marks remember it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from bps_portal.languages import parity
from bps_portal.languages.parity import Change, State
from bps_portal.languages.segments import Segment, plain

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FOLLOWING = timedelta(hours=1)


def lead(**texts: str) -> list[Segment]:
    """Return the only segment of an object."""
    return [Segment("lead", "Lead", {"fr": "", "nl": "", **texts}, "lead")]


def states(segments, marks) -> dict[str, State]:
    return {found.code: found.state for found in parity.standings(segments, marks)}


def test_a_text_that_was_rewritten_makes_its_translation_out_of_date():
    before, after = lead(fr="Dix", nl="Tien"), lead(fr="Onze", nl="Tien")
    marks = parity.after_change(before, after, {}, NOW)
    assert states(after, marks) == {"fr": State.CURRENT, "nl": State.OUTDATED}
    found = parity.standing(after[0], "nl", marks)
    assert (found.source, found.was, found.since) == ("fr", "Dix", NOW)


def test_texts_rewritten_together_stay_up_to_date():
    before, after = lead(fr="Dix", nl="Tien"), lead(fr="Onze", nl="Elf")
    assert parity.after_change(before, after, {}, NOW) == {}


def test_a_first_translation_is_up_to_date():
    before, after = lead(fr="Dix"), lead(fr="Dix", nl="Tien")
    assert states(before, {}) == {"fr": State.CURRENT, "nl": State.MISSING}
    assert parity.after_change(before, after, {}, NOW) == {}


def test_a_translation_that_catches_up_does_not_mark_its_source():
    first, second, third = (
        lead(fr="Dix", nl="Tien"),
        lead(fr="Onze", nl="Tien"),
        lead(fr="Onze", nl="Elf"),
    )
    marks = parity.after_change(first, second, {}, NOW)
    marks = parity.after_change(second, third, marks, NOW + FOLLOWING)
    assert states(third, marks) == {"fr": State.CURRENT, "nl": State.OUTDATED}
    marks = parity.confirmed(marks, "lead", "nl")
    assert marks == {}


def test_the_oldest_right_text_is_remembered():
    texts = [lead(fr=fr, nl="Tien") for fr in ("Dix", "Onze", "Douze")]
    marks = parity.after_change(texts[0], texts[1], {}, NOW)
    marks = parity.after_change(texts[1], texts[2], marks, NOW + FOLLOWING)
    found = parity.standing(texts[2][0], "nl", marks)
    assert (found.was, found.since) == ("Dix", NOW)


def test_a_source_that_reads_as_before_makes_its_translation_right_again():
    first, second = lead(fr="Dix", nl="Tien"), lead(fr="Onze", nl="Tien")
    marks = parity.after_change(first, second, {}, NOW)
    assert parity.after_change(second, first, marks, NOW) == {}


def test_a_translation_reworked_meanwhile_stays_to_be_confirmed():
    first, second, third = (
        lead(fr="Dix", nl="Tien"),
        lead(fr="Onze", nl="Tien"),
        lead(fr="Onze", nl="Elf"),
    )
    marks = parity.after_change(first, second, {}, NOW)
    marks = parity.after_change(second, third, marks, NOW)
    back = lead(fr="Dix", nl="Elf")
    marks = parity.after_change(third, back, marks, NOW)
    assert states(back, marks)["nl"] is State.OUTDATED


def test_a_translators_change_is_no_source():
    before, after = lead(fr="Dix", nl="Tien"), lead(fr="Dix", nl="Tiental")
    assert parity.after_change(before, after, {}, NOW, translated={"nl"}) == {}
    assert states(after, parity.after_change(before, after, {}, NOW))["fr"] is State.OUTDATED


def test_a_text_that_vanishes_is_missing_and_leaves_no_mark():
    first, second = lead(fr="Dix", nl="Tien"), lead(fr="Onze", nl="Tien")
    marks = parity.after_change(first, second, {}, NOW)
    emptied = lead(fr="Onze")
    marks = parity.after_change(second, emptied, marks, NOW)
    assert marks == {}
    assert states(emptied, marks) == {"fr": State.CURRENT, "nl": State.MISSING}


def test_empty_on_purpose_until_somebody_writes():
    empty = lead(fr="Dix")
    marks = parity.declared_empty({}, "lead", "nl")
    assert states(empty, marks)["nl"] is State.EMPTY
    rewritten = lead(fr="Onze")
    marks = parity.after_change(empty, rewritten, marks, NOW)
    assert states(rewritten, marks)["nl"] is State.EMPTY
    marks = parity.after_change(rewritten, lead(fr="Onze", nl="Elf"), marks, NOW)
    assert marks == {}


def test_empty_on_purpose_can_be_taken_back():
    marks = parity.declared_empty({}, "lead", "nl")
    assert parity.declared_empty(marks, "lead", "nl", on_purpose=False) == {}


@override_settings(LANGUAGES=[("fr", "French"), ("nl", "Dutch"), ("de", "German")])
def test_every_further_language_follows():
    before, after = lead(fr="Dix", nl="Tien", de="Zehn"), lead(fr="Onze", nl="Tien", de="Zehn")
    marks = parity.after_change(before, after, {}, NOW)
    assert states(after, marks) == {
        "fr": State.CURRENT,
        "nl": State.OUTDATED,
        "de": State.OUTDATED,
    }


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>Un <b>deux</b></p><p>trois</p>", "Un deux trois"),
        ("Un\N{NO-BREAK SPACE}deux :\n trois", "Un deux : trois"),
        ("l&#x27;eau &amp; l’air", "l'eau & l’air"),
        ("e\N{COMBINING ACUTE ACCENT}t\N{LATIN SMALL LETTER E WITH ACUTE}", "été"),
        (None, ""),
    ],
)
def test_markup_is_no_change_of_words(markup, words):
    assert plain(markup) == words


def test_differences_are_told_word_by_word():
    changes = parity.differences("Appelez le 100 en cas de feu", "Appelez le 112 en cas de danger")
    assert changes == [
        Change("same", "Appelez le"),
        Change("removed", "100"),
        Change("added", "112"),
        Change("same", "en cas de"),
        Change("removed", "feu"),
        Change("added", "danger"),
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from(["fr", "nl"]), st.sampled_from(["", "a", "b", "c"])), max_size=12
    )
)
def test_whatever_is_written_marks_only_filled_texts_and_never_both_languages(edits):
    marks: parity.Marks = {}
    current = lead()
    for code, text in edits:
        changed = lead(**{**current[0].texts, code: text})
        marks = parity.after_change(current, changed, marks, NOW)
        current = changed
        outdated = marks.get("outdated", {}).get("lead", {})
        assert len(outdated) <= 1
        for marked, mark in outdated.items():
            assert current[0].texts[marked]
            assert current[0].texts[mark["source"]]
            assert mark["was"]
