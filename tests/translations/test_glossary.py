"""One theme, one name: what the glossary marks, who keeps it, and where it goes along."""

import pytest
from django.test import Client

from bps_portal.translations.glossary import Entry, terms_in, warnings
from bps_portal.translations.models import GlossaryTerm
from tests.factories import ContentPageFactory, UserFactory

DETECTOR = Entry("détecteur de fumée", "rookmelder", avoided=["rookdetector"])
HOUSE = Entry("maison", "huis", target_forms=["huizen"], note="Pas un appartement")


@pytest.mark.parametrize(
    ("source", "target", "number"),
    [
        ("Deux détecteurs de fumée.", "Twee rookmelders.", 0),
        ("Deux Détecteurs de\u00a0fumée.", "Twee melders.", 1),
        ("L’indétecteur de fumée", "Iets anders", 0),
        ("Rien", "Een rookdetector.", 1),
        ("Un détecteur de fumée", "Een rookmelderbatterij", 0),
        ("Un détecteur de fumée", "", 0),
        ("Deux maisons", "Twee huizen", 0),
        ("Deux maisons", "Twee woningen en een rookdetector", 2),
    ],
)
def test_a_translation_that_lacks_a_term_is_marked(source, target, number):
    assert len(warnings([DETECTOR, HOUSE], source, target)) == number


def test_the_terms_of_a_source_are_named():
    (term,) = terms_in([DETECTOR, HOUSE], "Ma maison")
    assert (term.source, term.target, term.note) == ("maison", "huis", "Pas un appartement")


def values(**changed: str) -> dict[str, str]:
    names = ("term", "forms", "avoided")
    found = {f"{name}_{code}": "" for name in names for code in ("fr", "nl")}
    return found | {"term_fr": "incendie", "term_nl": "brand", "note": ""} | changed


@pytest.mark.django_db
def test_administrators_keep_it_and_translators_are_told(home, client: Client):
    add = "/admin/snippets/translations/glossaryterm/add/"
    page = ContentPageFactory(parent=home, title_fr="Un incendie", title_nl="Een vuur")
    page.save_revision()
    translator = Client()
    translator.force_login(UserFactory(groups=["Translators (nl)"], language="nl"))
    assert translator.get(add).status_code == 302
    client.force_login(UserFactory(is_superuser=True, is_staff=True, language="fr"))
    assert "Donnez le terme" in client.post(add, values(term_nl=" ")).content.decode()
    assert client.post(add, values(avoided_nl="vuur\n\nbrandje")).status_code == 302
    assert str(GlossaryTerm.objects.get()) == "incendie"
    address = f"/admin/translation-aids/page/{page.pk}/nl/"
    sentence = "Woordenlijst: schrijf “brand”, niet “vuur”."
    assert translator.get(address).json()["warnings"] == {"title": [sentence]}
    written = {"segment": "title", "text": "Een vlam"}
    found = translator.post(address, written).json()["warnings"]
    assert found == ["Woordenlijst: “incendie” heet “brand”."]
    assert translator.post(address, written | {"text": "Een brand"}).json() == {"warnings": []}
    assert translator.post(address, {}).json() == {"warnings": []}
