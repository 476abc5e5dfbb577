"""What tools of bureaus make of a file: cut sentences, parted tags, remarks, other states."""

import pytest

from bps_portal.translations.exchange import po, xliff
from bps_portal.translations.exchange.files import FileRefusedError, Line

XLIFF_2 = "urn:oasis:names:tc:xliff:document:2.0"
XLIFF_1 = "urn:oasis:names:tc:xliff:document:1.2"


def read_2(unit: str) -> Line:
    text = (
        f'<xliff xmlns="{XLIFF_2}" version="2.1" srcLang="fr" trgLang="nl">'
        f'<file id="f"><group id="g"><unit id="u">{unit}</unit></group></file></xliff>'
    )
    (line,) = xliff.read(text.encode()).parts[0].lines
    return line


def read_1(unit: str, attributes: str = "") -> Line:
    text = (
        f'<xliff xmlns="{XLIFF_1}" version="1.2"><file original="f" datatype="html"'
        f' source-language="fr" target-language="nl"><body><group>'
        f'<trans-unit id="u" {attributes}>{unit}</trans-unit></group></body></file></xliff>'
    )
    (line,) = xliff.read(text.encode()).parts[0].lines
    return line


def test_sentences_that_a_tool_has_cut_are_one_text_again():
    line = read_2(
        '<segment state="final"><source>Un <sc id="1"/>a. </source>'
        '<target order="3">twee<ec startRef="1"/>.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="reviewed"><source>Deux<ec startRef="1"/>.</source>'
        '<target order="1">Een <sc id="1"/>a.</target></segment>'
    )
    assert (line.source, line.is_done) == ("Un {1}a.  Deux{/1}.", True)
    assert line.target == "Een {1}a. twee{/1}."


def test_a_text_of_which_a_sentence_has_no_translation_has_none():
    line = read_2(
        '<segment state="final"><source>Un.</source><target>Een.</target></segment>'
        "<segment><source>Deux.</source></segment>"
    )
    assert (line.target, line.is_done) == ("", False)


def test_remarks_are_read_over_and_made_up_tags_are_kept_to_be_refused():
    line = read_2(
        "<segment><source>Un</source><target>"
        '<mrk id="m" type="term">Een</mrk><!-- ? --> {<ph id="x9"/></target></segment>'
    )
    assert line.target == "Een {{{999999/}"


@pytest.mark.parametrize(
    ("unit", "attributes", "is_done"),
    [
        ('<source>Un</source><target state="signed-off">Een</target>', "", True),
        ("<source>Un</source><target>Een</target>", 'approved="yes"', True),
        ('<source>Un</source><target state="needs-translation">Een</target>', "", False),
    ],
)
def test_states_of_older_files(unit, attributes, is_done):
    line = read_1(unit, attributes)
    assert (line.target, line.is_done) == ("Een", is_done)


def test_tags_of_older_files():
    line = read_1(
        '<source>Un</source><target>A<bx id="1"/>b<ex id="2" rid="1"/><x id="3"/></target>'
    )
    assert line.target == "A{1}b{/1}{3/}"


def test_parts_in_several_languages_are_refused():
    files = "".join(
        f'<file original="{code}" datatype="html" source-language="fr" target-language="{code}">'
        '<body><trans-unit id="u"><source>Un</source></trans-unit></body></file>'
        for code in ("nl", "de")
    )
    with pytest.raises(FileRefusedError):
        xliff.read(f'<xliff xmlns="{XLIFF_1}" version="1.2">{files}</xliff>'.encode())


def test_entries_of_po_that_are_fuzzy_or_out_of_use():
    content = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: nl_BE\\nX-Source-Language: fr\\n"

#, fuzzy
msgctxt "f/a"
msgid "Un"
msgstr "Een"

msgctxt "f/b"
msgid "Deux"
msgstr "Twee"

#~ msgctxt "f/c"
#~ msgid "Trois"
#~ msgstr "Drie"
"""
    file = po.read(content.encode())
    assert (file.source, file.target) == ("fr", "nl_BE")
    lines = [(line.id, line.target, line.is_done) for line in file.parts[0].lines]
    assert lines == [("a", "Een", False), ("b", "Twee", True)]
