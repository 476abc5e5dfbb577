"""What each block shows to readers, and what it refuses from editors."""

import json
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from wagtail import blocks
from wagtail.blocks.base import get_error_json_data

from bps_portal.content.blocks import BodyBlock
from bps_portal.content.fields import BodyField
from bps_portal.content.models import PortalDocument
from bps_portal.content.renditions import images_in
from bps_portal.languages.streams import counterpart
from tests.content.bodies import (
    BODY,
    contact_box,
    entry,
    every_block,
    figure,
    gallery,
    own_video,
    stream,
    table,
    video,
)
from tests.content.film_files import webm
from tests.factories import DocumentFactory, ImageFactory

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


def shown(*children: tuple[str, Any], code: str = "fr") -> BeautifulSoup:
    """Return what a reader of a language gets for a body."""
    with override(code):
        html = Template("{% load body %}{% body value %}").render(
            Context({"value": stream(*children)})
        )
    return BeautifulSoup(html, "html.parser")


def refusal(*children: tuple[str, Any], code: str = "fr", draft: bool = False) -> str:
    """Return what an editor is told about a body, or "" where it is taken."""
    clean = BODY.clean_deferred if draft else BODY.clean
    with override(code):
        try:
            clean(stream(*children))
        except ValidationError as error:
            return json.dumps(get_error_json_data(error), ensure_ascii=False)
    return ""


class TestShown:
    def test_a_gallery_shows_each_picture_with_its_own_caption(self) -> None:
        items = shown(("gallery", gallery(3)), code="nl").select(".gallery > li")
        assert [item.figcaption.span.text for item in items] == ["Vue 0", "Vue 1", "Vue 2"]
        assert items[0].img["alt"] == "Een park in de regen"
        assert items[0].img["width"]
        assert "BPS" in items[0].select_one(".figure__credit").text

    @pytest.mark.parametrize(
        ("code", "number", "share"),
        [("fr", "12\N{NO-BREAK SPACE}480", "63,5"), ("nl", "12.480", "63,5")],
    )
    def test_key_figures_are_written_as_the_language_does(
        self, code: str, number: str, share: str
    ) -> None:
        figures = [figure(), figure(number=Decimal("63.5"), unit="%", source="2025")]
        page = shown(("key_figures", {"figures": figures}), code=code)
        found = [item.text for item in page.select(".key-figures__number")]
        assert [
            text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}") for text in found
        ] == [
            number,
            share,
        ]
        assert page.select_one(".key-figures__unit").text == "%"
        assert page.select_one(".key-figures__source").text == "2025"

    def test_a_table_has_headings_that_a_screen_reader_says(self) -> None:
        page = shown(("table", table(3)), code="nl")
        region = page.select_one("[role=region][tabindex='0']")
        assert region["aria-label"] == page.caption.text == "Visites"
        assert [head.text for head in page.select("thead th[scope=col]")] == [
            "Titre 0",
            "Titre 1",
            "Titre 2",
        ]
        first = page.select_one("tbody tr")
        assert first.select_one("th[scope=row]").text == "Uccle"
        assert [cell.text for cell in first.select("td")] == ["1.204", "1.204"]
        page = shown(("table", table(2, first_column_is_heading=False)))
        assert page.select("tbody th") == []

    def test_an_accordion_opens_without_script(self) -> None:
        page = shown(("accordion", {"entries": [entry(), entry(title="Quand ?")]}))
        assert [summary.text for summary in page.select("details > summary")] == [
            "Qui vient ?",
            "Quand ?",
        ]
        assert page.script is None

    def test_a_contact_box_dials(self) -> None:
        page = shown(("contact_box", contact_box()), code="nl")
        assert page.select_one("[href='tel:+3225550123']").text == "02\xa0555\xa001\xa023"
        assert page.select_one("[href='mailto:prevention@example.org']")
        assert [word.text for word in page.select("dt")] == [
            "Telefoon",
            "E-mail",
            "Adres",
            "Openingsuren",
        ]
        assert page.select("dd")[2].br

    def test_a_film_of_our_own_waits_for_the_reader(self) -> None:
        page = shown(("video", own_video()), code="nl")
        film = page.video
        assert film["preload"] == "none"
        assert film.has_attr("controls")
        assert film["poster"].endswith(".jpg")
        assert (film["width"], film["height"]) == ("1280", "720")
        assert film.source["type"] == "video/mp4"
        assert (film.track["kind"], film.track["srclang"]) == ("captions", "fr")
        assert film.track["label"] == "Frans"
        assert page.select_one("details summary").text == "Uitgeschreven tekst"
        assert page.script is None

    @pytest.mark.parametrize(
        ("code", "watch", "notice"),
        [
            ("fr", "Regarder «\xa0Le détecteur\xa0» sur Vimeo", "dépose des cookies"),
            ("nl", "“Le détecteur” bekijken op Vimeo", "plaatst cookies"),
        ],
    )
    def test_a_film_elsewhere_is_a_link_that_says_where_it_leads(
        self, code: str, watch: str, notice: str
    ) -> None:
        page = shown(("video", video()), ("video", video()), code=code)
        assert page.iframe is None
        link = page.select_one("a.video__link")
        assert link["href"] == "https://vimeo.com/123456"
        assert link.select_one(".video__watch").text.strip() == watch
        assert notice in link.text
        assert link.img["alt"] == ""
        assert f"texttrack={code}" in link["data-player"]
        assert "dnt=1" in link["data-player"]
        assert [script["src"] for script in page.select("script[defer]")] == ["/static/js/video.js"]

    def test_a_body_shows_scripts_as_text(self) -> None:
        page = shown(
            ("heading", {"text": SCRIPT, "level": "h2"}),
            ("quote", {"text": SCRIPT, "source": SCRIPT}),
            ("callout", {"kind": "advice", "title": SCRIPT, "text": "<p>Oui.</p>"}),
            ("accordion", {"entries": [entry(title=SCRIPT)]}),
            (
                "gallery",
                {"pictures": [{"image": ImageFactory(), "caption": SCRIPT, "credit": SCRIPT}]},
            ),
            ("video", own_video(title=SCRIPT)),
            ("key_figures", {"figures": [figure(unit=SCRIPT, label=SCRIPT, source=SCRIPT)]}),
            (
                "table",
                table(
                    caption=SCRIPT,
                    columns=[{"type": "text", "heading": SCRIPT}],
                    rows=[{"values": [SCRIPT]}],
                    source=SCRIPT,
                ),
            ),
            ("download", {"document": DocumentFactory(), "title": SCRIPT}),
            ("contact_box", contact_box(name=SCRIPT, address=SCRIPT, hours=SCRIPT)),
        )
        assert page.script is None
        assert page.text.count(SCRIPT) >= 17

    def test_what_was_deleted_leaves_no_hole(self) -> None:
        page = shown(
            ("gallery", {"pictures": [{"image": None, "caption": "Parti", "credit": ""}]}),
            ("download", {"document": None, "title": "Parti"}),
            ("video", video(poster=None)),
        )
        assert page.img is None
        assert "Parti" not in page.text


