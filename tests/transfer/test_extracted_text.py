"""What is understood of a page of the former site, and what is refused."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bps_portal.transfer.extracted_text import parse
from bps_portal.transfer.legacy_article import Kind, LegacyArticle, NotALegacyPageError

SMALL = "ThèmeThème\n\nUn titre\n\n01.02.2020\n\nLe chapeau de la page."


def kinds(article: LegacyArticle) -> list[tuple[str, str]]:
    return [(piece.kind.value, piece.text) for piece in article.body]


def body_of(text: str) -> list[tuple[str, str]]:
    return kinds(parse(f"{SMALL}\n\n{text}", "fr"))


def test_french_page_gives_all_its_parts(french_text: str) -> None:
    article = parse(french_text, "fr")
    assert article.theme == "Prévenir les vols dans l’espace public"
    assert article.title == "Un vélo bien attaché reste à sa place"
    assert article.date == dt.date(2020, 5, 14)
    assert article.lead.startswith("Chaque jour, des vélos disparaissent")
    assert [kind for kind, _text in kinds(article)] == [
        "heading",
        "paragraph",
        "paragraph",
        "heading",
        "list",
        "paragraph",
    ]
    assert article.body[0].text == "Que faire avant de partir ? Le gravage « en cinq minutes »"
    assert article.body[4].lines[2] == "un numéro gravé"
    assert article.caption.startswith("Ce dessin de Line Verte montre")
    assert article.credit == "Line Verte"
    assert article.brochure_mention == "Pour tous les conseils, téléchargez la brochure."
    assert [(link.theme, link.date, link.title) for link in article.related] == [
        (
            "Soutenir les communes",
            dt.date(2020, 3, 2),
            "Des parkings pour vélos près des gares",
        ),
        (
            "Prévenir les vols dans l’espace public",
            dt.date(2019, 12, 11),
            "Que dire lors d’une plainte ?",
        ),
    ]


def test_dutch_page_gives_all_its_parts(dutch_text: str) -> None:
    article = parse(dutch_text, "nl")
    assert article.theme == "Diefstal in de openbare ruimte voorkomen"
    assert article.title == "Een goed vastgemaakte fiets blijft staan"
    assert [kind for kind, _text in kinds(article)][:2] == ["heading", "paragraph"]
    assert article.caption.startswith("Deze tekening van Line Verte")
    assert article.credit == "Line Verte"
    assert article.brochure_mention == "Download de brochure met alle tips."
    assert [link.title for link in article.related] == ["Fietsenstallingen bij de stations"]


@pytest.mark.parametrize(
    "boilerplate",
    ["BeSafe", "Appels d'urgences", "Tous les numéros", "Follow us!", "En savoir plus", "Articles"],
)
def test_boilerplate_is_left_out(french_text: str, boilerplate: str) -> None:
    article = parse(french_text, "fr")
    shown = [article.lead, article.caption, *(piece.text for piece in article.body)]
    assert not any(boilerplate in text for text in shown)
    assert article.title not in shown


def test_what_is_left_out_is_told(french_text: str) -> None:
    assert parse(french_text, "fr").left_out == (
        "BeSafe",
        "Un vélo bien attaché reste à sa place",
        "Appels d'urgences",
        "En Belgique, il existe deux grands numéros d'urgence :",
        "Tous les numéros d’appels d’urgence",
        "Follow us!",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n\n", "\n\n\n  \n\t\n"),
        lambda text: text.replace("\n", "  \u00a0\n"),
        lambda text: f"\n\n{text}\n\n",
        lambda text: "\n".join(line for line in text.split("\n") if line.strip()),
        lambda text: text.replace("disparaissent", "dispa\u00adraissent"),
        lambda text: text.replace("des vélos disparaissent", "des  vélos\tdisparaissent"),
        lambda text: text.replace("publicPrévenir", "public Prévenir"),
        lambda text: text.replace("publicPrévenir", "public\n\nPrévenir"),
        lambda text: text.replace("publicPrévenir", "public\nPrévenir"),
    ],
)
def test_layout_makes_no_difference(french_text: str, change) -> None:
    plain, changed = parse(french_text, "fr"), parse(change(french_text), "fr")
    assert changed.fingerprint == plain.fingerprint
    assert changed.key == plain.key


def test_wrapped_lines_are_joined(french_text: str) -> None:
    long = "Lors des journées de mai, des équipes gravent gratuitement le cadre des vélos dans"
    wrapped = french_text.replace(f"{long} les communes.", f"{long}\nles communes.")
    short_lines = wrapped.replace(
        " Le numéro permet de rendre un vélo retrouvé à la personne à qui il appartient.",
        "",
    )
    piece = parse(short_lines, "fr").body[1]
    assert piece.text == f"{long} les communes."


def test_broken_word_is_mended_where_the_whole_word_is_known() -> None:
    first = "Une campagne de sensibilisation commence au mois de mai dans les com-"
    assert body_of(f"{first}\nmunes de la Région.\n\nLes communes participent.")[0] == (
        "paragraph",
        f"{first.removesuffix('-')}munes de la Région.",
    )


def test_compound_keeps_its_hyphen() -> None:
    first = "Une campagne commence au mois de mai, annonce hier matin le porte-"
    assert body_of(f"{first}\nparole de la commune.") == [
        ("paragraph", f"{first}parole de la commune.")
    ]


def test_line_of_soft_hyphens_alone_is_blank(french_text: str) -> None:
    hyphens = french_text.replace("14.05.2020\n", "14.05.2020\n\n\u00ad\n")
    assert parse(hyphens, "fr").fingerprint == parse(french_text, "fr").fingerprint


def test_heading_needs_text_after_it() -> None:
    assert body_of("Un intertitre\n\nDu texte.\n\nUne ligne courte") == [
        ("heading", "Un intertitre"),
        ("paragraph", "Du texte."),
        ("paragraph", "Une ligne courte"),
    ]


def test_two_headings_are_a_heading_and_a_subheading() -> None:
    assert body_of("Un intertitre\n\nSon sous-titre\n\nDu texte.")[:2] == [
        ("heading", "Un intertitre"),
        ("subheading", "Son sous-titre"),
    ]


def test_three_short_lines_are_a_list() -> None:
    article = parse(f"{SMALL}\n\nPrévention\n\nSécurité\n\nSecours\n\nDu texte.", "fr")
    assert article.body[0].kind is Kind.LIST
    assert article.body[0].lines == ("Prévention", "Sécurité", "Secours")


@pytest.mark.parametrize(
    "line",
    ["Écrivez à info@exemple.be", "www.exemple.be", "une ligne sans majuscule", "« Une phrase. »"],
)
def test_line_that_is_no_heading_stays_a_paragraph(line: str) -> None:
    assert body_of(f"{line}\n\nDu texte.")[0] == ("paragraph", line)


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Photo : La place © Marie Dubois.", "Marie Dubois"),
        ("Photo : La place (crédit : Studio Nord)", "Studio Nord"),
        ("Photo : Une fresque de Jan van den Berg, à Ixelles.", "Jan van den Berg"),
        ("Photo : Une œuvre réalisée par Ana Silva.", "Ana Silva"),
        ("Photo : Une photo de Bruxelles la nuit.", ""),
        ("Photo : La place.", ""),
    ],
)
def test_credit_names_the_maker(caption: str, credit: str) -> None:
    article = parse(f"{SMALL}\n\nDu texte.\n\n{caption}\n\nEncore du texte.", "fr")
    assert article.caption == caption.removeprefix("Photo : ")
    assert article.credit == credit


def test_credit_line_of_its_own_is_taken() -> None:
    article = parse(f"{SMALL}\n\nDu texte.\n\nPhoto : La place.\n\n© Marie Dubois", "fr")
    assert (article.credit, kinds(article)) == ("Marie Dubois", [("paragraph", "Du texte.")])


def test_further_captions_stay_in_the_text() -> None:
    assert body_of("Photo : La place.\n\nDu texte.\n\nPhoto : La gare.") == [
        ("paragraph", "Du texte."),
        ("paragraph", "Photo : La gare."),
    ]


def test_article_about_emergency_calls_keeps_its_text() -> None:
    paragraphs = "\n\n".join(f"Paragraphe {number}, avec une fin." for number in range(12))
    article = parse(f"{SMALL}\n\nDu texte.\n\nAppels d’urgence\n\n{paragraphs}", "fr")
    assert ("heading", "Appels d’urgence") in kinds(article)
    assert len(article.body) == 14


def test_foot_in_the_other_language_is_left_out(french_text: str) -> None:
    head, _foot = french_text.split("Appels d'urgences")
    article = parse(f"{head}Noodoproepen\n\nAlle noodnummers\n\nVolg ons!", "fr")
    assert article.left_out[-1] == "Volg ons!"
    assert article.fingerprint == parse(french_text, "fr").fingerprint


def test_related_article_without_date_or_link_is_understood() -> None:
    tail = (
        "Articles similaires\n\nUnUn\n\nPremier titre\n\n01.01.2019\n\nDeuxDeux\n\nDeuxième titre"
    )
    undated = "En savoir plus sur Troisième titre"
    article = parse(f"{SMALL}\n\nDu texte.\n\n{tail}\n\n{undated}", "fr")
    assert [(link.title, link.date) for link in article.related] == [
        ("Premier titre", dt.date(2019, 1, 1)),
        ("Deuxième titre", None),
    ]


def test_page_is_not_related_to_itself_nor_twice_to_another() -> None:
    entry = "En savoir plus sur Premier titre\n\nEn savoir plus sur Un titre\n\n"
    article = parse(f"{SMALL}\n\nDu texte.\n\nArticles similaires\n\n{entry}{entry}", "fr")
    assert [link.title for link in article.related] == ["Premier titre"]


def test_share_links_among_related_articles_are_left_out() -> None:
    tail = "Articles similaires\n\nPartager\n\nPremier titre\n\n01.01.2019"
    article = parse(f"{SMALL}\n\nDu texte.\n\n{tail}", "fr")
    assert [link.title for link in article.related] == ["Premier titre"]
    assert article.left_out == ("Partager",)


def test_related_articles_without_labels_and_links_are_parted_at_their_dates() -> None:
    tail = "Articles similaires\n\nUn premier\n\n01.01.2019\n\nUn second\n\n02.01.2019"
    article = parse(f"{SMALL}\n\nDu texte.\n\n{tail}", "fr")
    assert [link.title for link in article.related] == ["Un premier", "Un second"]


def test_word_parted_by_a_soft_hyphen_is_joined() -> None:
    assert body_of("La Région soutient les com\u00ad\nmunes.") == [
        ("paragraph", "La Région soutient les communes.")
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has no date"),
        ("Une recette de soupe.\n\nÉpluchez les carottes.", "has no date"),
        ("Un titre\n\n01.02.2020\n\nDu texte.", "does not begin with"),
        ("Un\n\nDeux\n\nTrois\n\n01.02.2020\n\nDu texte.", "does not begin with"),
        ("Thème\n\nUn titre\n\n01.02.2020\n\nDu texte.", "lacks the repeated label"),
        ("ThèmeThème\n\nUn titre\n\n31.02.2020\n\nDu texte.", "31.02.2020 does not exist"),
        ("ThèmeThème\n\nUn titre\n\n01.01.0001\n\nDu texte.", "does not exist"),
        ("ThèmeThème\n\nUn titre\n\n01.02.2020", "no text beneath its date"),
        (f"{SMALL}\n\nArticles similaires\n\nUn\n\n30.02.2019\n\nX", "30.02.2019 does not exist"),
    ],
)
def test_other_text_is_refused_with_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(NotALegacyPageError, match=sentence):
        parse(text, "fr")


def test_page_with_a_single_label_is_recognised_by_its_foot() -> None:
    article = parse("Thème\n\nUn titre\n\n01.02.2020\n\nDu texte.\n\nAppels d’urgence", "fr")
    assert article.theme == "Thème"


def test_page_in_another_language_is_refused(french_text: str, dutch_text: str) -> None:
    with pytest.raises(NotALegacyPageError, match="“fr”, not “nl”"):
        parse(french_text, "nl")
    with pytest.raises(NotALegacyPageError, match="“nl”, not “fr”"):
        parse(dutch_text, "fr")


@settings(deadline=None)
@given(st.text())
def test_any_text_is_understood_or_refused(text: str) -> None:
    _parsed_or_refused(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*SMALL.split("\n\n"), "Photo : x", "Articles similaires", "• y",
    "En savoir plus sur z", "Appels d'urgences", "Follow us!", "01.01.2001", "Une phrase.", "Mot",
    "\u00ad", "-", ":", "©", "© A", "31.02.2020"]), max_size=14))  # fmt: skip
def test_any_order_of_lines_is_understood_or_refused(lines: list[str]) -> None:
    _parsed_or_refused("\n\n".join(lines))
    _parsed_or_refused("\n".join(lines))


def _parsed_or_refused(text: str) -> None:
    try:
        article = parse(unicodedata.normalize("NFC", text), "fr")
    except NotALegacyPageError as refusal:
        assert str(refusal)  # noqa: PT017
    else:
        assert article.title
        assert article.theme
        assert article.lead
        assert all(line for piece in article.body for line in piece.lines)
