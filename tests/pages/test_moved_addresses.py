"""An old address leads to the new one, with what the visitor's link carried."""

import datetime as dt
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings
from wagtail.contrib.redirects.models import Redirect

from bps_portal.home.models import HomePage
from bps_portal.pages.models import MissedAddress, RedirectLanguage
from tests.factories import ContentPageFactory, UserFactory

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[object]]


@pytest.mark.parametrize(
    ("link", "address", "target"),
    [
        ("/nl/nieuw/", "/nl/oud/", "/nl/nieuw/"),
        ("/nl/nieuw/", "/nl/oud/?x=1&y=%C3%A9", "/nl/nieuw/?x=1&y=%C3%A9"),
        ("/nl/nieuw/?z=1", "/nl/oud/?x=1", "/nl/nieuw/?z=1"),
    ],
)
def test_a_redirect_keeps_the_query(
    home: HomePage, client: Client, link: str, address: str, target: str
) -> None:
    Redirect.objects.create(old_path="/nl/oud", redirect_link=link)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (301, target)


def test_a_missing_page_with_a_query_stays_missing(home: HomePage, client: Client) -> None:
    assert client.get("/nl/niets/?x=1").status_code == 404


def test_an_old_address_leads_in_one_hop_to_the_page_in_its_own_language(
    home: HomePage, client: Client, settings: Settings
) -> None:
    page = ContentPageFactory(parent=home, title_fr="Neuf", title_nl="Nieuw")
    Redirect.objects.create(old_path="/nl/alias", redirect_page=page)
    Redirect.objects.create(old_path="/fr/node/12", redirect_page=page)
    kept = Redirect.objects.create(old_path="/node/12", redirect_page=page)
    RedirectLanguage.objects.create(redirect=kept, code="nl")
    Redirect.objects.create(old_path="/fr/plus-vieux", redirect_link="/fr/node/12/")
    settings.FORMER_HOSTS = ["www.former.example", "former.example"]
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    for address, target in [
        ("/nl/alias/?x=1", "/nl/nieuw/?x=1"),
        ("/fr/node/12", "/fr/neuf/"),
        ("/node/12", "/nl/nieuw/"),
        ("/fr/plus-vieux/", "/fr/neuf/"),
    ]:
        answer = client.get(address, headers={"Accept-Language": "fr"})
        assert (answer.status_code, answer["Location"]) == (301, target)
        for host in settings.FORMER_HOSTS:
            answer = client.get(address, headers={"Host": host})
            assert (answer.status_code, answer["Location"]) == (
                301,
                f"https://www.example.org{target}",
            )
    answer = client.get("/nl/nieuw?y=2", headers={"Host": "former.example"})
    assert answer["Location"] == "https://www.example.org/nl/nieuw/?y=2"


def test_an_old_address_never_leads_to_another_language(home: HomePage, client: Client) -> None:
    page = ContentPageFactory(parent=home, title_fr="Seul", title_nl="", live=False)
    Redirect.objects.create(old_path="/nl/oud", redirect_page=page)
    Redirect.objects.create(old_path="/nl/a", redirect_link="/nl/b/")
    Redirect.objects.create(old_path="/nl/b", redirect_link="/nl/a/")
    assert client.get("/nl/oud/").status_code == 404
    assert client.get("/nl/a/").status_code == 404


def test_an_address_that_leads_nowhere_is_shown_from_its_third_visit_on(
    home: HomePage, client: Client
) -> None:
    for address in ("/fr/node/99/?mail=x@y.be", "/fr/node/99/", "/fr/jan@example.org/", "/x.php"):
        client.get(address)
    assert not MissedAddress.objects.shown().exists()
    client.get("/fr/node/99/")
    missed = MissedAddress.objects.shown().get()
    assert (missed.path, missed.times) == ("/fr/node/99/", 3)
    assert MissedAddress.objects.count() == 1
    MissedAddress.objects.update(last_on=dt.date(2020, 1, 1))
    call_command("forget_missed_addresses", verbosity=0)
    assert not MissedAddress.objects.exists()


def imported(tmp_path: Path, text: str) -> str:
    (tmp_path / "old.csv").write_text(text, encoding="utf-8")
    out = io.StringIO()
    call_command("import_old_addresses", str(tmp_path / "old.csv"), stdout=out, stderr=out)
    return out.getvalue()


def test_many_old_addresses_come_in_at_once_without_chains_and_loops(
    home: HomePage, client: Client, tmp_path: Path, django_assert_max_num_queries: Queries
) -> None:
    page = ContentPageFactory(parent=home, title_fr="Neuf", title_nl="Nieuw")
    Redirect.objects.create(old_path="/fr/connu", redirect_page=page)
    rows = [f"/fr/node/{number},,/fr/neuf/" for number in range(500)]
    bad = [
        "/fr/x,,/fr/x/", "/fr/a,,/fr/b", "/fr/b,,/fr/a", "/fr/vers-connu,,/fr/connu",
        "/fr/neant,/fr/pas-de-page/,", ",,/fr/neuf/", "/,,/fr/neuf/", "/fr/js,,javascript:x",
        "/fr/node/1,,/fr/neuf/", f"/fr/{'x' * 300},,/fr/neuf/",
    ]  # fmt: skip
    good = ["/fr/connu,,/fr/neuf/", "/node/7,/nl/nieuw/,,nl"]
    text = "\n".join(["old_path,page,address,language", *rows, *bad, *good])
    with django_assert_max_num_queries(40):
        printed = imported(tmp_path, text)
    assert f"501 new, 1 known, {len(bad)} refused." in printed
    assert len(printed.splitlines()) == len(bad) + 1
    assert client.get("/node/7/")["Location"] == "/nl/nieuw/"
    assert "0 new, 502 known" in imported(tmp_path, text)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"from,to\n/a,/b\n", "must name the columns"),
        (b"old_path,address\n\xe9,/b\n", "not UTF-8"),
        (b'old_path,address\n"/a"x,/b\n', "damaged"),
    ],
)
def test_a_file_that_is_no_list_of_addresses_changes_nothing(
    db: None, tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "old.csv").write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        call_command("import_old_addresses", str(tmp_path / "old.csv"))
    assert not Redirect.objects.exists()