# A block, and a part of the sentence that an editor reads in French and in Dutch.
REFUSALS: list[tuple[str, Any, str, str]] = [
    ("gallery", lambda: gallery(1), "2", "2"),
    ("gallery", lambda: gallery(25), "24", "24"),
    ("key_figures", lambda: {"figures": [figure()]}, "2", "2"),
    ("key_figures", lambda: {"figures": [figure()] * 7}, "6", "6"),
    ("key_figures", lambda: {"figures": [figure(number=None)] * 2}, "Champ requis", "verplicht"),
    (
        "key_figures",
        lambda: {"figures": [figure(number=Decimal("1E+20"))] * 2},
        "15",
        "15",
    ),
    ("heading", lambda: {"text": "Titre\0", "level": "h2"}, "caractère nul", "Null-tekens"),
    ("heading", lambda: {"text": "x" * 100_000, "level": "h2"}, "200", "200"),
    ("quote", lambda: {"text": "x" * 100_000, "source": ""}, "1500", "1500"),
    ("text", lambda: "<p>\0</p>", "caractère nul", "Null-tekens"),
    ("accordion", lambda: {"entries": []}, "1", "1"),
    ("accordion", lambda: {"entries": [entry(text="x" * 100_000)]}, "5000", "5000"),
    ("accordion", lambda: {"entries": [entry(text="<p>\0</p>")]}, "caractère nul", "Null-tekens"),
    ("table", lambda: table(12), "au plus 10 colonnes", "hoogstens 10 kolommen"),
    ("table", lambda: table(2, 101), "100 lignes", "100 rijen"),
    ("table", lambda: table(caption=" "), "une légende", "een bijschrift"),
    ("table", lambda: table(caption="x" * 100_000), "250 caractères", "250 tekens"),
    ("table", lambda: table(caption="\0"), "caractère nul", "Null-tekens"),
    (
        "table",
        lambda: table(columns=[{"type": "text", "heading": ""}], rows=[{"values": ["a"]}]),
        "un en-tête",
        "een kop",
    ),
    ("table", lambda: table(columns=[], rows=[]), "un en-tête", "een kop"),
    (
        "table",
        lambda: table(columns=[{"type": "text", "heading": "x" * 500}], rows=[{"values": ["a"]}]),
        "120 caractères",
        "120 tekens",
    ),
    ("table", lambda: table(rows=[{"values": ["", None]}]), "une ligne", "één rij"),
    ("table", lambda: table(rows=[{"values": ["x" * 100_000, None]}]), "400", "400"),
    ("table", lambda: table(rows=[{"values": ["\0", None]}]), "caractère nul", "Null-tekens"),
    (
        "contact_box",
        lambda: contact_box(telephone="", email="", address=""),
        "Indiquez un numéro",
        "Geef een telefoonnummer",
    ),
    ("contact_box", lambda: contact_box(telephone="<b>"), "numéro de téléphone", "telefoonnummer"),
    ("contact_box", lambda: contact_box(email="moi@"), "courriel valide", "geldig e-mailadres"),
    ("video", lambda: video(address=""), "Choisissez un fichier", "Kies een bestand"),
    ("video", lambda: video(address="https://example.org/film"), "YouTube", "YouTube"),
    ("video", lambda: own_video(address="https://vimeo.com/1"), "pas les deux", "niet allebei"),
    ("video", lambda: own_video(captions=None), "sous-titres", "ondertitels"),
    ("video", lambda: own_video(file=DocumentFactory()), "MP4 ou WebM", "MP4- of WebM"),
    ("video", lambda: own_video(captions=DocumentFactory()), ".vtt", ".vtt"),
    ("video", lambda: video(transcript=""), "Champ requis", "verplicht"),
    ("video", lambda: video(poster=None), "Champ requis", "verplicht"),
]


