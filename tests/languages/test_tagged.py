"""Rich text as lines with numbered tags, also where the HTML is not well made."""

import pytest
from django.core.exceptions import ValidationError

from bps_portal.languages.paragraphs import paragraphs
from bps_portal.languages.tagged import Tag, check_tags, from_html, pieces, to_html, words


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("a &lt;b&gt; {c} &amp;", "a <b> {{c} &"),
        ("<b>a<i>b</i></b><br/>c", "{1}a{2}b{/2}{/1}{3/}c"),
        ("<a href=\"?a>b\" title='>'>x</a>", "{1}x{/1}"),
        # Overlapping and lonely tags stand alone.
        ("<b>a<i>b</b>c</i>", "{1}a{2/}b{/1}c{3/}"),
        ("a</b><!-- x -->", "a{1/}{2/}"),
        ("a\x0bb\r\nc", "ab\nc"),
    ],
)
def test_html_becomes_a_line_and_comes_back(html, line):
    found, tags = from_html(html)
    assert found == line
    again, _tags = from_html(to_html(found, tags))
    assert again == line


def test_a_translation_shares_the_numbers_of_its_source():
    _line, source = from_html('<p data-block-key="a1"><b>x</b><a href="/fr">y</a></p>')
    line, tags = from_html('<p data-block-key="z9"><a href="/nl">y</a><b>x</b></p>', source)
    assert line == "{1}{4}y{/4}{2}x{/2}{/1}"
    assert tags[4] == Tag('<a href="/nl">', "</a>")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("a { b", "begins no tag"),
        ("{/1/}", "begins no tag"),
        ("{1}a", "not closed"),
        ("{1/}", "not closed"),
        ("{/1}{1}", "not closed"),
        ("{7/}", "not in the source"),
    ],
)
def test_a_line_with_broken_tags_becomes_nothing(line, reason):
    with pytest.raises(ValidationError, match=reason):
        to_html(line, {1: Tag("<b>", "</b>")})


def test_tags_that_are_wanted_are_counted():
    tags = {1: Tag("<b>", "</b>"), 2: Tag("<br/>")}
    check_tags("{2/}{1}a{/1}", tags)
    check_tags("a", tags, {})
    for line in ("{1}a{/1}", "{1}{/1}{2/}{2/}", "{1}{/1}{2/}{3/}"):
        with pytest.raises(ValidationError):
            check_tags(line, tags)


def test_what_cannot_be_read_is_its_own_words():
    assert words("{1}a{/1} {{b") == "a {b"
    assert words("a { b") == "a { b"
    assert pieces("") == []


def test_paragraphs_are_the_text_again_to_the_byte():
    html = '<p data-block-key="a">x <b>y</b></p>\n<ul><li>z</li></ul><hr/>w'
    found = paragraphs(html)
    assert found.joined() == html
    assert [found.runs[place] for place in found.places()] == ["x <b>y</b>", "z", "w"]
    assert [found.number_of(place) for place in found.places()] == [0, 1, 1]
    assert found.without_words().joined() == '<p data-block-key="a"></p>\n<ul><li></li></ul><hr/>'
