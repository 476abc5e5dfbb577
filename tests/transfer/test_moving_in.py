"""Moving in from a folder of saved pages: paired, asked, brought in, again and again."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from PIL import Image

from bps_portal.content.models import PortalDocument, PortalImage, Theme
from bps_portal.transfer.models import ImportDoubt, SavedPage
from news.models import ArticlePage, NewsIndexPage
from tests.factories import ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db

OTHER = {"fr": "nl", "nl": "fr"}
WORDS = {
    "fr": ("Mobilité", "Le texte de la page parle des vélos, et la police est dans la rue."),
    "nl": (
        "Mobiliteit",
        "De tekst van de pagina gaat over fietsen, en de politie is op de straat.",
    ),
}


def html(language: str, node: int, title: str, other: str = "", *, day: str = "23.09.2021",
         theme: str = "", body: str = "") -> str:  # fmt: skip
    """Return a saved page."""
    label, text = WORDS[language]
    link = f'<a hreflang="{OTHER[language]}" href="{other}">x</a>' if other else ""
    return (
        f'<html lang="{language}"><head><link rel="canonical" '
        f'href="https://old.example/{language}/node/{node}"></head><body><nav>{link}</nav><main>'
        f"<h1>{title}</h1><div>{theme or label}</div><div>{day}</div>"
        f"<p>{text}</p><p>{text} {title}</p>{body}</main></body></html>"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a pair, a doubtful pair, a single page and what cannot come in."""
    top = tmp_path / "old.example"
    (top / "fr").mkdir(parents=True)
    (top / "nl").mkdir()
    (top / "files").mkdir()
    Image.new("RGB", (40, 30), "green").save(top / "files" / "a.jpg")
    (top / "files" / "b.csv").write_text("a,b\n1,2\n")
    french = (
        '<img src="/files/styles/large/public/a.jpg?itok=x" alt="Un vélo"><p>Voyez '
        '<a href="/fr/node/5">la suite</a> et <a href="/files/b.csv">les chiffres</a>.</p>'
        '<img src="/files/gone.jpg"><p><a href="/files/gone.pdf">x</a></p>'
        '<p><a href="/fr/nulle-part">y</a> de la rue</p>'
    )
    dutch = '<img src="/files/a.jpg" alt="Een fiets"><p>Nog een zin van de politie.</p>'
    pages = {
        "fr/1.html": html("fr", 1, "Un vélo", "/nl/node/2", body=french),
        "nl/2.html": html("nl", 2, "Een fiets", "/fr/node/1", body=dutch),
        "fr/3.html": html("fr", 3, "Chez Yildiz", day="01.02.2020"),
        "nl/4.html": html("nl", 4, "Bij Yildiz", day="02.02.2020"),
        "fr/5.html": html("fr", 5, "Seul", day="05.05.2015", theme="Autre chose"),
        "fr/copy.html": html("fr", 1, "Un vélo", "/nl/node/2"),
        "fr/claims.html": html("fr", 5, "Le même ailleurs", day="06.05.2015"),
        "fr/empty.html": "",
    }
    for name, text in pages.items():
        (top / name).write_text(text, encoding="utf-8")
    (top / "fr" / "link.html").symlink_to("/etc/hostname")
    return tmp_path


