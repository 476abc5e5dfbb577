"""Saved pages of the former site, understood by their structure and cleaned of what stuck to them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bps_portal.transfer.legacy_article import Kind, NotALegacyPageError
from bps_portal.transfer.mended_text import decoded, joined
from bps_portal.transfer.saved_page import parse_page

FRENCH = """<!DOCTYPE html><html lang="fr"><head><title>Vol de vélos | BeSafe</title>
<link rel="canonical" href="https://www.former.example/fr/actualites/vol"/>
<link rel="shortlink" href="https://www.former.example/fr/node/12"/></head><body>
<div class="q1"><ul><li><a href="/fr/x">Accueil</a></li><li><a href="/fr/y">Actualités</a></li></ul>
<ul><li><a href="/fr/node/12">FR</a></li><li><a href="/nl/node/13" hreflang="nl">NL</a></li></ul></div>
<div class="b7"><div class="c2"><span>MobilitéMobilité</span><h1>Vol de vélos</h1>
<p>Publié le 23 septembre 2021</p>
<div><figure><img src="/files/a.jpg" alt="Un vélo">
<figcaption>Photo : un vélo. © Line Verte</figcaption></figure></div>
<div><p>Le vol de vélos touche tous les quartiers, et la police donne des conseils.</p>
<h4>Que faire ?</h4>
<p class="MsoNormal" style="margin:0"><span lang="FR">Une ana-\nlyse montre deux <strong>cadenas</strong>.
<o:p></o:p></span></p><p>&nbsp;</p>
<p>Voyez <a href="https://www.former.example/fr/node/77?x=1" onclick="y()">nos conseils</a> et
<a href="javascript:alert(1)">ceci</a>.</p>
<ul><li>un cadenas en U<ul><li>solide</li></ul></li><li></li></ul>
<table><tr><td><table><caption>Vols</caption><tr><th>Commune</th><th>2020</th></tr>
<tr><td>Jette</td><td>12</td></tr></table></td></tr></table>
<p><strong>À retenir</strong></p><p>Le reste de ce texte parle de la police et des vélos.</p>
<p><a href="../../files/brochure.pdf">Téléchargez la brochure</a></p></div>
<div class="z9"><h2>Articles similaires</h2><ul><li><a href="/fr/node/77">Un autre</a></li></ul></div>
</div></div><div><h2>Appels d’urgences</h2><p>112 – 101</p></div></body></html>"""


def test_a_saved_page_is_understood_by_its_structure() -> None:
    article = parse_page(FRENCH.encode(), "fr/actualites/vol.html")
    assert (article.title, article.theme, article.language) == ("Vol de vélos", "Mobilité", "fr")
    assert article.date == dt.date(2021, 9, 23)
    assert article.lead.startswith("Le vol de vélos touche")
    assert article.picture
    assert article.picture.lines[:2] == ("/files/a.jpg", "Un vélo")
    assert (article.caption, article.credit) == ("un vélo. © Line Verte", "Line Verte")
    assert article.addresses == ("/fr/actualites/vol", "/fr/node/12")
    assert article.others == (("nl", "/nl/node/13"),)
    assert [(each.title, each.address) for each in article.related] == [("Un autre", "/fr/node/77")]
    assert [(piece.kind, piece.lines) for piece in article.body] == [
        (Kind.HEADING, ("Que faire ?",)),
        (Kind.RICH, ("<p>Une analyse montre deux <b>cadenas</b>.</p>",)),
        (Kind.RICH, ('<p>Voyez <a href="/fr/node/77?x=1">nos conseils</a> et ceci.</p>',)),
        (Kind.RICH, ("<ul><li>un cadenas en U<ul><li>solide</li></ul></li></ul>",)),
        (Kind.TABLE, ("Vols", "Commune\t2020", "Jette\t12")),
        (Kind.HEADING, ("À retenir",)),
        (Kind.RICH, ("<p>Le reste de ce texte parle de la police et des vélos.</p>",)),
        (Kind.FILE, ("/files/brochure.pdf", "Téléchargez la brochure")),
    ]


@pytest.mark.parametrize(
    "content",
    [
        FRENCH.replace("<head>", '<head><meta charset="utf-8">').encode("windows-1252"),
        FRENCH.encode("utf-8").decode("windows-1252", "replace").encode("utf-8"),
        FRENCH.encode("utf-16"),
    ],
    ids=["latin-1 called UTF-8", "accents encoded twice", "UTF-16"],
)
def test_damaged_encodings_are_mended(content: bytes) -> None:
    article = parse_page(content, "x.html")
    assert (article.title, article.date) == ("Vol de vélos", dt.date(2021, 9, 23))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"  ", "it is empty"),
        (b"\x00\x01" * 50, "it holds zero bytes"),
        (b"<html><body><h1>Titre</h1></body></html>", "it holds no text"),
        (b"<html><body><p>Sans titre.</p></body></html>", "it has no title"),
        (b"<p>" + b"x" * 5_000_000, "it is larger than 2,000,000 bytes"),
        (
            b"<h1>Xyz</h1><p>Qwerty uiop asdf ghjk lzxc vbnm qwerty.</p>",
            "nothing tells its language",
        ),
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(NotALegacyPageError, match=sentence):
        parse_page(content, "x.html")


def test_broken_words_are_joined_and_hyphens_that_stand_for_a_word_stay() -> None:
    assert (
        joined("une ana- lyse des avant- et après-midi") == "une analyse des avant- et après-midi"
    )
    assert joined("in- en uitgang, pre- ventie, Noord- Brabant") == (
        "in- en uitgang, preventie, Noord- Brabant"
    )
    assert decoded("d’été".encode()) == "d’été"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<table><tr><td>", "</table>", "<h3>é</h3>", "mot. ",
                                 "<ul><li>", "</ul>", "<a href='x'>", "<a href='http://[x'>y</a>", "<!--", "-->", "<div>", "\x0b",
                                 "<img src=a>", "&nbsp;", "<br><br>"]), max_size=60))  # fmt: skip
def test_any_page_is_understood_or_refused(parts: list[str]) -> None:
    page = f"<html lang=fr><h1>Titre</h1><p>Le texte est dans la page.</p>{''.join(parts)}"
    try:
        article = parse_page(page.encode(), "x.html")
    except NotALegacyPageError:
        return
    assert article.title
