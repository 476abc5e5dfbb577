"""A page remembers which translations are out of date, through drafts, copies and restorations."""

import pytest
from django.utils.translation import override

from bps_portal.home.models import ContentPage
from bps_portal.languages import parity
from bps_portal.languages.parity import State
from tests.factories import ContentPageFactory

pytestmark = pytest.mark.django_db


def draft(page):
    """Return the newest draft of a page, as the edit form loads it."""
    return ContentPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def outdated(page) -> set[tuple[str, str]]:
    """Return field or block with language, of what is out of date in the newest draft."""
    return {
        (found.segment.field, found.code)
        for found in draft(page).standings()
        if found.state is State.OUTDATED
    }


@pytest.fixture(params=["fr", "nl"])
def page(request, home):
    """A published page, once under each interface language."""
    with override(request.param):
        made = ContentPageFactory(
            parent=home,
            title_fr="Eau",
            title_nl="Water",
            body_fr=[("text", "<p>Dix litres.</p>"), ("text", "<p>Une lampe.</p>")],
            body_nl=[("text", "<p>Tien liter.</p>"), ("text", "<p>Een lamp.</p>")],
        )
        made.save_revision().publish()
        yield made


def rewrite(page, **texts):
    """Save a draft with other texts, as the edit form would."""
    current = draft(page)
    for name, value in texts.items():
        setattr(current, name, value)
    return current.save_revision()


def blocks(stream, *texts):
    """Return raw blocks with new texts under the same ids."""
    raw = list(stream.raw_data)
    return [{**dict(block), "value": text} for block, text in zip(raw, texts, strict=True)]


def test_nothing_is_out_of_date_at_first(page):
    assert outdated(page) == set()
    assert {found.state for found in draft(page).standings()} <= {State.CURRENT, State.UNUSED}


def test_rewriting_one_title_marks_the_other(page):
    rewrite(page, title_fr="De l'eau")
    assert outdated(page) == {("title", "nl")}
    rewrite(page, title_fr="Eau")
    assert outdated(page) == set()


def test_publishing_changes_no_mark(page):
    rewrite(page, title_nl="Drinkwater").publish()
    assert outdated(page) == {("title", "fr")}
    stored = ContentPage.objects.get(pk=page.pk)
    assert set(stored.parity_marks["outdated"]) == {"title"}


def test_bodies_are_compared_block_by_block(page):
    current = draft(page)
    ids = [str(child.id) for child in current.body_fr]
    assert ids == [str(child.id) for child in current.body_nl]
    current.body_fr = blocks(current.body_fr, "<p>Douze litres.</p>", "<p>Une lampe.</p>")
    current.save_revision()
    (found,) = [one for one in draft(page).standings() if one.state is State.OUTDATED]
    assert (found.segment.key, found.code) == (f"body/{ids[0]}", "nl")
    assert found.was == "Dix litres."


def test_markup_alone_marks_nothing(page):
    current = draft(page)
    current.body_fr = blocks(current.body_fr, "<p><b>Dix</b> litres.</p>", "<p>Une&nbsp;lampe.</p>")
    current.save_revision()
    assert outdated(page) == set()


def test_a_block_of_one_language_is_missing_in_the_other(page):
    current = draft(page)
    current.body_nl = list(current.body_nl.raw_data)[:1]
    current.save_revision()
    missing = [one for one in draft(page).standings() if one.state is State.MISSING]
    assert [(one.code, one.segment.texts["fr"]) for one in missing] == [("nl", "Une lampe.")]


def test_a_restored_revision_brings_its_marks_back(page):
    first = draft(page).latest_revision
    marked = rewrite(page, title_fr="De l'eau")
    confirmed = draft(page)
    confirmed.parity_marks = parity.confirmed(confirmed.parity_marks, "title", "nl")
    confirmed.save_revision()
    assert outdated(page) == set()
    marked.as_object().save_revision(previous_revision=marked)
    assert outdated(page) == {("title", "nl")}
    first.as_object().save_revision(previous_revision=first)
    assert outdated(page) == set()


def test_a_copy_keeps_the_marks(page):
    rewrite(page, title_fr="De l'eau").publish()
    copied = ContentPage.objects.get(pk=page.pk).copy(
        update_attrs={"slug_fr": "copie", "slug_nl": "kopie"}, keep_live=False
    )
    assert outdated(copied) == {("title", "nl")}


def test_languages_rewritten_in_one_sitting_stay_up_to_date(page):
    """The edit form saves by itself meanwhile, over its own revision."""
    sitting = rewrite(page, title_fr="De l'eau")
    current = draft(page)
    current.title_nl = "Genoeg water"
    current.save_revision(overwrite_revision=sitting)
    assert outdated(page) == set()
