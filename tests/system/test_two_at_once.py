"""Two machines publish at the same moment: each page once, whole, with one line in its history."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from wagtail.models import PageLogEntry

from news.models import ArticlePage
from tests.factories import ArticlePageFactory, ThemeFactory
from tests.stand.processes import ROOT, settings_of

PAGES = 12


def test_two_schedulers_publish_each_page_once(
    content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = ArticlePage.objects.first().get_parent()
    theme = ThemeFactory(name_fr="À deux", name_nl="Samen")
    due = []
    now = timezone.now()
    # Hours ago somebody planned them for an hour ago.
    monkeypatch.setattr("django.utils.timezone.now", lambda: now - timedelta(hours=2))
    for number in range(PAGES):
        page = ArticlePageFactory(
            parent=news, theme=theme, live=False, title_fr=f"Dû {number}", title_nl=f"Nu {number}"
        )
        page.go_live_at = now - timedelta(hours=1)
        page.save_revision().publish()
        assert not page.live
        due.append(page)
    monkeypatch.undo()
    environment = os.environ | settings_of(settings.MEDIA_ROOT, content)
    command = [sys.executable, "manage.py", "publish_scheduled"]
    at_once = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(3)]
    assert [process.wait(120) for process in at_once] == [0, 0, 0]
    for page in due:
        page.refresh_from_db()
        assert page.live
        assert (page.live_in("fr"), page.live_in("nl")) == (True, True)
        assert page.live_revision_id == page.latest_revision_id
        assert not page.has_unpublished_changes
        assert not page.scheduled_revision
        log = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled")
        assert log.count() == 1
    for page in due:
        page.delete()
    theme.delete()
