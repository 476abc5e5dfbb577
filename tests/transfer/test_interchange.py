"""The interchange folder: everything goes out, comes in on an empty site, and goes out the same."""

import datetime as dt
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.models import Collection, PageViewRestriction, Site

from bps_portal.content.models import PortalImage, SiteSettings
from bps_portal.home.models import HomePage, PageDocument
from bps_portal.home.setting_up import set_up
from bps_portal.pages.models import ChangeNote, GoneAddress, PortalPage, RedirectLanguage
from bps_portal.search.models import BestBet
from bps_portal.transfer.interchange.files import FRONT
from bps_portal.transfer.interchange.records import late_models, record_models
from bps_portal.transfer.models import InterchangeId
from emergency.models import EmergencyNumber
from emergency.seed import load_numbers
from news.models import ArticlePage, NewsIndexPage, RelatedArticle
from tests.demo.conftest import forget_home
from tests.factories import (
    ArticlePageFactory,
    CampaignIndexPageFactory,
    CampaignPageFactory,
    ContentPageFactory,
    DocumentFactory,
    ImageFactory,
    NewsIndexPageFactory,
    ThemeFactory,
    ThemeIndexPageFactory,
    UserFactory,
)

from .generated_folder import WAYS, article_front, write_article, write_folder, write_start

pytestmark = pytest.mark.django_db


