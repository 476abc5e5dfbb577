"""`export_translations` and `import_translations`: a bureau's round, and all that is refused."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from lxml import etree
from wagtail.models import PageLogEntry, Revision
from wagtail.rich_text import RichText

from bps_portal.languages.streams import counterpart
from bps_portal.pages.change_notes import ChangeNote
from bps_portal.translations.models import GlossaryTerm, MemoryPair, TranslationStatus
from tests.content.bodies import stream

from .conftest import draft_of

pytestmark = pytest.mark.django_db
NS = {"x": "urn:oasis:names:tc:xliff:document:2.0"}
TRANSLATED = {
    "Au feu": "Brand",
    "Que faire": "Wat te doen",
    "{1}": "Bel {1}112{/1}.",
    "Incendie": "Brand",
}
SCHEMA = Path(__file__).parents[2] / "schemas" / "xliff_2.rng"


def call(*arguments: object) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def exported(folder: Path, name: str = "a.xlf", *options: object) -> Path:
    path = folder / name
    call("export_translations", "--language=nl", "--out", path, *options)
    return path


def translate(path: Path, **by_source: str) -> None:
    """Write translations into an XLIFF 2.0 file, as a tool would; sources by their first word."""
    tree = etree.parse(path)
    for segment in tree.iterfind(".//x:segment", NS):
        source, target = segment.find("x:source", NS), segment.find("x:target", NS)
        words = "".join(source.itertext())
        new = next((text for word, text in by_source.items() if words.startswith(word)), None)
        if new is None:
            continue
        if target is None:
            target = etree.SubElement(segment, f"{{{NS['x']}}}target")
        target[:] = etree.fromstring(f"<t xmlns='{NS['x']}'>{new}</t>")
        target.text = etree.fromstring(f"<t>{new}</t>").text
        segment.set("state", "translated")
    tree.write(path)


ALL = {
    "Au": "Brand",
    "Que": "Wat te doen",
    "Appelez": 'Bel <pc id="1">112</pc>.',
    "Sortez": 'Ga <pc id="1">snel</pc> weg.',
    "Incendie": "Brand",
}


def test_a_round_fills_a_draft_and_confirms_what_was_out_of_date(article, theme, tmp_path):
    GlossaryTerm.objects.create(term_fr="feu", term_nl="vuur", note="Le feu, pas l’incendie")
    path = exported(tmp_path)
    terms = etree.parse(path).iterfind(".//{urn:oasis:names:tc:xliff:glossary:2.0}glossEntry")
    assert [[part.text for part in term] for term in terms] == [
        ["feu", "vuur", "Le feu, pas l’incendie"]
    ]
    assert etree.RelaxNG(file=SCHEMA).validate(etree.parse(path))
    ids = [unit.get("id") for unit in etree.parse(path).iterfind(".//x:unit", NS)]
    assert len(ids) == 5
    translate(path, **ALL)
    before = Revision.objects.count()
    assert "“Vuur” becomes “Brand”" in call("import_translations", path, "--dry-run")
    assert Revision.objects.count() == before
    told = call("import_translations", path)
    assert "Took 5 new texts and 0 confirmations in 2 objects" in told
    draft = draft_of(article)
    theme.refresh_from_db()
    assert (draft.title_nl, theme.name_nl) == ("Brand", "Brand")
    assert not draft.live
    blocks = [(block.block_type, block.id) for block in draft.body_nl]
    assert blocks == [(block.block_type, block.id) for block in draft.body_fr]
    html = draft.body_nl[1].value.source
    assert html == '<p>Bel <a href="tel:112">112</a>.</p><p>Ga <b>snel</b> weg.</p>'
    assert draft.parity_marks == {}
    assert MemoryPair.objects.get(source="Que faire").target == "Wat te doen"
    rows = TranslationStatus.objects.filter(object_id=article.pk, language="nl")
    assert [(row.missing, row.outdated) for row in rows] == [(0, 0)]
    entry = PageLogEntry.objects.filter(action="wagtail.edit").latest("pk")
    assert entry.data["languages"] == ["nl"]
    with pytest.raises(CommandError, match="Nothing is to be translated into nl"):
        exported(tmp_path)
    assert "Took 0 new texts" in call("import_translations", path)


@pytest.mark.parametrize(("name", "options"), [("a.po", ()), ("a.xlf", ("--format=xliff1",))])
def test_other_formats_open_in_the_toolkits_own_tools(article, tmp_path, name, options):
    path = exported(tmp_path, name, "--page", article.pk, *options)
    run = [sys.executable, "-m", "translate.tools.pocount", "--csv", path]
    told = subprocess.run(run, capture_output=True, text=True, check=True)
    assert "4" in told.stdout
    assert "rror" not in told.stderr


def test_a_confirmation_without_a_change_is_taken(article, tmp_path):
    path = exported(tmp_path)
    translate(path, Au="Vuur")
    assert "Took 0 new texts and 1 confirmations" in call("import_translations", path)
    assert (draft_of(article).title_nl, draft_of(article).parity_marks) == ("Vuur", {})


def test_what_was_edited_in_between_is_kept(article, tmp_path):
    path = exported(tmp_path)
    translate(path, Au="Brand")
    draft = draft_of(article)
    draft.title_nl = "Vlammen"
    draft.save_revision()
    assert "kept “Vlammen”; the file has “Brand”" in call("import_translations", path)
    assert draft_of(article).title_nl == "Vlammen"


def test_other_paragraphs_that_somebody_made_in_between_are_kept(article, tmp_path):
    draft = draft_of(article)
    draft.body_nl = counterpart(draft.body_fr)
    draft.save_revision()
    path = exported(tmp_path)
    translate(path, **ALL)
    draft = draft_of(article)
    draft.body_nl[1].value = RichText("<p>Bel.</p><p>Ga.</p><p>Snel.</p>")
    draft.save_revision()
    told = call("import_translations", path)
    assert "kept 2" in told
    assert "Snel.{/" in told
    draft = draft_of(article)
    assert "Snel" in draft.body_nl[1].value.source
    # The whole text is one unit then, and its tags are those of the translation.
    path = exported(tmp_path, "b.xlf", "--page", article.pk)
    assert "Ga." in path.read_text()
    assert "kept 0" in call("import_translations", path)


def test_items_of_a_page_are_translated_too(article, tmp_path):
    draft = draft_of(article)
    draft.change_notes.add(ChangeNote(text_fr="Heure corrigée", text_nl=""))
    draft.save_revision()
    path = exported(tmp_path)
    translate(path, Heure="Uur verbeterd")
    call("import_translations", path)
    (note,) = draft_of(article).change_notes.all()
    assert (note.text_fr, note.text_nl) == ("Heure corrigée", "Uur verbeterd")


REFUSED_TEXTS = [
    ({"Appelez": 'Bel <pc id="1">112</pc>.'}, "The rest of its block has no translation"),
    (ALL | {"Appelez": "Bel 112."}, "The tag {1} is missing."),
    (ALL | {"Appelez": 'Bel <pc id="1">1</pc><pc id="1">2</pc>'}, "{1} stands there twice"),
    (ALL | {"Appelez": '<ph id="7"/>Bel <pc id="1">112</pc>'}, "{7} is not in the source"),
    (ALL | {"Appelez": '<ec startRef="1"/>112<sc id="1"/>'}, "{1} is not closed"),
    (ALL | {"Au": 'B<ph id="1"/>'}, "The tag {1} is not in the source"),
    (ALL | {"Au": "B" * 300}, "255"),
]


def test_a_text_that_cannot_be_taken_is_named_and_nothing_changes(article, tmp_path):
    path = exported(tmp_path)
    sent, before = path.read_text(), Revision.objects.count()
    for texts, reason in REFUSED_TEXTS:
        path.write_text(sent)
        translate(path, **texts)
        with pytest.raises(CommandError) as found:
            call("import_translations", path)
        assert reason in str(found.value)
        assert "Nothing was changed" in str(found.value)
        assert Revision.objects.count() == before
    assert "refused 1" in call("import_translations", path, "--skip-refused")
    assert draft_of(article).title_nl == "Vuur"


def test_paragraphs_that_are_too_long_together_are_refused(article, tmp_path):
    draft = draft_of(article)
    callout = {"kind": "advice", "title": "Vite", "text": "<p>Sortez.</p><p>Appelez.</p>"}
    draft.body_fr = stream(("callout", callout))
    draft.save_revision()
    path = exported(tmp_path)
    translate(path, Vite="Snel", Sortez="Weg. " * 250, Appelez="Bel. " * 250)
    with pytest.raises(CommandError, match="2000"):
        call("import_translations", path)


def test_a_text_from_another_version_of_the_source_is_refused(article, tmp_path):
    path = exported(tmp_path)
    translate(path, **ALL)
    draft = draft_of(article)
    draft.title_fr = "Trop tard"
    del draft.body_fr[0]
    draft.save_revision()
    with pytest.raises(CommandError) as found:
        call("import_translations", path)
    assert "It translates another version of the source. So are 1 more." in str(found.value)
    call("import_translations", path, "--skip-refused")
    assert draft_of(article).title_nl == "Vuur"
    assert len(draft_of(article).body_nl) == 2


def replaced(old: str, new: str):
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


def twice(text: str) -> str:
    start, end = text.index("<unit"), text.index("</unit>") + len("</unit>")
    return text[:end] + text[start:end] + text[end:]


def without_one(text: str) -> str:
    start, end = text.index("<unit"), text.index("</unit>") + len("</unit>")
    return text[:start] + text[end:]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


REFUSED_FILES = [
    (lambda _text: "no xml", "The file is no XML that can be read."),
    (lambda _text: "", "The file is no XML that can be read."),
    (lambda _text: "<a/>", "no XLIFF of version 1.2 or 2.0"),
    (lambda _text: f'<xliff xmlns="{NS["x"]}" version="2.0"/>', "no text to translate"),
    (lambda _text: '<xliff version="1.2"/>', "no XLIFF that can be read"),
    (replaced("<xliff", BOMB + "<xliff"), "has a document type"),
    (replaced("<xliff", OUTSIDE + "<xliff"), "has a document type"),
    (replaced('trgLang="nl"', 'trgLang="el"'), "in the language “el”"),
    (replaced('trgLang="nl"', 'trgLang="fr"'), "into the language from which it comes"),
    (replaced('trgLang="nl"', ""), "does not say from and into which language"),
    (without_one, "1 of the 4 texts of"),
    (twice, "holds this id twice"),
    (replaced("news.articlepage", "news.nothing"), "no content of the kind"),
    (replaced('id="news.articlepage', 'id="x'), "does not come from this portal"),
    (replaced('unit id="title', 'unit id="%'), "does not come from this portal"),
]


def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(article, tmp_path):
    path = exported(tmp_path)
    sent, before = path.read_text().partition("?>")[2], Revision.objects.count()
    for change, sentence in REFUSED_FILES:
        path.write_text(change(sent))
        with pytest.raises(CommandError) as found:
            call("import_translations", path)
        assert sentence in str(found.value)
        assert str(found.value).endswith("Nothing was changed.")
        assert Revision.objects.count() == before


def test_po_that_is_none_is_refused(article, tmp_path):
    path = tmp_path / "a.po"
    for content in (b"\xff\xfe\x00", b'msgid "a\nmsgstr', b"no po", b"<xliff/>"):
        path.write_bytes(content)
        with pytest.raises(CommandError):
            call("import_translations", path)


def test_a_deleted_page_and_a_missing_file_are_named(article, tmp_path):
    path = exported(tmp_path)
    article.delete()
    with pytest.raises(CommandError, match="This was deleted since the export: Artikel: "):
        call("import_translations", path)
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call("import_translations", tmp_path / "b.xlf")


def test_what_cannot_be_exported_is_named(article, tmp_path):
    for options, sentence in (
        (("--page=999999",), "There is no page with the number 999999"),
        (("--source=nl",), "the same language"),
    ):
        with pytest.raises(CommandError, match=sentence):
            exported(tmp_path, "a.xlf", *options)
    with pytest.raises(CommandError, match="cannot be written"):
        exported(tmp_path / "no")


def test_a_file_too_large_is_refused(article, tmp_path, monkeypatch):
    monkeypatch.setattr("bps_portal.translations.exchange.formats.LARGEST_FILE", 10)
    with pytest.raises(CommandError, match="larger than"):
        call("import_translations", exported(tmp_path))
