"""Pages that are public without a required language get the exception that the gate asks for."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

from bps_portal import languages

REASON = "En ligne avant la règle / Online vóór de regel"
DELAY = timedelta(days=90)
ACTION = "pages.language_exception.grant"


def except_pages(apps, _schema_editor):
    """Make the exceptions, and note them in the history of each page."""
    exceptions = apps.get_model("pages", "LanguageException").objects
    pages = apps.get_model("pages", "PortalPage").objects
    entries = apps.get_model("wagtailcore", "PageLogEntry").objects
    now = timezone.now()
    today = timezone.localdate(now)
    for code in languages.required_codes():
        public = pages.filter(live=True, depth__gt=1).exclude(published_languages__contains=[code])
        for page in public.iterator():
            made = exceptions.create(
                page=page, language=code, reason=REASON, deadline=today + DELAY, granted_on=today
            )
            entries.create(
                page_id=page.pk,
                content_type=page.content_type,
                label=page.draft_title or page.title or "",
                action=ACTION,
                timestamp=now,
                data={
                    "language": code,
                    "reason": made.reason,
                    "deadline": made.deadline.isoformat(),
                },
            )


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0010_language_exceptions"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(except_pages, migrations.RunPython.noop)]
