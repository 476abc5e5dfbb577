"""What is found, in which order, and what never is."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from bps_portal.contact.models import ContactPage
from bps_portal.home.models import ContentPage
from bps_portal.pages.language_exceptions import allow_one_language_first
from bps_portal.search.finding import find
from bps_portal.search.models import FileText, SearchEntry
from tests.content.pdf_files import pdf_file, with_text
from tests.factories import (
    ContentPageFactory,
    DocumentFactory,
    LibraryPageFactory,
    PublicationPageFactory,
    ThemeFactory,
)
from tests.search.conftest import titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    ["coeur", "CŒUR", "cœurs", "l’appareil du coeur", "coeurr", "arrets", "arrêté du cœur"],
)
def test_french_words_are_found_however_they_are_typed(publish, typed):
    publish(title_fr="Arrêts du cœur", lead_fr="L'appareil qui sauve.")
    publish(title_fr="Vent fort")
    assert titles(typed)[0] == "Arrêts du cœur"


@pytest.mark.parametrize(
    "typed",
    ["overstroming", "overstromingen", "overstroomingen", "overstromingsgevaar", "over-stroming"],
)
def test_dutch_words_and_compounds_are_found(publish, typed):
    publish(title_nl="Overstromingen in de kelder")
    publish(title_nl="Harde wind")
    assert titles(typed, "nl") == ["Overstromingen in de kelder"]


def test_a_word_finds_the_compounds_that_begin_or_end_with_it(publish):
    publish(title_nl="Rookmelders", lead_nl="Aan het plafond.")
    publish(title_nl="Antigifcentrum")
    assert titles("rook", "nl") == ["Rookmelders"]
    assert titles("gifcentrum", "nl") == ["Antigifcentrum"]
    assert titles("rook melders", "nl") == ["Rookmelders"]


@pytest.mark.parametrize(
    "typed", ["PM2-5", "pm2.5", "pm2,5", "0800 32 123", "080032123", "EN14604"]
)
def test_numbers_are_found_in_any_grouping(publish, typed):
    publish(title_fr="Air", lead_fr="Le PM2.5, la norme EN 14604 et le 0800 32 123.")
    publish(title_fr="Terre", lead_fr="Le PM10 et le 0800 33 124.")
    assert titles(typed)[0] == "Air"


def test_the_exact_title_comes_first_then_the_title_then_the_text(publish):
    publish(title_fr="Autre chose", body_fr=[("text", "<p>Le vélo volé, le vélo, le vélo.</p>")])
    publish(title_fr="Le vélo et la ville : le vélo")
    publish(title_fr="Vélo", date=dt.date(2001, 1, 1))
    assert titles("velo") == ["Vélo", "Le vélo et la ville : le vélo", "Autre chose"]


def test_of_two_alike_the_newer_comes_first(publish):
    publish(title_fr="Tempête", date=dt.date(2015, 1, 1), lead_fr="Vieux vent.")
    publish(title_fr="Tempête", date=timezone.localdate(), lead_fr="Jeune vent.", slug_fr="deux")
    answer = find("vent tempête", "fr")
    assert [entry.lead for entry in answer.hits] == ["Jeune vent.", "Vieux vent."]


def test_headings_theme_and_description_count(publish):
    body = [("heading", {"text": "Détecteurs", "level": "h2"}), ("text", "<p>Mot.</p>")]
    publish(title_fr="Un", body_fr=body)
    publish(title_fr="Deux", theme=ThemeFactory(name_fr="Sécurité numérique"))
    publish(title_fr="Trois", search_description_fr="Hameçonnage")
    assert titles("détecteur") == ["Un"]
    assert titles("numérique") == ["Deux"]
    assert titles("hameconnage") == ["Trois"]


def test_each_language_finds_its_own_words_only(publish):
    publish(title_fr="Tempête", title_nl="Storm")
    publish(title_fr="Crue", title_nl="", published_languages=["fr"])
    assert titles("storm", "fr") == []
    assert titles("tempête", "nl") == []
    assert titles("storm", "nl") == ["Storm"]
    assert titles("crue", "nl") == []


def test_what_readers_may_not_see_is_not_found(publish, news):
    now = timezone.now()
    draft = publish(title_fr="Secret brouillon")
    draft.title_fr = "Secret nouveau"
    draft.save_revision()
    assert titles("nouveau") == []
    publish(title_fr="Secret futur", go_live_at=now + dt.timedelta(days=1))
    publish(title_fr="Secret retiré").unpublish()
    publish(title_fr="Secret supprimé").delete()
    expired = publish(title_fr="Secret expiré")
    type(expired).objects.filter(pk=expired.pk).update(expire_at=now - dt.timedelta(minutes=1))
    restricted = publish(title_fr="Secret réservé")
    assert titles("réservé") == ["Secret réservé"]
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    assert titles("secret") == ["Secret brouillon"]
    # Nor does help with spelling tell their words.
    for typed in ("reservee", "expirre", "suprimé"):
        assert find(typed, "fr").suggestion == ""


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
@pytest.mark.parametrize("code", ["fr", "nl"])
def test_no_restriction_lets_a_page_be_counted_or_quoted(publish, news, client, kind, code):
    words = {"title_fr": "Zebulon ici", "title_nl": "Zebulon hier"}
    PageViewRestriction.objects.create(
        page=publish(**words), restriction_type=kind, password="secret"
    )
    below = publish(**words)
    PageViewRestriction.objects.create(page=news, restriction_type=kind, password="secret")
    assert titles("zebulon", code) == []
    address = {"fr": "/fr/recherche/?q=", "nl": "/nl/zoeken/?q="}[code]
    for typed in ("zebulon", "zebulun"):
        html = client.get(address + typed).content.decode()
        assert below.title_fr not in html
        assert below.title_nl not in html


def test_who_gets_the_messages_of_the_contact_form_is_not_found(home):
    page = home.add_child(
        instance=ContactPage(
            title_fr="Écrire",
            title_nl="Schrijven",
            lead_fr="Ici.",
            lead_nl="Hier.",
            recipients_fr="x@secret.example",
            recipients_nl="x@secret.example",
        )
    )
    page.save_revision().publish()
    assert titles("écrire") == ["Écrire"]
    assert titles("secret") == []


def test_a_renamed_theme_is_found_by_its_new_name(publish, django_capture_on_commit_callbacks):
    theme = ThemeFactory(name_fr="Sécurité")
    publish(title_fr="Un", theme=theme)
    theme.name_fr = "Prévention"
    with django_capture_on_commit_callbacks(execute=True):
        theme.save()
    assert titles("prévention") == ["Un"]
    assert titles("sécurité") == []


def brochure(**values):
    """Make a PDF in French that says "Canicule"."""
    return DocumentFactory(file=pdf_file(with_text("Canicule")), language="fr", **values)


def test_words_of_a_brochure_find_the_page_that_shows_it_in_its_language(
    home, django_capture_on_commit_callbacks
):
    document = brochure()
    publication = PublicationPageFactory(
        parent=LibraryPageFactory(parent=home),
        title_fr="Été",
        title_nl="Zomer",
        file_fr=document,
        file_nl=document,
        live=False,
    )
    with django_capture_on_commit_callbacks(execute=True):
        publication.save_revision().publish()
    assert titles("canicule") == ["Été"]
    assert titles("canicule", "nl") == []
    document.file = pdf_file(with_text("Tempete"), "autre.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        document.save()
    assert titles("canicule") == []
    assert titles("tempete") == ["Été"]


def test_a_brochure_that_only_some_may_open_is_not_found(
    publish, django_capture_on_commit_callbacks
):
    document = brochure()
    publish(title_fr="Été", body_fr=[("download", {"document": document, "title": "Dépliant"})])
    assert titles("canicule") == ["Été"]
    with django_capture_on_commit_callbacks(execute=True):
        restriction = CollectionViewRestriction.objects.create(
            collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
        )
    assert titles("canicule") == []
    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()
    assert titles("canicule") == ["Été"]


def test_a_damaged_brochure_does_not_stop_publishing(publish):
    document = DocumentFactory(file=ContentFile(b"%PDF-1.7 broken", "cassé.pdf"))
    publish(title_fr="Un", body_fr=[("download", {"document": document, "title": "Dépliant"})])
    document.file.storage.delete(document.file.name)
    FileText.objects.all().delete()
    publish(title_fr="Deux", body_fr=[("download", {"document": document, "title": "Dépliant"})])
    assert sorted(titles("dépliant")) == ["Deux", "Un"]


def test_a_moved_page_is_found_at_its_new_address(home):
    old, new = ContentPageFactory(parent=home), ContentPageFactory(parent=home, title_fr="Ailleurs")
    page = ContentPageFactory(parent=old, title_fr="Girafe", live=False)
    page.save_revision().publish()
    ContentPage.objects.get(pk=page.pk).move(new, pos="last-child")
    (entry,) = find("girafe", "fr").hits
    assert entry.page.url_in("fr") == "/fr/ailleurs/girafe/"


def test_a_page_is_found_from_its_moment_on_and_no_longer_than_it(publish):
    now = timezone.now()
    page = publish(title_fr="Girafe", go_live_at=now + dt.timedelta(hours=1))
    assert titles("girafe") == []
    # An hour later.
    past = now - dt.timedelta(minutes=1)
    page.revisions.update(approved_go_live_at=None)
    page.go_live_at = past
    page.save_revision(approved_go_live_at=past)
    call_command("publish_scheduled", verbosity=0)
    assert titles("girafe") == ["Girafe"]
    # Over at once, before the scheduler has come by, and after it.
    type(page).objects.filter(pk=page.pk).update(expire_at=past)
    assert titles("girafe") == []
    call_command("publish_scheduled", verbosity=0)
    assert not SearchEntry.objects.filter(page=page).exists()


def test_publishing_again_replaces_what_was_found(publish):
    article = publish(title_fr="Girafe")
    allow_one_language_first(article, "nl", "Alerte", dt.date.max)
    article.title_fr, article.published_languages = "Lion", ["fr"]
    article.save_revision().publish()
    assert titles("girafe") == []
    assert titles("lion") == ["Lion"]
    assert SearchEntry.objects.filter(page=article).count() == 1


def test_more_than_a_thousand_hits_are_bounded(publish, monkeypatch):
    monkeypatch.setattr("bps_portal.search.finding.MOST_RANKED", 2)
    for number in range(3):
        publish(title_fr=f"Mot {number}")
    answer = find("mot", "fr")
    assert (answer.total, answer.is_bounded) == (2, True)
