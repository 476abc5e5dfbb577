"""The memory learns what is confirmed, and offers what is like a text beside its field."""

import io
import json

import pytest
from django.core.management import call_command
from django.test import Client

from bps_portal.home.models import ContentPage
from bps_portal.languages.streams import counterpart
from bps_portal.translations.memory import Offer, offers
from bps_portal.translations.models import MemoryPair
from tests.content.bodies import stream
from tests.factories import ContentPageFactory, ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db
LEAD = {"fr": "Gardez dix litres d’eau à la cave.", "nl": "Bewaar tien liter water in de kelder."}
TEXT = {
    "fr": '<p>Appelez le <a href="tel:112">112</a>.</p><ul><li>Fermez le robinet.</li></ul>',
    "nl": '<p>Bel <a href="tel:112">112</a>.</p><ul><li>Draai de kraan dicht.</li></ul>',
}


@pytest.fixture
def water(home) -> ContentPage:
    """A page that has gone public in both languages, with one Dutch text that is out of date."""
    page = ContentPageFactory(parent=home, title_fr="Eau", title_nl="Water", live=False)
    page.seo_title_fr, page.seo_title_nl = "Cellule eau", "Cel water"
    page.save_revision()
    for code in ("fr", "nl"):
        setattr(page, f"lead_{code}", LEAD[code])
    page.body_fr, page.body_nl = (stream(("text", TEXT[code])) for code in ("fr", "nl"))
    page.save_revision()
    page.seo_title_fr = "Service des eaux"
    page.save_revision().publish()
    return page


@pytest.fixture
def flood(water, home) -> ContentPage:
    """A draft in French that says almost the same, and whose Dutch body is laid out."""
    page = ContentPageFactory(
        parent=home, title_fr="Eau", title_nl="Overstroming", live=False, slug_fr="crue"
    )
    page.lead_fr = LEAD["fr"].replace("dix", "onze")
    page.body_fr = stream(("text", TEXT["fr"]))
    page.save_revision()
    draft = page.get_latest_revision_as_object()
    draft.body_nl = counterpart(draft.body_fr)
    draft.save_revision()
    return page


@pytest.fixture
def dutch(client: Client) -> Client:
    """The browser of a translator into Dutch."""
    client.force_login(UserFactory(groups=["Translators (nl)"], language="nl"))
    return client


def aids(page: ContentPage, code: str = "nl") -> str:
    return f"/admin/translation-aids/page/{page.pk}/{code}/"


def test_what_goes_public_is_remembered_in_both_directions(water):
    pairs = set(MemoryPair.objects.values_list("source_language", "source", "target"))
    assert ("fr", LEAD["fr"], LEAD["nl"]) in pairs
    assert ("nl", LEAD["nl"], LEAD["fr"]) in pairs
    assert ("fr", "Appelez le {1}112{/1}.", "Bel {1}112{/1}.") in pairs
    # What is out of date is no confirmed translation.
    assert not MemoryPair.objects.filter(target__contains="Cel water").exists()
    before = MemoryPair.objects.count()
    water.save_revision().publish()
    assert MemoryPair.objects.count() == before


def test_only_the_same_text_is_all_alike(water, django_assert_num_queries):
    MemoryPair.objects.create(
        source_language="fr",
        target_language="nl",
        source=LEAD["fr"].upper(),
        target="TIEN",
        digest="a",
    )
    asked = [LEAD["fr"], "Tout autre chose.", LEAD["fr"].replace("cave", "maison")]
    # A savepoint and its end, two that prepare, and one for each text that is not known as it is.
    with django_assert_num_queries(6):
        same, other, alike = offers(asked, "fr", "nl")
    assert same == [Offer(LEAD["fr"], LEAD["nl"], 100)]
    assert other == []
    assert {offer.target for offer in alike} == {LEAD["nl"], "TIEN"}
    assert all(60 <= offer.likeness < 99 for offer in alike)
    (capitals,) = offers([LEAD["fr"].upper() + "!"], "fr", "nl")
    assert capitals[0].likeness == 99
    assert offers([LEAD["nl"]], "nl", "fr") == [[Offer(LEAD["nl"], LEAD["fr"], 100)]]
    assert offers([LEAD["fr"]], "nl", "fr") == [[]]


def test_nobody_waits_long_for_what_is_alike(water, monkeypatch):
    monkeypatch.setattr("bps_portal.translations.memory.PATIENCE", -1)
    same, alike = offers([LEAD["fr"], LEAD["fr"] + " Merci."], "fr", "nl")
    assert (len(same), alike) == (1, [])


def test_a_translator_finds_offers_for_what_waits(flood, dutch):
    found = {
        (unit["input"]["name"], unit["source"]): unit
        for unit in dutch.get(aids(flood)).json()["units"]
    }
    lead = found["lead_nl", ""]["offers"][0]
    assert (lead["text"], lead["source"]) == (LEAD["nl"], LEAD["fr"])
    assert lead["likeness"].endswith(" %")
    item = found["", "Fermez le robinet."]
    assert item["input"]["block"] == str(
        ContentPage.objects.get(pk=flood.pk).get_latest_revision_as_object().body_nl[0].id
    )
    (offer,) = item["offers"]
    assert (offer["likeness"], offer["paragraph"]) == ("100 %", 1)
    assert [block["type"] for block in json.loads(offer["blank"])["blocks"]] == [
        "unstyled",
        "unordered-list-item",
    ]
    (call,) = found["", "Appelez le 112."]["offers"]
    (entity,) = json.loads(call["rich"])["entityMap"].values()
    assert entity["data"]["url"] == "tel:112"
    # The title has a translation.
    assert ("title_nl", "") not in found


def test_who_may_not_write_gets_nothing(flood, dutch):
    assert dutch.get(aids(flood, "fr")).status_code in (302, 403)
    assert dutch.get(aids(flood, "xx")).status_code == 404
    flood.delete()
    assert dutch.get(aids(flood)).status_code == 404
    assert dutch.get("/admin/translation-aids/content.nothing/1/nl/").status_code == 404
    theme = ThemeFactory()
    assert dutch.get(f"/admin/translation-aids/content.theme/{theme.pk}/nl/").status_code == 200
    stranger = Client()
    stranger.force_login(UserFactory(groups=[]))
    assert stranger.get(aids(flood)).status_code == 302


def test_administrators_take_a_wrong_pair_out(water, dutch):
    listing = "/admin/translation-memory/"
    assert dutch.get(listing).status_code == 302
    admin = Client()
    admin.force_login(UserFactory(is_superuser=True, is_staff=True, language="nl"))
    html = admin.get(listing, {"q": "kelder"}).content.decode()
    assert LEAD["nl"] in html
    assert "translation-memory/new/" not in html
    assert admin.get(f"{listing}new/").status_code == 302
    pair = MemoryPair.objects.get(source=LEAD["fr"])
    assert admin.post(f"{listing}delete/{pair.pk}/").status_code == 302
    assert not MemoryPair.objects.filter(pk=pair.pk).exists()


def test_a_site_that_had_content_before_fills_its_memory(water):
    MemoryPair.objects.all().delete()
    out = io.StringIO()
    for expected in (True, False):
        call_command("remember_translations", stdout=out, stderr=io.StringIO())
        assert ("Remembered 0" in out.getvalue()) is not expected
    assert MemoryPair.objects.filter(source=LEAD["fr"], target=LEAD["nl"]).exists()