def run(command: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def fill_the_site() -> None:
    """Make a bit of everything, with references that lead to earlier and to later pages."""
    home = HomePage.objects.get()
    below = Collection.get_first_root_node().add_child(name="Presse")
    image, document = ImageFactory(collection=below), DocumentFactory(language="fr")
    image.tags.add("parc", "été")
    load_numbers()
    theme = ThemeFactory(description_fr="Ligne 1\r\nLigne 2 « x »")
    # As an import of a former site makes them.
    for names in ({"name_fr": "Quartiers", "name_nl": ""}, {"name_fr": "", "name_nl": "Wijken"}):
        ThemeFactory(**names)
    ThemeIndexPageFactory(parent=home)
    news = NewsIndexPageFactory(parent=home)
    later = CampaignIndexPageFactory(parent=home)
    campaign = CampaignPageFactory(parent=later, starts_on=dt.date(2026, 5, 1))
    other = ArticlePageFactory(parent=news, theme=theme)
    links = f'<p><a linktype="page" id="{campaign.pk}">C</a> <a linktype="document" id="{document.pk}">D</a></p>'
    cells = {"columns": [{"type": "text", "heading": "A"}, {"type": "number", "heading": "B"}],
             "rows": [{"values": ["x", "12.5"]}], "caption": "T"}  # fmt: skip
    body = [
        {"type": "heading", "value": {"text": "Un", "level": "h2"}, "id": "1" * 8},
        {"type": "text", "value": links, "id": "2" * 8},
        {"type": "picture", "value": {"image": image.pk, "caption": "C"}, "id": "3" * 8},
        {"type": "download", "value": {"document": document.pk, "title": ""}, "id": "4" * 8},
        {"type": "table", "value": {"table": cells, "source": ""}, "id": "5" * 8},
    ]
    article = ArticlePageFactory(
        parent=news,
        theme=theme,
        image=image,
        campaign=campaign,
        body_fr=json.dumps(body),
        body_nl=json.dumps(body),
    )
    article.related_links.add(RelatedArticle(article=other))
    article.change_notes.add(ChangeNote(text_fr="Corrigé.", text_nl="Verbeterd."))
    article.save_revision().publish()
    article.lead_fr = "Un chapeau en chantier."
    article.save_revision(clean=False)
    page = ContentPageFactory(parent=home, published_languages=["fr"], title_nl="")
    page.documents.add(PageDocument(document_fr=document))
    page.save_revision().publish()
    ArticlePageFactory(parent=news, theme=theme, live=False, lead_nl="").save_revision(clean=False)
    kept = Redirect.objects.create(old_path="/node/12", redirect_page=campaign)
    RedirectLanguage.objects.create(redirect=kept, code="nl")
    Redirect.objects.create(old_path="/fr/ailleurs", redirect_link="https://example.org/")
    GoneAddress.objects.create(path="/fr/disparu/")
    PageViewRestriction.objects.create(page=other, restriction_type="login")
    BestBet.objects.create(page=campaign, language="fr", queries="campagne")
    menu = [{"type": "item", "value": {"page": page.pk, "label_fr": "Menu"}, "id": "6" * 8}]
    SiteSettings.objects.create(
        site=Site.objects.get(is_default_site=True), name_fr="Nom", main_menu=json.dumps(menu)
    )


def empty_the_site() -> None:
    """Take away all content, as on a site that nobody has filled yet."""
    forget_home()
    for model in (*late_models(), *record_models(), *registry, Redirect, GoneAddress):
        model.objects.all().delete()
    Collection.objects.filter(depth__gt=1).delete()
    InterchangeId.objects.all().delete()


@pytest.fixture(scope="module")
def exported(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Path]:
    """The folder of a site with a bit of everything; the site is empty afterwards."""
    folder = tmp_path_factory.mktemp("interchange") / "first"
    with django_db_blocker.unblock(), transaction.atomic():
        Site.clear_site_root_paths_cache()
        fill_the_site()
        run("export_content", folder)
        empty_the_site()
        yield folder
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _other_media(settings: Settings, tmp_path: Path) -> None:
    """The empty file store of another site."""
    settings.MEDIA_ROOT = tmp_path / "media"


def test_export_import_export_gives_equal_folders(
    exported: Path, tmp_path: Path, client: Client
) -> None:
    out = io.StringIO()
    try:
        call_command("import_content", str(exported), stdout=out, stderr=out)
    except CommandError:
        pytest.fail(out.getvalue())
    assert " 0 here already, 0 set aside" in out.getvalue()
    run("export_content", tmp_path / "second")
    first, second = files(exported), files(tmp_path / "second")
    assert sorted(first) == sorted(second)
    changed = {name: (first[name], second[name]) for name in first if first[name] != second[name]}
    assert changed == {}
    article = ArticlePage.objects.get(live=True, has_unpublished_changes=True)
    assert article.get_latest_revision_as_object().lead_fr == "Un chapeau en chantier."
    answer = client.get("/node/12")
    assert (answer.status_code, answer["Location"].startswith("/nl/campagnes/")) == (301, True)
    # Again: nothing comes twice.
    pages = PortalPage.objects.count()
    assert "0 new" in run("import_content", exported)
    assert PortalPage.objects.count() == pages


@pytest.fixture
def empty_site(db: None) -> None:
    """A site that nobody has filled yet, whether or not `exported` has emptied it."""
    if HomePage.objects.exists():
        forget_home()
    Site.clear_site_root_paths_cache()


def refused(folder: Path, *options: str) -> list[str]:
    """Run the import; return the lines of what was set aside."""
    out, errors = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_content", str(folder), *options, stdout=out, stderr=errors)
    return errors.getvalue().splitlines()


def test_what_setup_site_has_made_gives_way_until_somebody_edits_it(
    exported: Path, tmp_path: Path
) -> None:
    set_up(None, lambda _line: None)
    edited = NewsIndexPage.objects.get()
    edited.save_revision(user=UserFactory()).publish()
    numbers, dials = EmergencyNumber.objects.count(), EmergencyNumber.objects.values_list("dial")
    out = refused(exported)
    # The news list is an editor's now: it and what stands below are set aside.
    assert all("actualites" in line or "above" in line for line in out), out
    assert EmergencyNumber.objects.count() == numbers == len(set(dials))


def test_after_setup_site_everything_comes_in(exported: Path, tmp_path: Path) -> None:
    set_up(None, lambda _line: None)
    assert " 0 set aside" in run("import_content", exported)
    run("export_content", tmp_path / "second")
    first, second = files(exported), files(tmp_path / "second")
    # What the folder lacks stays as setup_site has made it.
    kept = {content for name, content in second.items() if name.endswith(FRONT)}
    lost = {
        name: content
        for name, content in first.items()
        if name.endswith(FRONT) and content not in kept
    }
    assert not lost


def test_broken_pages_are_set_aside_with_a_line_each_and_all_others_come_in(
    empty_site: None, tmp_path: Path
) -> None:
    write_folder(tmp_path / "folder", good=8, broken=len(WAYS))
    tried = refused(tmp_path / "folder", "--dry-run")
    assert not HomePage.objects.exists()
    lines = refused(tmp_path / "folder")
    assert [line.partition(":")[0] for line in tried] == [
        line.partition(":")[0] for line in lines
    ], tried
    assert len(lines) == len(WAYS)
    for line, reason in zip(lines, WAYS, strict=True):
        assert reason in line
    assert ArticlePage.objects.count() == ArticlePage.objects.live().count() == 8
    assert InterchangeId.objects.count() == 8 + 3
    # Mended, the rest comes in, and nothing comes twice.
    name = lines[0].partition(":")[0]
    (tmp_path / "folder" / name / "front.toml").write_text(article_front(99))
    assert len(refused(tmp_path / "folder")) == len(WAYS) - 1
    assert ArticlePage.objects.count() == 9


def test_a_dry_run_tells_what_is_doubtful_and_makes_nothing(exported: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    shutil.copytree(exported, folder)
    shutil.rmtree(folder / "content.theme")
    (front,) = folder.glob("content.portalimage/*/front.toml")
    front.write_text(re.sub("(?m)^description_.*$", "", front.read_text()))
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_content", str(folder), dry_run=True, stdout=out, stderr=out)
    assert "unknown theme: " in out.getvalue()
    assert "picture without text alternative (" in out.getvalue()
    out = run("import_content", exported, "--dry-run")
    assert "no other language (nl)" in out
    assert "would come, 0 are here already, 0 cannot come" in out
    assert not PortalImage.objects.exists()
    assert not HomePage.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("redirects.csv", b"a,b\n1,2\n"),
        ("redirects.csv", b'old_path,address\n"x"y,\xe9\n'),
        ("gone.csv", b"path,gone_at\n/fr/x/,soon\n"),
        ("collections.toml", b'collections = ["x"]\n'),
        ("settings/content.sitesettings.toml", b'email_fr = "x"\n'),
    ],
)
def test_a_damaged_list_is_set_aside_and_the_rest_comes_in(
    empty_site: None, tmp_path: Path, name: str, content: bytes
) -> None:
    write_start(tmp_path / "folder")
    (tmp_path / "folder" / "settings").mkdir()
    (tmp_path / "folder" / name).write_bytes(content)
    (line,) = refused(tmp_path / "folder")
    assert line.startswith(f"{name}: ")
    assert HomePage.objects.exists()


