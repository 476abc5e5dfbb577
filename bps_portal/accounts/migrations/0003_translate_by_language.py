from django.db import migrations

from bps_portal import languages
from bps_portal.accounts.roles import open_language


def make_roles(apps, _schema_editor):
    """Let editors and moderators write in every language; make the translators' groups.

    `add_language` does so for a further one.
    """
    for code in languages.required_codes():
        open_language(apps, code, languages.own_name(code))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_moderators_keep_site_settings"),
        ("languages", "0001_rights_to_write"),
        ("pages", "0008_remember_translations"),
        ("content", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        # These give all groups of the moment the right to choose files.
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
