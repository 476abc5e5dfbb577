"""The command that makes articles from pages of the former site."""

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import ModelLogEntry, PageLogEntry

from bps_portal import languages
from bps_portal.content.models import Theme
from bps_portal.pages.models import LanguageException
from bps_portal.transfer.legacy_import import LOG_ACTION
from bps_portal.transfer.models import LegacyPage, PendingRelatedLink
from bps_portal.transfer.wagtail_hooks import import_message
from news.models import ArticlePage, NewsIndexPage
from tests.factories import ArticlePageFactory, ThemeFactory

PAGES = Path(__file__).parent / "pages"
FRENCH = PAGES / "velo-fr.txt"
DUTCH = PAGES / "fiets-nl.txt"
ADDRESS = "/fr/actualites/un-velo-bien-attache-reste-a-sa-place/"

pytestmark = pytest.mark.django_db

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, french_text: str) -> Write:
    """Write a changed copy of the French page: pairs of old and new text."""

    def write(name: str, *changes: tuple[str, str]) -> Path:
        text = french_text
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("import_legacy", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def refused(*arguments: object) -> str:
    out = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_legacy", *map(str, arguments), stdout=out, stderr=out)
    assert not ArticlePage.objects.exists()
    assert not Theme.objects.exists()
    assert not LegacyPage.objects.exists()
    return f"{out.getvalue()}{refusal.value}"


def counts() -> tuple[int, int, int, int]:
    return (
        ArticlePage.objects.count(),
        Theme.objects.count(),
        LegacyPage.objects.count(),
        PageLogEntry.objects.count() + ModelLogEntry.objects.count(),
    )


def test_published_page_is_read_in_its_language_alone(news: NewsIndexPage, client: Client) -> None:
    assert "published (fr)" in run(FRENCH, "--language", "fr", "--publish")
    article = ArticlePage.objects.get()
    assert article.live_languages == ["fr"]
    assert article.date == dt.date(2020, 5, 14)
    assert article.title_nl in (None, "")
    assert article.theme.name_fr == "Prévenir les vols dans l’espace public"
    assert article.theme.name_nl in (None, "")
    assert article.credit == "Line Verte"
    assert article.caption_fr.startswith("Ce dessin de Line Verte")
    response = client.get(ADDRESS)
    assert response.status_code == 200
    page = response.content.decode()
    for text in (
        article.theme.name_fr,
        "14.05.2020",
        "Que faire avant de partir ?",
        "<li>un numéro gravé</li>",
        "téléchargez la brochure",
        "Ce dessin de Line Verte montre",
        "figure__credit",
    ):
        assert text in page
    for text in ("BeSafe", "Follow us", "Articles similaires\n"):
        assert text not in page
    with languages.override("nl"):
        assert article.url_in("nl") is None


def test_body_keeps_headings_and_joins_running_text(news: NewsIndexPage) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    body = ArticlePage.objects.get().body_fr
    assert [block.block_type for block in body] == ["heading", "text", "heading", "text"]
    assert body[0].value["level"] == "h2"
    assert body[1].value.source.count("<p>") == 2


def test_without_publish_it_is_a_draft(news: NewsIndexPage, client: Client) -> None:
    assert "saved as a draft (fr)" in run(FRENCH, "--language", "fr")
    article = ArticlePage.objects.get()
    assert not article.live
    assert article.published_languages == ["fr", "nl"]
    assert client.get(ADDRESS).status_code == 404
    with pytest.raises(ValidationError) as refused:
        article.latest_revision.publish()
    assert {"title_nl", "lead_nl", "body_nl"} <= set(refused.value.message_dict)
    assert client.get(ADDRESS).status_code == 404


def test_published_alone_it_is_an_exception_with_a_deadline(
    news: NewsIndexPage, settings: Settings
) -> None:
    settings.IMPORT_TRANSLATION_DAYS = 30
    run(FRENCH, "--language", "fr", "--publish")
    exception = LanguageException.objects.in_force().get()
    assert exception.page.specific == ArticlePage.objects.get()
    assert exception.deadline == timezone.localdate() + dt.timedelta(days=30)
    assert (exception.language, exception.reason) == (
        "nl",
        "Importé de l’ancien site / Overgenomen van de vroegere site",
    )
    run(FRENCH, "--language", "fr", "--pair", DUTCH, "--publish")
    assert not LanguageException.objects.in_force().exists()


@pytest.mark.parametrize("interface", ["fr", "nl"])
def test_active_language_makes_no_difference(news: NewsIndexPage, interface: str) -> None:
    with languages.override(interface):
        run(FRENCH, "--language", "fr", "--publish")
    article = ArticlePage.objects.get()
    assert article.title_fr == "Un vélo bien attaché reste à sa place"
    assert article.title_nl in (None, "")
    assert article.slug_nl in (None, "")


def test_history_says_why_it_is_published_and_when_the_translation_is_due(
    news: NewsIndexPage,
) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    entry = PageLogEntry.objects.get(action=LOG_ACTION)
    due = dt.date.fromisoformat(entry.data["translation_due"])
    assert due == entry.timestamp.date() + dt.timedelta(days=90)
    assert entry.data["reason"] == "imported"
    assert entry.data["missing"] == ["nl"]
    assert f"{due:%d.%m.%Y}" in entry.message


def test_history_tells_drafts_and_pairs_apart() -> None:
    data = {"languages": ["fr"], "missing": ["nl"], "published": False, "translation_due": None}
    draft = import_message(data)
    pair = import_message(data | {"languages": ["fr", "nl"], "missing": [], "published": True})
    assert draft != pair


def test_same_file_twice_makes_no_second_article(news: NewsIndexPage) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    before = counts()
    assert "was imported before; nothing changed" in run(FRENCH, "--language", "fr", "--publish")
    assert "nothing changed" in run(FRENCH, FRENCH, "--language", "fr")
    assert counts() == before


def test_changed_file_leaves_the_editors_article_alone(news: NewsIndexPage, write: Write) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    article = ArticlePage.objects.get()
    article.lead_fr = "Le chapeau de la rédaction."
    article.save_revision().publish()
    changed = write("changed.txt", ("une serrure solide en U", "une serrure très solide"))
    before = counts()
    assert "differs from what was imported before" in run(changed, "--language", "fr", "--publish")
    article.refresh_from_db()
    assert article.lead_fr == "Le chapeau de la rédaction."
    assert counts() == before


def test_page_that_an_editor_has_already_written_is_left_alone(news: NewsIndexPage) -> None:
    ArticlePageFactory(
        parent=news, title_fr="Un vélo bien attaché reste à sa place", date=dt.date(2020, 5, 14)
    )
    assert "on the site already; left alone" in run(FRENCH, "--language", "fr")
    assert ArticlePage.objects.count() == 1


def test_deleted_article_can_be_imported_anew(news: NewsIndexPage) -> None:
    run(FRENCH, "--language", "fr")
    ArticlePage.objects.get().delete()
    run(FRENCH, "--language", "fr")
    assert ArticlePage.objects.count() == 1


def test_known_theme_is_used_whatever_its_case_and_spaces(news: NewsIndexPage) -> None:
    theme = ThemeFactory(name_fr="prévenir les vols  dans l'espace public")
    run(FRENCH, "--language", "fr", "--publish")
    assert ArticlePage.objects.get().theme == theme
    assert Theme.objects.count() == 1


def test_same_title_on_another_day_gets_an_address_of_its_own(
    news: NewsIndexPage, write: Write
) -> None:
    later = write("later.txt", ("14.05.2020", "14.05.2021"))
    run(FRENCH, later, "--language", "fr", "--publish")
    slugs = sorted(ArticlePage.objects.values_list("slug_fr", flat=True))
    assert slugs[1] == f"{slugs[0]}-2"


# --- Two languages -------------------------------------------------------------------------------


def test_pair_is_one_article_in_both_languages(news: NewsIndexPage) -> None:
    output = run(FRENCH, "--language", "fr", "--pair", DUTCH, "--publish")
    assert "published (fr and nl)" in output
    assert "translation due" not in output
    article = ArticlePage.objects.get()
    assert article.live_languages == ["fr", "nl"]
    assert article.theme.name_nl == "Diefstal in de openbare ruimte voorkomen"
    assert article.title_nl == "Een goed vastgemaakte fiets blijft staan"
    assert [block.id for block in article.body_fr] == [block.id for block in article.body_nl]
    before = counts()
    assert "nothing changed" in run(DUTCH, "--language", "nl", "--pair", FRENCH)
    assert "nothing changed" in run(DUTCH, "--language", "nl")
    assert counts() == before


def test_translation_that_comes_later_joins_its_article(news: NewsIndexPage) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    assert "published (nl)" in run(FRENCH, "--language", "fr", "--pair", DUTCH, "--publish")
    article = ArticlePage.objects.get()
    assert article.live_languages == ["fr", "nl"]
    assert article.theme.name_nl == "Diefstal in de openbare ruimte voorkomen"
    assert LegacyPage.objects.count() == 2


def test_translation_is_not_published_with_an_editors_unfinished_draft(
    news: NewsIndexPage,
) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    article = ArticlePage.objects.get()
    article.lead_fr = "Un chapeau inachevé."
    article.save_revision()
    output = run(FRENCH, "--language", "fr", "--pair", DUTCH, "--publish")
    assert "was added to the draft" in output
    article.refresh_from_db()
    assert article.live_languages == ["fr"]
    assert article.lead_fr != "Un chapeau inachevé."
    draft = article.get_latest_revision_as_object()
    assert (draft.lead_fr, draft.title_nl) == (
        "Un chapeau inachevé.",
        "Een goed vastgemaakte fiets blijft staan",
    )


def test_translation_never_overwrites_an_editors_translation(news: NewsIndexPage) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    article = ArticlePage.objects.get()
    article.title_nl = "De titel van de redactie"
    article.save_revision()
    output = run(FRENCH, "--language", "fr", "--pair", DUTCH, "--publish")
    assert "has texts in the language “nl” already; left alone" in output
    assert article.get_latest_revision_as_object().title_nl == "De titel van de redactie"


def test_two_articles_are_never_merged(news: NewsIndexPage) -> None:
    run(FRENCH, "--language", "fr")
    run(DUTCH, "--language", "nl")
    before = counts()
    assert "two articles already" in run(FRENCH, "--language", "fr", "--pair", DUTCH)
    assert counts() == before


# --- Related articles ----------------------------------------------------------------------------


def related_titles(article: ArticlePage) -> list[str]:
    return [link.article.title_fr for link in article.related_links.all()]


def parking_page(write: Write) -> Path:
    return write(
        "parking.txt",
        ("Un vélo bien attaché reste à sa place", "Des parkings pour vélos près des gares"),
        ("14.05.2020", "02.03.2020"),
        ("Que dire lors d’une plainte ?", "Un vélo bien attaché reste à sa place"),
        ("11.12.2019", "14.05.2020"),
    )


def test_related_article_that_exists_is_linked(news: NewsIndexPage, client: Client) -> None:
    ArticlePageFactory(
        parent=news, title_fr="Que dire lors d'une plainte ?", date=dt.date(2019, 12, 11)
    )
    assert "1 related article(s) to be linked" in run(FRENCH, "--language", "fr", "--publish")
    article = ArticlePage.objects.get(date=dt.date(2020, 5, 14))
    assert related_titles(article) == ["Que dire lors d'une plainte ?"]
    assert PendingRelatedLink.objects.get().title == "Des parkings pour vélos près des gares"
    assert "Que dire lors d&#x27;une plainte ?" in client.get(ADDRESS).content.decode()


def test_related_articles_find_each_other_in_whatever_order(
    news: NewsIndexPage, write: Write
) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    run(parking_page(write), "--language", "fr", "--publish")
    bicycle = ArticlePage.objects.get(date=dt.date(2020, 5, 14))
    parking = ArticlePage.objects.get(date=dt.date(2020, 3, 2))
    assert related_titles(bicycle) == [parking.title_fr]
    assert related_titles(parking) == [bicycle.title_fr]
    bicycle.refresh_from_db()
    assert not bicycle.has_unpublished_changes


def test_link_that_arrives_is_in_the_editors_draft_too(news: NewsIndexPage, write: Write) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    bicycle = ArticlePage.objects.get()
    bicycle.lead_fr = "Un chapeau inachevé."
    bicycle.save_revision()
    run(parking_page(write), "--language", "fr", "--publish")
    bicycle.refresh_from_db()
    assert bicycle.has_unpublished_changes
    assert bicycle.lead_fr != "Un chapeau inachevé."
    assert related_titles(bicycle) == ["Des parkings pour vélos près des gares"]
    draft = bicycle.get_latest_revision_as_object()
    assert draft.lead_fr == "Un chapeau inachevé."
    assert related_titles(draft) == ["Des parkings pour vélos près des gares"]
    draft.save_revision().publish()
    assert related_titles(ArticlePage.objects.get(pk=bicycle.pk)) == [
        "Des parkings pour vélos près des gares"
    ]


def test_article_that_an_editor_publishes_is_linked_when_it_arrives(news: NewsIndexPage) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    arrived = ArticlePageFactory(
        parent=news,
        title_fr="Des parkings pour vélos près des gares",
        date=dt.date(2020, 3, 2),
        live=False,
    )
    arrived.save_revision().publish()
    assert related_titles(ArticlePage.objects.get(date=dt.date(2020, 5, 14))) == [arrived.title_fr]
    assert PendingRelatedLink.objects.count() == 1


def test_editors_choice_of_three_is_not_added_to(news: NewsIndexPage, write: Write) -> None:
    run(FRENCH, "--language", "fr", "--publish")
    bicycle = ArticlePage.objects.get()
    for number in range(3):
        chosen = ArticlePageFactory(parent=news, title_fr=f"Choix {number}")
        bicycle.related_links.create(article=chosen, sort_order=number)
    bicycle.save_revision().publish()
    run(parking_page(write), "--language", "fr", "--publish")
    assert len(related_titles(ArticlePage.objects.get(pk=bicycle.pk))) == 3


# --- Bad input -----------------------------------------------------------------------------------


def test_one_bad_file_among_good_ones_changes_nothing(news: NewsIndexPage, tmp_path: Path) -> None:
    bad = tmp_path / "recipe.txt"
    bad.write_text("Une recette de soupe.", encoding="utf-8")
    output = refused(FRENCH, bad, "--language", "fr", "--publish")
    assert "recipe.txt: it has no date" in output
    assert "Nothing was imported." in output


def test_several_bad_files_are_all_named(news: NewsIndexPage, tmp_path: Path) -> None:
    missing, empty = tmp_path / "missing.txt", tmp_path / "empty.txt"
    empty.touch()
    output = refused(missing, FRENCH, empty, "--language", "fr")
    assert "missing.txt: it cannot be read" in output
    assert "empty.txt: it is empty" in output
    assert "2 of 3 files are unusable; nothing was imported." in output


def test_file_in_another_language_is_refused(news: NewsIndexPage) -> None:
    assert "not “nl”" in refused(FRENCH, "--language", "nl", "--publish")


def test_unknown_language_is_refused(news: NewsIndexPage) -> None:
    assert "invalid choice" in refused(FRENCH, "--language", "xx")


def test_pair_needs_exactly_one_file(news: NewsIndexPage) -> None:
    assert "exactly one FILE" in refused(FRENCH, FRENCH, "--language", "fr", "--pair", DUTCH)


def test_pair_with_two_dates_is_refused(news: NewsIndexPage, write: Write) -> None:
    other_day = write("other.txt", ("14.05.2020", "15.05.2020"))
    output = refused(other_day, "--language", "fr", "--pair", DUTCH)
    assert "two dates (15.05.2020 and 14.05.2020)" in output


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Un vélo bien attaché reste à sa place", "Un vélo " * 40, "title is longer than 255"),
        ("Prévenir les vols dans l’espace public", "Prévenir " * 40, "theme is longer than 255"),
    ],
)
def test_overlong_text_is_refused(
    news: NewsIndexPage, write: Write, old: str, new: str, sentence: str
) -> None:
    assert sentence in refused(write("long.txt", (old, new.strip())), "--language", "fr")


