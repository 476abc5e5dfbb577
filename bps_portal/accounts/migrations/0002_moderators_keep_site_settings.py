from django.db import migrations

CODENAME = "change_sitesettings"


def let_moderators_change(apps, _schema_editor):
    """Let moderators change the site's settings and menus; administrators may anyway."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    content_type, _made = content_types.get_or_create(app_label="content", model="sitesettings")
    # Django itself makes permissions only after all migrations.
    permission, _made = permissions.get_or_create(
        content_type=content_type,
        codename=CODENAME,
        defaults={"name": "Can change site settings"},
    )
    for group in apps.get_model("auth", "Group").objects.filter(name="Moderators"):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_editors_keep_themes_and_numbers"),
        ("content", "0004_site_settings"),
    ]

    operations = [migrations.RunPython(let_moderators_change, migrations.RunPython.noop)]