def run(*arguments: object) -> list[str]:
    out = io.StringIO()
    call_command("import_legacy", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue().splitlines()


def test_a_dry_run_reports_what_is_doubtful_and_makes_nothing(
    news: NewsIndexPage, folder: Path
) -> None:
    ThemeFactory(name_fr="Mobilité", name_nl="Mobiliteit")
    printed = run(folder, "--dry-run")
    for line in (
        "old.example/fr/empty.html: it is empty",
        "old.example/fr/link.html: it is a symbolic link, which is never followed",
        "old.example/fr/copy.html: it is the same page as old.example/fr/1.html",
        "old.example/fr/1.html: picture without text alternative: /files/gone.jpg",
        "old.example/fr/1.html: picture that is not in the folder: /files/gone.jpg",
        "old.example/fr/1.html: link that leads nowhere: /files/gone.pdf",
        "old.example/fr/1.html: link that leads nowhere: /fr/nulle-part",
        "old.example/fr/5.html: no other language",
        "old.example/fr/3.html: is old.example/nl/4.html its other language?",
        "unknown theme (fr): Autre chose",
        "5 pages: 1 pairs, 3 in one language; 2 questions, 4 remarks.",
    ):
        assert line in printed
    assert any("claims the same address (/fr/node/5)" in line for line in printed)
    assert not ArticlePage.objects.exists()
    assert not PortalImage.objects.exists()


def test_what_is_settled_comes_in_and_the_rest_after_its_answer(
    news: NewsIndexPage, folder: Path, editor_client: Client
) -> None:
    theme = ThemeFactory(name_fr="Mobilité", name_nl="Mobiliteit")
    assert "1 articles made, 0 were here" in run(folder, "--publish")[-1]
    article = ArticlePage.objects.get()
    assert (article.title_fr, article.title_nl) == ("Un vélo", "Een fiets")
    assert article.live_languages == ["fr", "nl"]
    assert article.theme == theme
    image = PortalImage.objects.get()
    assert (image.description_fr, image.description_nl) == ("Un vélo", "Een fiets")
    document = PortalDocument.objects.get()
    blocks = "".join(
        str(block.value.source) for block in article.body_fr if block.block_type == "text"
    )
    assert f'<a linktype="document" id="{document.pk}">les chiffres</a>' in blocks
    answer = Client().get("/nl/node/2/")
    assert (answer.status_code, answer["Location"]) == (301, article.url_in("nl"))
    # Again: nothing comes twice.
    assert "0 articles made" in run(folder, "--publish")[-1]

    pair = ImportDoubt.objects.get(first__isnull=False)
    unknown = ImportDoubt.objects.get(first=None)
    screen = "/admin/reports/moving-in/"
    shown = editor_client.get(screen).content.decode()
    assert "Chez Yildiz" in shown
    assert "Bij Yildiz" in shown
    editor_client.post(screen, {"question": pair.pk, "answer": "yes"})
    editor_client.post(screen, {"question": unknown.pk, "answer": "yes", "theme": "new"})
    editor_client.post(screen, {"go_on": "1"})
    assert ArticlePage.objects.count() == 3
    assert ArticlePage.objects.get(title_fr__startswith="Chez").title_nl.startswith("Bij")
    assert ArticlePage.objects.get(title_fr="Seul").theme == Theme.objects.get(
        name_fr="Autre chose"
    )
    assert not SavedPage.objects.waiting().exists()
    # The link to a page that came later leads to it now.
    later = ArticlePage.objects.get(title_fr="Seul")
    article.refresh_from_db()
    blocks = "".join(
        str(each.value.source) for each in article.body_fr if each.block_type == "text"
    )
    assert f'<a linktype="page" id="{later.pk}">la suite</a>' in blocks


def test_a_zip_that_leads_out_of_its_folder_loses_those_pages_alone(
    news: NewsIndexPage, tmp_path: Path
) -> None:
    ThemeFactory(name_fr="Mobilité", name_nl="Mobiliteit")
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        archive.writestr("fr/1.html", html("fr", 1, "Un vélo"))
        archive.writestr("fr/big.html", html("fr", 2, "Grand", body=f"<p>{'mot ' * 1_300_000}</p>"))
        archive.writestr("../escaped.html", html("fr", 3, "Dehors"))
    lines = run(tmp_path / "old.zip")
    assert "../escaped.html: its name leads out of the folder" in lines
    assert "fr/big.html: it is larger than 2,000,000 bytes, so it is no single page" in lines
    assert "1 articles made" in lines[-1]
    assert not (tmp_path / "escaped.html").exists()


def test_a_pair_needs_one_theme_and_not_one_in_each_language(
    news: NewsIndexPage, folder: Path, editor_client: Client
) -> None:
    run(folder, "--dry-run")
    themes = ImportDoubt.objects.filter(first=None)
    assert set(themes.values_list("language", "name")) == {
        ("fr", "Mobilité"),
        ("nl", "Mobiliteit"),
        ("fr", "Autre chose"),
    }
    pair = ImportDoubt.objects.get(first__isnull=False)
    screen = "/admin/reports/moving-in/"
    editor_client.post(screen, {"question": pair.pk, "answer": "yes"})
    assert not themes.filter(language="nl").exists()
    unknown = themes.get(name="Mobilité")
    for wrong in (
        {"answer": "perhaps"},
        {"answer": "yes", "theme": ""},
        {"answer": "yes", "theme": "x"},
    ):
        editor_client.post(screen, {"question": unknown.pk, **wrong})
    assert themes.open().count() == 2
    assert not Theme.objects.exists()
    editor_client.post(screen, {"question": unknown.pk, "answer": "yes", "theme": "new"})
    editor_client.post(screen, {"go_on": "1"})
    theme = Theme.objects.get()
    assert (theme.name_fr, theme.name_nl) == ("Mobilité", "Mobiliteit")
    assert ArticlePage.objects.filter(theme=theme).count() == 2


def test_an_answer_from_whoever_may_not_add_articles_changes_nothing(
    news: NewsIndexPage, folder: Path, client: Client
) -> None:
    run(folder, "--dry-run")
    doubt = ImportDoubt.objects.open().first()
    screen = "/admin/reports/moving-in/"
    for group in (None, "Translators (nl)"):
        if group:
            client.force_login(UserFactory(groups=[group]))
        assert client.get(screen).status_code in (302, 403)
        client.post(screen, {"question": doubt.pk, "answer": "yes"})
        client.post(screen, {"go_on": "1"})
    assert ImportDoubt.objects.open().filter(pk=doubt.pk).exists()
    assert not ArticlePage.objects.exists()


# What a mirror of ten years holds beside pages, and what its line says.
BAD = {
    "it is empty": b"  \n",
    "it holds zero bytes": b"<h1>T</h1>\0\0",
    "it has no title": b"<html lang=fr><body><p>Sans titre.</p></body></html>",
    "it holds no text": b"<html lang=fr><body><h1>Titre</h1></body></html>",
    "nothing tells its language": b"<h1>Xyz</h1><p>Qwerty uiop asdf ghjk lzxc vbnm.</p>",
    "it is larger than 2,000,000 bytes": b"<h1>T</h1><p>" + b"mot " * 1_250_000,
    "it is no web page": b"<!-- -->",
}


def test_of_hundreds_of_bad_files_each_has_its_line_and_the_good_ones_come_whole(
    news: NewsIndexPage, tmp_path: Path
) -> None:
    ThemeFactory(name_fr="Mobilité", name_nl="Mobiliteit")
    nested = "<table><tr><td>" * 60 + "x" + "</td></tr></table>" * 60
    good = {
        "latin.html": html("fr", 1, "Été à vélo").encode("windows-1252"),
        "twice.html": html("fr", 2, "Près de l’école").encode().decode("cp1252").encode(),
        "nested.html": html("fr", 3, "Une table", body=nested).encode(),
    }
    files = {
        f"{number:03}-{kind}.html": content
        for number in range(40)
        for kind, (_sentence, content) in enumerate(BAD.items())
        # One of the largest kind takes as long as all others.
        if len(content) < 10_000 or number == 0
    }
    for name, content in (good | files).items():
        (tmp_path / name).write_bytes(content)
    for number in range(10):
        (tmp_path / f"link-{number}.html").symlink_to("/etc/hostname")
        (tmp_path / f"zz-claims-{number}.html").write_text(html("fr", 3, f"Un autre {number}"))
    tracemalloc.start()
    try:
        lines = run(tmp_path, "--publish")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    told = dict(line.split(": ", 1) for line in lines if ".html: " in line)
    assert set(told) == {*files, *(each.name for each in tmp_path.glob("[lz]*-*.html"))}
    for name in files:
        assert list(BAD)[int(name[4])] in told[name]
    assert told["link-3.html"] == "it is a symbolic link, which is never followed"
    assert "claims the same address (/fr/node/3)" in told["zz-claims-4.html"]
    assert sorted(ArticlePage.objects.live().values_list("title_fr", flat=True)) == [
        "Près de l’école",
        "Une table",
        "Été à vélo",
    ]
    assert ArticlePage.objects.count() == 3
    # The largest file is held once or twice, never all of them.
    assert peak < 60_000_000