def test_bodies_can_be_written_by_hand(empty_site: None, tmp_path: Path) -> None:
    write_start(tmp_path / "folder")
    place = write_article(tmp_path / "folder", 1)
    (place / "body.fr.json").unlink()
    (place / "body.nl.json").unlink()
    (place / "body.fr.html").write_text("<h2>Un</h2><p style='x'>Deux <b>gras</b></p>")
    (place / "body.nl.md").write_text("## Een\n\nTwee **vet**\n\n* drie\n")
    assert "4 new" in run("import_content", tmp_path / "folder")
    article = ArticlePage.objects.get()
    assert [block.block_type for block in article.body_fr] == ["heading", "text"]
    assert str(article.body_fr[1].value) == "<p>Deux <b>gras</b></p>"
    assert str(article.body_nl[1].value) == "<p>Twee <b>vet</b></p><ul><li>drie</li></ul>"


def test_a_zip_that_leads_out_of_its_folder_loses_those_entries_alone(
    empty_site: None, tmp_path: Path
) -> None:
    write_start(tmp_path / "folder")
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as archive:
        for name, content in files(tmp_path / "folder").items():
            archive.writestr(name, content)
        archive.writestr("../escaped.txt", "x")
        link = zipfile.ZipInfo("pages/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc")
    out = io.StringIO()
    call_command("import_content", str(tmp_path / "site.zip"), stdout=out, stderr=out)
    assert "../escaped.txt: its name leads out of the folder" in out.getvalue()
    assert "pages/link: it is a symbolic link" in out.getvalue()
    assert "3 new" in out.getvalue()
    assert not list(tmp_path.rglob("escaped.txt"))


@pytest.mark.parametrize("content", [None, "format = 2", "no TOML at all ["])
def test_what_is_no_interchange_folder_is_refused(
    db: None, tmp_path: Path, content: str | None
) -> None:
    if content:
        (tmp_path / "interchange.toml").write_text(content)
    with pytest.raises(CommandError, match="This is no interchange folder"):
        run("import_content", tmp_path)
    (tmp_path / "full").write_text("x")
    with pytest.raises(CommandError, match="holds something already"):
        run("export_content", tmp_path)
