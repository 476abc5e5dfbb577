"""The admin's screens for files: who may use them, what they show, and that looking changes nothing."""

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bps_portal.translations.models import GlossaryTerm, TranslationStatus, UploadedTranslation
from news.models import ArticlePage
from tests.factories import UserFactory

from .conftest import draft_of
from .test_commands import ALL, translate

pytestmark = pytest.mark.django_db
FILES = "/admin/translation-files/"


@pytest.fixture
def dutch(client: Client) -> Client:
    """The browser of a translator into Dutch, whose interface is French."""
    client.force_login(UserFactory(groups=["Translators (nl)"], language="fr"))
    return client


def sent(client: Client, tmp_path, **data: object):
    answer = client.post(FILES, {"what": "awaited", "language": "nl"} | data)
    path = tmp_path / "a.xlf"
    path.write_bytes(answer.content)
    return path


def upload(client: Client, content: bytes, name: str = "a.xlf"):
    return client.post(FILES, {"file": SimpleUploadedFile(name, content)})


def test_a_translator_downloads_uploads_looks_and_accepts(article, dutch, tmp_path):
    html = dutch.get(FILES).content.decode()
    assert "2 pages, thèmes ou fichiers ont des textes" in html
    path = sent(dutch, tmp_path)
    translate(path, **ALL | {"Sortez": "Ga snel weg."})
    GlossaryTerm.objects.create(term_fr="feu", term_nl="vuur")
    address = upload(dutch, path.read_bytes()).url
    html = dutch.get(address).content.decode()
    assert "La balise {1} manque." in html
    assert "<del>Vuur</del>" in html
    assert "<ins>Brand</ins>" in html
    assert "Ce contenu n’a pas de brouillon" in html
    assert html.count("Glossaire : « feu » se dit « vuur ».") == 1
    assert "Accepter 3 textes" in html
    assert draft_of(article).title_nl == "Vuur"
    answer = dutch.post(address, {"action": "accept"})
    (message,) = get_messages(answer.wsgi_request)
    assert "Repris : 3 textes" in str(message)
    draft = draft_of(article)
    assert (draft.title_nl, draft.latest_revision.user.username[:4]) == ("Brand", "user")
    assert [block.block_type for block in draft.body_nl] == ["heading", "picture"]
    assert not UploadedTranslation.objects.exists()


@pytest.mark.parametrize(("group", "status"), [("Translators (fr)", 200), ("Moderators", 302)])
def test_who_may_not_write_a_language_takes_no_file_of_it(article, dutch, tmp_path, group, status):
    path = sent(dutch, tmp_path)
    translate(path, **ALL)
    other = Client()
    other.force_login(UserFactory(groups=[group], language="nl"))
    answer = upload(other, path.read_bytes())
    assert answer.status_code == status
    if status == 200:
        assert "U mag geen teksten wijzigen in deze taal: Nederlands." in answer.content.decode()
    assert not UploadedTranslation.objects.filter(user__groups__name="Translators (fr)").exists()


def test_a_file_belongs_to_who_uploaded_it(article, dutch, tmp_path):
    address = upload(dutch, sent(dutch, tmp_path).read_bytes()).url
    assert "ne change rien" in dutch.get(address).content.decode()
    other = Client()
    other.force_login(UserFactory(groups=["Translators (nl)"]))
    assert other.get(address).status_code == 404
    assert "a.xlf" in dutch.get(FILES).content.decode()
    assert dutch.post(address, {"action": "discard"}).url == FILES
    assert not UploadedTranslation.objects.exists()
    stranger = Client()
    stranger.force_login(UserFactory(groups=[]))
    assert stranger.get(FILES).status_code == 302


def test_what_happens_between_looking_and_accepting_counts(article, dutch, tmp_path):
    path = sent(dutch, tmp_path)
    translate(path, **ALL)
    address = upload(dutch, path.read_bytes()).url
    ArticlePage.objects.get(pk=article.pk).delete()
    html = dutch.get(address).content.decode()
    assert "Ce contenu a été supprimé depuis l’exportation" in html
    assert "accept" not in html.split('class="translators"')[1].split("discard")[0]
    answer = dutch.post(address, {"action": "accept"})
    assert "Rien n’a été modifié." in " ".join(map(str, get_messages(answer.wsgi_request)))
    article.theme.refresh_from_db()
    assert article.theme.name_nl == ""


def test_a_locked_page_is_named(article, dutch, tmp_path):
    path = sent(dutch, tmp_path)
    ArticlePage.objects.filter(pk=article.pk).update(locked=True, locked_by=UserFactory())
    html = upload(dutch, path.read_bytes()).content.decode()
    assert "Ce contenu est verrouillé" in html


def test_chosen_pages_are_sent_whole(article, dutch, tmp_path):
    row = TranslationStatus.objects.get(object_id=article.pk, language="nl")
    html = dutch.get(f"{FILES}?page={article.pk}").content.decode()
    assert f'value="{row.pk}"' in html
    path = sent(dutch, tmp_path, what="chosen", rows=[row.pk], format="po")
    assert 'msgid "Au feu"' in path.read_text()
    assert "Incendie" not in path.read_text()
    answer = dutch.post(FILES, {"what": "chosen", "language": "nl", "rows": ["x", "999999"]})
    assert "Choisissez au moins une page" in " ".join(map(str, get_messages(answer.wsgi_request)))
    for query in ("?q=feu", "?q=%00", "?page=x", "?language=xx&p=99"):
        assert dutch.get(FILES + query).status_code == 200
    edit = dutch.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert f"{FILES}?page={article.pk}" in edit


def test_one_file_is_not_endless(article, dutch, monkeypatch):
    monkeypatch.setattr("bps_portal.translations.exchange.screens.MOST_AT_ONCE", 1)
    answer = dutch.post(FILES, {"what": "awaited", "language": "nl"})
    assert "Un fichier contient au plus 1 pages" in " ".join(
        map(str, get_messages(answer.wsgi_request))
    )