def test_the_form_refuses_chains_and_loops(home: HomePage, editor_client: Client) -> None:
    page = ContentPageFactory(parent=home, title_fr="Neuf", title_nl="Nieuw")
    Redirect.objects.create(old_path="/fr/a", redirect_link="/fr/b/")
    Redirect.objects.create(old_path="/nl/oud", redirect_page=page)
    Redirect.objects.create(old_path="/fr/c", redirect_page=page)
    leads_on = {"fr": "mène elle-même à /fr/neuf/", "nl": "leidt zelf naar /fr/neuf/"}
    loop = {"fr": "l’une à l’autre", "nl": "naar elkaar leiden"}
    itself = {"fr": "à elle-même", "nl": "naar zichzelf"}
    led = {"fr": "/fr/a mène à cette adresse", "nl": "/fr/a leidt naar dit adres"}
    none = {"fr": "Saisissez une URL valide", "nl": "Voer een geldige URL in"}
    code = editor_client.language
    for old, new, sentence in [
        ("/fr/x/", {"redirect_link": "http://localhost/fr/c/"}, leads_on),
        ("/fr/b/", {"redirect_link": "http://localhost/fr/a/"}, loop),
        ("/fr/x", {"redirect_link": "http://localhost/fr/x/"}, itself),
        ("/fr/b", {"redirect_page": page.pk}, led),
        ("http://[x", {"redirect_page": page.pk}, none),
        ("//[x", {"redirect_page": page.pk}, none),
    ]:
        answer = editor_client.post("/admin/redirects/add/", {"old_path": old, **new})
        assert sentence[code] in answer.content.decode()
    assert Redirect.objects.count() == 3
    good = {"old_path": "/fr/bon", "redirect_page": page.pk, "is_permanent": "on"}
    assert editor_client.post("/admin/redirects/add/", good).status_code == 302
    made = Redirect.objects.get(old_path="/fr/bon")
    answer = editor_client.post(
        f"/admin/redirects/{made.pk}/",
        {**good, "redirect_page": "", "redirect_link": "http://localhost/fr/c/"},
    )
    assert leads_on[code] in answer.content.decode()


def test_an_editor_imports_a_file_and_mends_what_visitors_miss(
    home: HomePage, editor_client: Client
) -> None:
    page = ContentPageFactory(parent=home, title_fr="Neuf", title_nl="Nieuw")
    text = b"old_path,page\n/fr/node/1,/fr/neuf/\n/fr/node/2,/fr/rien/\n//[x,/fr/neuf/\n/fr/node/3,//[x\n"
    file = SimpleUploadedFile("old.csv", text)
    shown = editor_client.post("/admin/redirects/import/", {"file": file}).content.decode()
    assert {"fr": "1 adresse ajoutée", "nl": "1 adres toegevoegd"}[editor_client.language] in shown
    assert "/fr/rien/" in shown
    assert Redirect.objects.get().redirect_page_id == page.pk
    for content in (b"\xff\xfe\xe9", b"a,b\n1,2\n"):
        bad = SimpleUploadedFile("old.csv", content)
        answer = editor_client.post("/admin/redirects/import/", {"file": bad})
        assert 'class="w-field__errors"' in answer.content.decode()
    assert Redirect.objects.count() == 1
    for _visit in range(3):
        Client().get("/fr/node/9/")
    listed = editor_client.get("/admin/reports/missed-addresses/").content.decode()
    assert "/admin/redirects/add/?old_path=%2Ffr%2Fnode%2F9%2F" in listed
    form = editor_client.get("/admin/redirects/add/?old_path=/fr/node/9/").content.decode()
    assert 'value="/fr/node/9/"' in form
    Redirect.objects.create(old_path="/fr/node/9", redirect_page=page)
    assert "node%2F9" not in editor_client.get("/admin/reports/missed-addresses/").content.decode()


def test_whoever_may_add_no_redirects_sees_neither_list_nor_form(
    home: HomePage, client: Client
) -> None:
    client.force_login(UserFactory(groups=["Translators (nl)"]))
    for address in ("reports/missed-addresses/", "redirects/import/", "redirects/add/"):
        assert client.get(f"/admin/{address}").status_code in (302, 403)


def test_a_page_that_refuses_a_question_is_no_address_that_leads_nowhere(news, client: Client):
    assert client.get("/fr/actualites/", {"theme": "inconnu"}).status_code == 404
    assert not MissedAddress.objects.exists()
    assert client.get("/fr/rien-de-tel/").status_code == 404
    assert MissedAddress.objects.exists()
