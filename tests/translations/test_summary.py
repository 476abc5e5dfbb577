"""What is kept of each object's translations follows every save, draft, copy and deletion."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from bps_portal.content.models import PortalDocument
from bps_portal.home.models import ContentPage
from bps_portal.pages.models import PortalPage
from bps_portal.translations import summary
from bps_portal.translations.filling import fill_after_migrating
from bps_portal.translations.kinds import kinds
from bps_portal.translations.models import TranslationStatus
from tests.emergency.factories import EmergencyNumberFactory
from tests.factories import (
    ArticlePageFactory,
    ContentPageFactory,
    DocumentFactory,
    ImageFactory,
    LibraryPageFactory,
    PublicationPageFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

FRENCH_ONLY = {"published_languages": ["fr"]}


def rows(obj) -> dict[str, TranslationStatus]:
    """Return the row of an object in each language."""
    return {
        row.language: row
        for row in TranslationStatus.objects.of_kind(type(obj)).filter(object_id=obj.pk)
    }


def counts(obj) -> dict[str, tuple[int, int]]:
    """Return what is missing and what is out of date of an object, by language."""
    return {code: (row.missing, row.outdated) for code, row in rows(obj).items()}


def everything() -> list[tuple]:
    """Return all rows, without their keys."""
    names = ("content_type", "object_id", "language", *summary.DERIVED, "modified")
    return list(TranslationStatus.objects.order_by(*names[:3]).values_list(*names))


def draft(page):
    """Return the newest draft of a page, as the edit form loads it."""
    return ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.fixture
def page(home):
    """A published page, complete in both languages."""
    made = ContentPageFactory(parent=home, title_fr="Eau", title_nl="Water")
    made.save_revision().publish()
    return made


def test_every_kind_of_content_is_followed(home, news):
    made = [
        ArticlePageFactory(parent=news),
        ContentPageFactory(parent=home),
        EmergencyNumberFactory(),
        ThemeFactory(),
        ImageFactory(),
        DocumentFactory(),
    ]
    for obj in [home, news, *made]:
        assert type(obj) in kinds()
        assert set(rows(obj)) == {"fr", "nl"}
    assert not TranslationStatus.objects.filter(
        object_id=1, content_type=ContentType.objects.get_for_model(PortalPage)
    ).exists()


def test_what_is_empty_in_one_language_alone_is_missing(home):
    page = ContentPageFactory(
        parent=home, title_nl="", seo_title_fr="Eau", body_nl=[], **FRENCH_ONLY
    )
    assert counts(page) == {"fr": (0, 0), "nl": (3, 0)}


@pytest.mark.parametrize("interface", ["fr", "nl"])
def test_the_newest_draft_of_a_page_counts(page, interface):
    with override(interface):
        changed = draft(page)
        changed.title_fr = "De l'eau"
        changed.search_description_nl = "Over water"
        changed.save_revision()
        assert counts(page) == {"fr": (1, 0), "nl": (0, 1)}
        assert rows(page)["nl"].since
        assert rows(page)["nl"].titles == {"fr": "De l'eau", "nl": "Water"}
        changed.search_description_nl = ""
        changed.save_revision().publish()
        assert counts(page) == {"fr": (0, 0), "nl": (0, 1)}


def test_an_older_draft_that_is_restored_counts_again(page):
    first = page.get_latest_revision()
    changed = draft(page)
    changed.title_fr = "De l'eau"
    changed.save_revision()
    first.as_object().save_revision(previous_revision=first)
    assert counts(page) == {"fr": (0, 0), "nl": (0, 0)}


def test_since_is_the_oldest(page, monkeypatch):
    first = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    for days, texts in enumerate(
        [{"title_fr": "De l'eau"}, {"body_fr": [("text", "<p>Non.</p>")]}]
    ):
        monkeypatch.setattr(timezone, "now", lambda days=days: first + dt.timedelta(days=days))
        changed = draft(page)
        for name, value in texts.items():
            setattr(changed, name, value)
        changed.save_revision()
    assert rows(page)["nl"].since == first


def test_a_page_saved_as_the_base_of_all_pages_keeps_its_texts(page):
    base = PortalPage.objects.get(pk=page.pk)
    base.show_in_menus = True
    base.save()
    assert counts(page) == {"fr": (0, 0), "nl": (0, 0)}
    assert rows(page)["fr"].titles == {"fr": "Eau", "nl": "Water"}


def test_a_title_in_one_language_alone_is_marked_for_editors_of_the_other(home):
    page = ContentPageFactory(parent=home, title_fr="Eau", title_nl="", **FRENCH_ONLY)
    assert rows(page)["nl"].titles == {"fr": "Eau", "nl": "Eau [fr]"}


def test_copies_have_rows_of_their_own(page):
    changed = draft(page)
    changed.title_fr = "De l'eau"
    changed.save_revision()
    copy = ContentPage.objects.get(pk=page.pk).copy(
        update_attrs={"slug_fr": "autre", "slug_nl": "ander"}
    )
    assert counts(copy) == counts(page) == {"fr": (0, 0), "nl": (0, 1)}


def test_what_is_deleted_leaves_no_row(page, news):
    below = ContentPageFactory(parent=page)
    theme, article = ThemeFactory(), ArticlePageFactory(parent=news)
    kept = rows(article)
    page.delete()
    assert not rows(page)
    assert not rows(below)
    theme.delete()
    assert not rows(theme)
    assert rows(article) == kept
    document = DocumentFactory()
    PortalDocument.objects.filter(pk=document.pk).delete()
    assert not rows(document)


def test_a_file_in_one_language_alone_is_no_missing_text(home):
    page = PublicationPageFactory(parent=LibraryPageFactory(parent=home))
    found = rows(page)["nl"]
    assert (found.missing, found.missing_files) == (0, 1)
    assert rows(page)["fr"].missing_files == 0


def test_a_theme_out_of_date_is_known_at_once():
    theme = ThemeFactory(name_fr="Eau", name_nl="Water")
    theme.name_fr = "De l'eau"
    theme.save()
    assert counts(theme) == {"fr": (0, 0), "nl": (0, 1)}


def test_rebuilding_gives_the_same(page, news):
    ThemeFactory(name_nl="")
    ArticlePageFactory(parent=news, lead_nl="", **FRENCH_ONLY)
    changed = draft(page)
    changed.title_fr = "De l'eau"
    changed.save_revision()
    before = everything()
    summary.rebuild()
    assert everything() == before


def test_rebuilding_corrects_what_is_wrong_and_forgets_what_is_gone(page):
    before = everything()
    TranslationStatus.objects.of_kind(ContentPage).update(missing=7)
    row = TranslationStatus.objects.first()
    stray = {"titles": {}, "missing": 0, "outdated": 0, "missing_files": 0}
    for values in (
        {"content_type_id": row.content_type_id, "object_id": 99_999, "language": "fr"},
        {"content_type_id": row.content_type_id, "object_id": row.object_id, "language": "xx"},
        {
            "content_type": ContentType.objects.get_for_model(ContentType),
            "object_id": 1,
            "language": "fr",
        },
    ):
        TranslationStatus.objects.create(**values, **stray)
    progress = []
    total = summary.rebuild(progress.append)
    assert everything() == before
    assert progress[-1] == total == len(before) // 2


def test_a_database_that_knows_no_states_gets_them_after_migrating():
    number = EmergencyNumberFactory()
    TranslationStatus.objects.all().delete()
    fill_after_migrating("default")
    assert counts(number) == {"fr": (0, 0), "nl": (0, 0)}


def test_nothing_is_filled_in_while_a_migration_waits():
    TranslationStatus.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'news'")
    fill_after_migrating("default")
    assert not TranslationStatus.objects.exists()


@pytest.mark.parametrize("blocks", [1, 30])
def test_following_a_page_takes_few_queries_however_long_it_is(
    home, blocks, django_assert_max_num_queries
):
    made = ContentPageFactory(parent=home, live=False, body_fr=[("text", "<p>Eau</p>")] * blocks)
    page = ContentPage.objects.get(pk=made.pk)
    with django_assert_max_num_queries(4):
        summary.refresh(page, timezone.now())


def test_rows_have_one_order_though_kinds_share_keys():
    for factory in (ThemeFactory, EmergencyNumberFactory, DocumentFactory):
        factory(pk=900)
    found = TranslationStatus.objects.filter(object_id=900).most_urgent_first()
    order = [row.pk for row in found]
    for pk in order[::2]:
        # The database puts a changed row after the others.
        TranslationStatus.objects.filter(pk=pk).update(modified=timezone.now())
    assert [row.pk for row in found.all()] == order
