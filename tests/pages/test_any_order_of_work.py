"""Whatever editors do to pages and in which order: languages stay apart, marks right, the gate shut.

Two colleagues, one with a French and one with a Dutch interface, do random pieces of work in the
admin. Beside them goes a model of what the page should say and of which text is out of date, made
from the rules as an editor would tell them. Every French word of these pages holds `frmot` and
every Dutch one `nlwoord`, so that a word in the wrong language is seen.
"""

import datetime as dt
import json
from dataclasses import dataclass, field
from itertools import count

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import deactivate_all
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run
from wagtail.models import PageLogEntry

from bps_portal.home.models import ContentPage, HomePage
from bps_portal.languages.parity import State
from bps_portal.pages.language_exceptions import GRANTED, allow_one_language_first
from tests.factories import ContentPageFactory, UserFactory

from .test_admin import copy_form
from .test_translators import draft, edit
from .test_two_at_once import opened

pytestmark = pytest.mark.django_db
WORD = {"fr": "frmot", "nl": "nlwoord"}
OTHER = {"fr": "nl", "nl": "fr"}
FIELDS = ("title", "lead", "body")
# A text as the rich text editor posts it.
BLOCK = {
    "key": "a",
    "text": "",
    "type": "unstyled",
    "depth": 0,
    "inlineStyleRanges": [],
    "entityRanges": [],
    "data": {},
}
RAW = {"blocks": [], "entityMap": {}}

codes = st.sampled_from(["fr", "nl"])
people = st.sampled_from(["fr", "nl"])
fields = st.sampled_from(FIELDS)
numbers = st.integers(min_value=0, max_value=2)


@dataclass
class Mark:
    """Why a text is out of date: how its source read, and whether it was rewritten since."""

    was: str
    rewritten: bool = False


@dataclass
class Version:
    """What a page says, and which of its texts are out of date."""

    texts: dict[tuple[str, str], str]
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)

    def copy(self) -> "Version":
        """Return an equal one that changes by itself."""
        marks = {key: Mark(mark.was, mark.rewritten) for key, mark in self.marks.items()}
        return Version(dict(self.texts), marks)

    def write(self, changes: dict[tuple[str, str], str]) -> None:
        """Take one save of an editor."""
        before = dict(self.texts)
        self.texts |= changes
        for name in FIELDS:
            changed = [code for code in WORD if before[name, code] != self.texts[name, code]]
            if len(changed) == 1:
                self._follow(name, changed[0], before[name, changed[0]])
            for code in changed:
                if (name, code) in self.marks:
                    self.marks[name, code].rewritten = True
            for code in WORD:
                self._tidy(name, code, before)

    def _follow(self, name: str, code: str, before: str) -> None:
        """Mark the other language, unless this one was itself behind, or only begins or ends."""
        other = (name, OTHER[code])
        begins_or_ends = not before or not self.texts[name, code]
        if (name, code) in self.marks or other in self.marks or begins_or_ends:
            return
        self.marks[other] = Mark(before)

    def _tidy(self, name: str, code: str, before: dict[tuple[str, str], str]) -> None:
        mark = self.marks.get((name, code))
        if not mark:
            return
        source = self.texts[name, OTHER[code]]
        alone = not source or not self.texts[name, code] or not before[name, code]
        if alone or (source == mark.was and not mark.rewritten):
            del self.marks[name, code]

    def missing(self) -> set[str]:
        """Return the languages in which a text is missing."""
        return {
            code
            for (name, code), text in self.texts.items()
            if not text and self.texts[name, OTHER[code]]
        }


@dataclass
class Known:
    """A page as it should be."""

    page: ContentPage
    draft: Version
    revisions: list[tuple[int, Version]] = field(default_factory=list)
    live_in: set[str] = field(default_factory=set)
    excepted: str = ""