class TestRefused:
    @pytest.mark.parametrize("code", ["fr", "nl"])
    @pytest.mark.parametrize(("name", "make", "fr", "nl"), REFUSALS)
    def test_the_editor_is_told_why(
        self, name: str, make: Any, fr: str, nl: str, code: str
    ) -> None:
        told = refusal((name, make()), code=code)
        assert {"fr": fr, "nl": nl}[code] in told, told

    @pytest.mark.parametrize(
        ("code", "part"), [("fr", "premier intertitre"), ("nl", "eerste tussentitel")]
    )
    def test_a_subsection_before_the_first_section(self, code: str, part: str) -> None:
        below = ("heading", {"text": "Dessous", "level": "h3"})
        above = ("heading", {"text": "Dessus", "level": "h2"})
        assert part in refusal(("text", "<p>Oui.</p>"), below, above, code=code)
        assert refusal(above, below) == ""
        assert refusal(below, draft=True) == ""

    def test_all_that_is_wrong_is_told_at_once(self) -> None:
        told = refusal(
            ("heading", {"text": "", "level": "h3"}),
            ("video", video(address="https://example.org", transcript="")),
        )
        assert "premier intertitre" in told
        assert "YouTube" in told
        assert "transcript" in told

    def test_every_block_is_taken_as_it_should_be(self) -> None:
        assert refusal(*every_block()) == ""
        film = own_video(file=DocumentFactory(file=webm()))
        assert refusal(("video", film)) == ""

    def test_a_draft_may_lack_what_publishing_asks_for(self) -> None:
        assert (
            refusal(
                ("video", video(address="", poster=None, transcript="", title="")),
                ("table", table(caption="", rows=[{"values": ["", None]}])),
                ("contact_box", contact_box(name="", telephone="", email="", address="")),
                ("gallery", {"pictures": []}),
                draft=True,
            )
            == ""
        )
        assert "YouTube" in refusal(("video", video(address="https://x.example")), draft=True)

    def test_empty_rows_of_a_table_are_left_out_when_it_is_published(self) -> None:
        rows = [{"values": ["Uccle", Decimal(1)]}, {"values": [" ", None]}]
        body = stream(("table", table(rows=rows)))
        assert len(BODY.clean(body)[0].value["table"].row_data) == 1
        assert len(BODY.clean_deferred(body)[0].value["table"].row_data) == 2


