from django.db import migrations
from django.db.models import F

CODES = ("fr", "nl")
FIELDS = ("title", "draft_title", "slug", "url_path")


def fill_languages(apps, _schema_editor):
    """Copy the plain columns of the pages that Wagtail's migrations made to each language."""
    pages = apps.get_model("pages", "PortalPage").objects
    for code in CODES:
        pages.filter(**{f"url_path_{code}": None}).update(
            **{f"{field}_{code}": F(field) for field in FIELDS}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_link_revisions"),
    ]

    operations = [migrations.RunPython(fill_languages, migrations.RunPython.noop)]
