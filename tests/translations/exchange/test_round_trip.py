"""A file that comes back as it was sent changes nothing; with a change, only that text."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bps_portal.languages.segments import segments
from bps_portal.languages.tagged import Tag, words
from bps_portal.languages.texts import raw_of, texts
from bps_portal.languages.units import units, write
from bps_portal.translations.exchange import formats
from bps_portal.translations.exchange.comparing import changes
from bps_portal.translations.exchange.exporting import lines_of
from bps_portal.translations.exchange.files import (
    FileRefusedError,
    Line,
    Part,
    TranslationFile,
    part_id,
)
from bps_portal.translations.exchange.formats import Format
from bps_portal.translations.exchange.plans import Outcome

from .generated import pages

# A page asks for its content type, and for nothing else.
pytestmark = pytest.mark.django_db

NAMES = {Format.XLIFF_2: "a.xlf", Format.XLIFF_1: "a.xlf", Format.PO: "a.po"}
# 25, and many more in a soak.
FEW = settings(
    max_examples=settings.default.max_examples // 4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def sent(page, kind: Format, translate=lambda line: line) -> Part:
    """Return what comes back of a page once it was written, translated and read."""
    lines = [translate(line) for line in lines_of(page, "fr", "nl", only_awaited=False)]
    part = Part(part_id("home.contentpage", 1, len(lines)), "Page", lines)
    file = formats.read(formats.write(TranslationFile("fr", "nl", [part]), kind), NAMES[kind])
    assert (file.source, file.target) == ("fr", "nl")
    return file.parts[0]


def stored(page) -> dict[str, object]:
    """Return everything of a page that a file could change."""
    fields = {name: getattr(page, name) for name in ("title_nl", "lead_nl", "title_fr", "lead_fr")}
    return fields | {f"body_{code}": raw_of(getattr(page, f"body_{code}")) for code in ("fr", "nl")}


@FEW
@given(pages(), st.sampled_from(Format))
def test_what_comes_back_as_it_was_sent_changes_nothing(page, kind):
    part = sent(page, kind)
    assert [line.source for line in part.lines] == [u.source for u in units(page, "fr", "nl")]
    assert changes(part, units(page, "fr", "nl")) == []


@FEW
@given(pages(), st.sampled_from(Format), st.data())
def test_a_changed_text_changes_that_text_alone(page, kind, data):
    now = units(page, "fr", "nl")
    translated = [unit for unit in now if unit.target]
    assume(translated)
    chosen = data.draw(st.sampled_from(translated))
    before, earlier = stored(page), {t.key: t.target for t in texts(page, "fr", "nl")}

    def translate(line):
        if line.id.startswith(chosen.key.replace("/", ".") + "."):
            return line.__class__(**{**vars(line), "target": line.target + "ü <&"})
        return line

    part = sent(page, kind, translate)
    (change,) = changes(part, now)
    assert (change.key, change.old) == (chosen.key, chosen.target)
    assert change.outcome is Outcome.CHANGED, change.reason
    write(now, {change.key: change.new})
    after = {t.key: t.target for t in texts(page, "fr", "nl")}
    assert {key for key in after if after[key] != earlier[key]} == {chosen.text.key}
    (again,) = [unit for unit in units(page, "fr", "nl") if unit.key == chosen.key]
    assert again.target == chosen.target + "ü <&"
    assert stored(page)["body_fr"] == before["body_fr"]


@FEW
@given(pages(), st.sampled_from(Format))
def test_a_whole_translation_has_the_blocks_tags_and_words_of_its_source(page, kind):
    page.title_nl, page.lead_nl, page.body_nl = "", "", []
    part = sent(
        page,
        kind,
        lambda line: line.__class__(
            **{**vars(line), "target": line.source, "target_tags": line.source_tags}
        ),
    )
    now = units(page, "fr", "nl")
    found = changes(part, now)
    assert {change.outcome for change in found} == {Outcome.CHANGED}, found
    write(now, {change.key: change.new for change in found})
    for segment in segments(page):
        assert segment.texts["nl"] == segment.texts["fr"], segment
    for unit in units(page, "fr", "nl"):
        assert unit.target == unit.source
        assert words(unit.target)


@FEW
@given(
    st.sampled_from(Format),
    st.lists(
        st.tuples(
            st.integers(0, 4000),
            st.integers(0, 40),
            st.sampled_from(
                [b"", b"<", b">", b'"', b"&#0;", b"&a;", b"]]>", b"\xff", b"\n", b"</unit>"]
            ),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_a_damaged_file_is_read_or_refused(kind, cuts):
    line = Line(
        "title.0123456789.0123456789", "Un {1}a{/1}", "Een", source_tags={1: Tag("<b>", "</b>")}
    )
    part = Part("home.contentpage-1-1", "Page", [line] * 3)
    content = formats.write(TranslationFile("fr", "nl", [part]), kind)
    for start, length, inserted in cuts:
        content = content[:start] + inserted + content[start + length :]
    try:
        found = formats.read(content, NAMES[kind])
    except FileRefusedError:
        return
    assert found.parts