class Work(RuleBasedStateMachine):
    """The pieces of work; each is a visit to the admin by one of the two colleagues."""

    def __init__(self, home: HomePage) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.numbers = count(1)
        self.browsers = {code: Client() for code in WORD}
        for code, browser in self.browsers.items():
            browser.force_login(UserFactory(language=code, is_superuser=True, is_staff=True))
        self.shelves = [ContentPageFactory(parent=home) for _ in range(2)]
        texts = {(name, code): self.words(code) for name in FIELDS for code in WORD}
        page = ContentPageFactory(
            parent=self.shelves[0],
            live=False,
            **{f"{name}_{code}": text for (name, code), text in texts.items() if name != "body"},
            **{f"body_{code}": [("text", f"<p>{texts['body', code]}</p>")] for code in WORD},
        )
        page.save_revision()
        self.pages = [Known(page, Version(texts))]
        self.touched = self.pages[0]
        self.note_revision(self.touched)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)
        deactivate_all()

    def words(self, code: str) -> str:
        return f"{WORD[code]}{next(self.numbers)}"

    def choose(self, number: int) -> Known:
        self.touched = self.pages[number % len(self.pages)]
        return self.touched

    def note_revision(self, known: Known) -> None:
        known.page.refresh_from_db()
        known.revisions.append((known.page.latest_revision_id, known.draft.copy()))

    def post(self, known: Known, person: str, changes: dict[str, str], address: str = "") -> int:
        browser, address = self.browsers[person], address or edit(known.page)
        return browser.post(address, opened(browser, address) | changes).status_code

    def typed(self, name: str, code: str, text: str) -> dict[str, str]:
        if name != "body":
            return {f"{name}_{code}": text}
        return {f"body_{code}-0-value": json.dumps(RAW | {"blocks": [BLOCK | {"text": text}]})}

    @rule(number=numbers, person=people, name=fields, written=st.sets(codes, min_size=1))
    def write(self, number: int, person: str, name: str, written: set[str]) -> None:
        known = self.choose(number)
        changes = {(name, code): self.words(code) for code in sorted(written)}
        posted = {}
        for (_name, code), text in changes.items():
            posted |= self.typed(name, code, text)
        assert self.post(known, person, posted) == 302
        known.draft.write(changes)
        self.note_revision(known)

    @rule(number=numbers, person=people, code=codes)
    def empty(self, number: int, person: str, code: str) -> None:
        known = self.choose(number)
        assert self.post(known, person, {f"lead_{code}": ""}) == 302
        known.draft.write({("lead", code): ""})
        self.note_revision(known)

    @rule(number=numbers, person=people, name=fields, code=codes)
    def write_at_the_same_time(self, number: int, person: str, name: str, code: str) -> None:
        known = self.choose(number)
        first = (name, code)
        second = (FIELDS[(FIELDS.index(name) + 1) % 3], OTHER[code])
        mine = opened(self.browsers[person], edit(known.page))
        for place, browser, shown in (
            (first, self.browsers[OTHER[person]], None),
            (second, self.browsers[person], mine),
        ):
            text = self.words(place[1])
            posted = shown or opened(browser, edit(known.page))
            posted |= self.typed(*place, text)
            assert browser.post(edit(known.page), posted).status_code == 302
            known.draft.write({place: text})
            self.note_revision(known)

    @rule(number=numbers, person=people)
    def confirm(self, number: int, person: str) -> None:
        known = self.choose(number)
        for name, code in sorted(known.draft.marks):
            key = next(
                found.segment.key
                for found in draft(known.page).standings()
                if found.segment.key.split("/")[0] == name
            )
            assert self.post(known, person, {"parity-confirm": f"{key}|{code}"}) == 302
            del known.draft.marks[name, code]
            self.note_revision(known)
            break

    @rule(number=numbers, person=people, which=st.integers(min_value=0, max_value=9))
    def restore(self, number: int, person: str, which: int) -> None:
        known = self.choose(number)
        revision, version = known.revisions[which % len(known.revisions)]
        address = reverse("wagtailadmin_pages:revisions_revert", args=(known.page.pk, revision))
        assert self.post(known, person, {}, address) == 302
        known.draft = version.copy()
        self.note_revision(known)

    @rule(number=numbers, person=people)
    def publish(self, number: int, person: str) -> None:
        known = self.choose(number)
        missing = known.draft.missing()
        chosen = [code for code in WORD if code not in missing or code != known.excepted]
        status = self.post(known, person, {"action-publish": "1", "published_languages": chosen})
        if missing - {known.excepted}:
            assert status == 200
            return
        assert status == 302
        known.live_in = set(chosen)
        if not missing:
            known.excepted = ""
        self.note_revision(known)

    @rule(number=numbers, person=people)
    def unpublish(self, number: int, person: str) -> None:
        known = self.choose(number)
        address = reverse("wagtailadmin_pages:unpublish", args=(known.page.pk,))
        if known.live_in:
            assert self.browsers[person].post(address).status_code == 302
            known.live_in = set()

    @rule(number=numbers, shelf=st.integers(min_value=0, max_value=1), person=people)
    def move(self, number: int, shelf: int, person: str) -> None:
        known = self.choose(number)
        address = reverse(
            "wagtailadmin_pages:move_confirm", args=(known.page.pk, self.shelves[shelf].pk)
        )
        assert self.browsers[person].post(address).status_code in (200, 302)

    @precondition(lambda self: len(self.pages) < 3)
    @rule(number=numbers, person=people)
    def copy(self, number: int, person: str) -> None:
        known = self.choose(number)
        address = reverse("wagtailadmin_pages:copy", args=(known.page.pk,))
        titles = {code: self.words(code) for code in WORD}
        new = {f"new_title_{code}": text for code, text in titles.items()}
        new |= {f"new_slug_{code}": text for code, text in titles.items()}
        form = copy_form(known.page, publish_copies="", **new)
        assert self.browsers[person].post(address, form).status_code == 302
        page = ContentPage.objects.latest("pk")
        version = known.draft.copy()
        version.write({("title", code): text for code, text in titles.items()})
        copied = Known(page, version)
        self.pages.append(copied)
        self.note_revision(copied)
        self.touched = copied

    @rule(number=numbers, code=codes)
    def allow_one_language_first(self, number: int, code: str) -> None:
        known = self.choose(number)
        if known.excepted or known.live_in:
            return
        deadline = timezone.localdate() + dt.timedelta(days=5)
        user = get_user_model().objects.first()
        allow_one_language_first(known.page, code, "Urgence", deadline, user)
        known.excepted = code

    @invariant()
    def the_draft_says_what_was_written(self) -> None:
        found = draft(self.touched.page)
        for (name, code), text in self.touched.draft.texts.items():
            value = str(getattr(found, f"{name}_{code}"))
            assert text in value if name == "body" else text == value

    @invariant()
    def no_column_holds_a_word_of_the_other_language(self) -> None:
        content = draft(self.touched.page).serializable_data()
        content |= {
            f"public {name}": value for name, value in self.touched.page.serializable_data().items()
        }
        for name, value in content.items():
            for code, word in WORD.items():
                if name.endswith(f"_{OTHER[code]}"):
                    assert word not in str(value), name

    @invariant()
    def marks_are_right(self) -> None:
        found = {
            (standing.segment.key.split("/")[0], standing.code)
            for standing in draft(self.touched.page).standings()
            if standing.state == State.OUTDATED
        }
        assert found == set(self.touched.draft.marks)

    @invariant()
    def readers_meet_whole_pages_only(self) -> None:
        page = self.touched.page
        page.refresh_from_db()
        assert set(page.live_languages) == self.touched.live_in
        for code in WORD:
            address = page.url_in(code)
            assert bool(address) == (code in self.touched.live_in)
            answer = Client().get(address or f"/{code}/nowhere/")
            assert answer.status_code == (200 if address else 404)
            main = BeautifulSoup(answer.content, "html.parser").main
            for text in main.find_all(string=lambda text, other=OTHER[code]: WORD[other] in text):
                assert text.find_parent(lang=True)["lang"] == OTHER[code]
        if self.touched.live_in and self.touched.live_in != set(WORD):
            granted = PageLogEntry.objects.get(page_id=page.pk, action=GRANTED)
            assert granted.data["reason"]


@pytest.mark.hypothesis
def test_any_order_of_work(home: HomePage) -> None:
    usual = settings.default
    kinds = settings(
        # An order of work costs as much as many small cases.
        max_examples=usual.max_examples // 25,
        stateful_step_count=16,
        deadline=None,
        # A failing order is told as it was found: to shorten it takes minutes.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run(lambda: Work(home), settings=kinds)