def test_page_without_body_cannot_be_published(news: NewsIndexPage, tmp_path: Path) -> None:
    file = tmp_path / "short.txt"
    file.write_text("ThèmeThème\n\nTitre\n\n01.02.2020\n\nLe chapeau seul.", encoding="utf-8")
    assert "cannot be published" in refused(file, "--language", "fr", "--publish")
    assert "saved as a draft" in run(file, "--language", "fr")


def test_address_of_a_fixed_view_is_refused(news: NewsIndexPage, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.transfer.urls_with_a_fixed_article"
    assert "the site refuses it" in refused(FRENCH, "--language", "fr", "--publish")


def test_remembered_things_have_names(news: NewsIndexPage) -> None:
    run(FRENCH, "--language", "fr")
    assert str(LegacyPage.objects.get()).endswith("(fr)")
    assert str(PendingRelatedLink.objects.first()) == "Des parkings pour vélos près des gares"


def test_related_article_without_date_is_found_by_its_title(
    news: NewsIndexPage, write: Write
) -> None:
    known = ArticlePageFactory(parent=news, title_fr="Des parkings pour vélos près des gares")
    file = write("undated.txt", ("02.03.2020\n", ""))
    run(file, "--language", "fr", "--publish")
    article = ArticlePage.objects.get(date=dt.date(2020, 5, 14))
    assert [link.article for link in article.related_links.all()] == [known]


def test_site_without_news_list_is_told_what_to_do(db: None) -> None:
    assert "There is no news list" in refused(FRENCH, "--language", "fr")


def test_overlong_lead_and_caption_go_on_in_the_body(
    news: NewsIndexPage, write: Write, client: Client
) -> None:
    file = write(
        "long.txt",
        ("Une bonne serrure", f"{'Une phrase de plus. ' * 40}Une bonne serrure"),
        ("montre deux serrures", f"montre {'encore ' * 80}deux serrures"),
    )
    run(file, "--language", "fr", "--publish")
    article = ArticlePage.objects.get()
    assert len(article.lead_fr) <= 600
    assert article.lead_fr.endswith(".")
    assert article.caption_fr == ""
    page = client.get(ADDRESS).content.decode()
    assert "Une bonne serrure et un numéro gravé" in page
    assert "encore deux serrures" in page


def test_progress_and_what_is_left_out_are_shown(news: NewsIndexPage, write: Write) -> None:
    output = run(FRENCH, parking_page(write), "--language", "fr", "--verbosity", "2")
    assert "1/2 " in output
    assert "2/2 " in output
    assert "left out: BeSafe" in output


# --- Trying out, keeping going, folders ----------------------------------------------------------


def test_a_dry_run_tells_what_would_come_and_what_is_doubtful(
    news: NewsIndexPage, tmp_path: Path
) -> None:
    bad = tmp_path / "recipe.txt"
    bad.write_text("Une recette de soupe.", encoding="utf-8")
    lines = refused(FRENCH, FRENCH, bad, "--language", "fr", "--dry-run").splitlines()
    for line in (
        f"1/3 {FRENCH}: saved as a draft (fr)",
        f"{FRENCH}: no other language (nl)",
        f"{FRENCH}: unknown theme (fr): Prévenir les vols dans l’espace public",
        f"{FRENCH}: picture that is not in the folder: Ce dessin de Line Verte",
        f"{FRENCH}: link that leads nowhere: ",
        f"{bad}: it has no date such as",
        "Dry run, nothing was made: ",
    ):
        assert any(each.startswith(line) for each in lines), (line, lines)


def test_bad_files_are_set_aside_where_the_operator_says_so(
    news: NewsIndexPage, tmp_path: Path
) -> None:
    bad = tmp_path / "recipe.txt"
    bad.write_text("Une recette de soupe.", encoding="utf-8")
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of 2 files were set aside"):
        call_command(
            "import_legacy", str(bad), str(FRENCH), language="fr", keep_going=True,
            stdout=out, stderr=out,
        )  # fmt: skip
    assert f"{bad}: it has no date" in out.getvalue()
    assert "1 came in, 0 were here." in out.getvalue()
    assert ArticlePage.objects.count() == 1


def test_a_folder_of_texts_is_paired_and_asked_about_as_saved_pages_are(
    news: NewsIndexPage, tmp_path: Path, french_text: str, dutch_text: str
) -> None:
    named = " Suarez Murals, 1090 Jette, 0800 32 123, www.velo.example."
    for name, text, lead in (
        ("fr.txt", french_text, "choses."),
        ("copy.txt", french_text, "choses."),
        ("nl.txt", dutch_text, "verschil."),
    ):
        (tmp_path / name).write_text(text.replace(lead, f"{lead}{named}"), encoding="utf-8")
    (tmp_path / "recipe.txt").write_text("Une recette de la soupe dans le pot.", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(FRENCH)
    printed = run(tmp_path, "--dry-run")
    for line in (
        "fr.txt: it is the same page as copy.txt",
        "recipe.txt: it has no date",
        "link.txt: it is a symbolic link, which is never followed",
        "unknown theme (fr): Prévenir les vols dans l’espace public",
        "2 pages: 1 pairs, 0 in one language; 1 questions, 4 remarks.",
    ):
        assert line in printed
    assert not ArticlePage.objects.exists()
    ThemeFactory(
        name_fr="Prévenir les vols dans l’espace public",
        name_nl="Diefstal in de openbare ruimte voorkomen",
    )
    assert "1 articles made" in run(tmp_path)
    article = ArticlePage.objects.get()
    assert article.title_nl == "Een goed vastgemaakte fiets blijft staan"
    assert "0 articles made" in run(tmp_path)