class TestOtherLanguage:
    def test_words_go_and_what_needs_no_translation_stays(self) -> None:
        body = stream(*every_block())
        other = counterpart(body)
        assert [block.id for block in other] == [block.id for block in body]
        values = {block.block_type: block.value for block in other}
        assert values["accordion"]["entries"][1]["title"] == ""
        assert values["accordion"]["entries"][1]["text"].source == ""
        picture = values["gallery"]["pictures"][0]
        assert (picture["caption"], picture["image"].title_fr) == ("", "Un parc")
        number = values["key_figures"]["figures"][1]
        assert (number["number"], number["label"]) == (Decimal("63.5"), "")
        grid = values["table"]["table"]
        assert grid.caption == ""
        assert [column["heading"] for column in grid.columns] == ["", ""]
        assert [row["values"] for row in grid.row_data] == [["", Decimal(1204)]] * 2
        assert values["table"]["first_column_is_heading"] is True
        box = values["contact_box"]
        assert (box["name"], box["address"], box["hours"]) == ("", "", "")
        assert (box["telephone"], box["email"]) == ("02 555 01 23", "prevention@example.org")
        film = values["video"]
        assert (film["title"], film["transcript"].source, film["captions"]) == ("", "", None)
        assert film["file"] == body[8].value["file"]

    def test_it_can_be_kept_as_a_draft_and_not_be_published(self) -> None:
        other = counterpart(stream(*every_block()))
        json.dumps(BODY.get_prep_value(BODY.clean_deferred(other)), default=str)
        with pytest.raises(ValidationError):
            BODY.clean(other)


class TestStored:
    def test_a_body_survives_the_database(self) -> None:
        body = stream(*every_block())
        stored = json.loads(json.dumps(BODY.get_prep_value(body), default=str))
        with override("fr"):
            assert str(BODY.render(BODY.to_python(stored))) == str(BODY.render(body))

    def test_changing_blocks_needs_no_migration(self) -> None:
        field = BodyField(BodyBlock(), blank=True)
        other = BodyField([("word", blocks.CharBlock())], blank=True)
        assert field.deconstruct() == other.deconstruct() == BodyField(blank=True).deconstruct()

    def test_pictures_and_files_take_a_query_each(self) -> None:
        """However many blocks of however many kinds hold them."""
        counts = []
        for times in (1, 4):
            blocks_now = [block for _ in range(times) for block in every_block()]
            stored = json.dumps(BODY.get_prep_value(stream(*blocks_now)), default=str)
            template = Template("{% load body %}{% body value %}")
            template.render(Context({"value": BODY.to_python(stored)}))
            with CaptureQueriesContext(connection) as queries:
                template.render(Context({"value": BODY.to_python(stored)}))
            counts.append(len(queries))
        # Pictures, their sizes, files.
        assert counts == [3, 3]

    def test_all_pictures_of_a_body_are_found(self) -> None:
        body = stream(*every_block())
        # One picture, two in the gallery, two of films.
        assert len(list(images_in(body))) == 5
        assert list(images_in(None)) == []

    def test_a_file_in_a_block_is_known_as_used(self) -> None:
        body = stream(*every_block())
        used = {model for model, *_rest in BODY.extract_references(body)}
        assert PortalDocument in used


class TestPreviews:
    @pytest.mark.parametrize("name", BODY.child_blocks)
    @pytest.mark.parametrize("with_pictures", [True, False])
    def test_each_block_is_previewed_and_described(
        self, editor_client: Client, name: str, with_pictures: bool
    ) -> None:
        if with_pictures:
            ImageFactory.create_batch(2)
        block = BODY.child_blocks[name]
        assert block.is_previewable
        answer = editor_client.get(
            reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
        )
        page = BeautifulSoup(answer.content, "html.parser")
        assert answer.status_code == 200
        assert page.html["lang"] == editor_client.language
        assert page.select_one("link[href$='components.css']")
        shown_block = page.select_one(".block-preview")
        assert shown_block.text.strip()
        if with_pictures and name in {"picture", "gallery", "video"}:
            assert shown_block.img
        with override(editor_client.language):
            described = str(block.get_description())
        with override("en"):
            assert described != str(block.get_description())
        with override("nl" if editor_client.language == "fr" else "fr"):
            assert described != str(block.get_description())

    def test_previews_speak_the_editors_language(self, editor_client: Client) -> None:
        block = BODY.child_blocks["contact_box"]
        answer = editor_client.get(
            reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
        )
        word = {"fr": "Service de prévention", "nl": "Preventiedienst"}[editor_client.language]
        assert word in answer.content.decode()
