from django.db import migrations

GROUPS = ("Editors", "Moderators")
ACTIONS = ("add", "change", "delete", "view")
MODELS = ("synonyms", "bestbet")


def let_editors_help(apps, _schema_editor):
    """Let editors and moderators keep synonyms and best bets."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects.filter(name__in=GROUPS)
    for model in MODELS:
        content_type, _made = content_types.get_or_create(app_label="search", model=model)
        for action in ACTIONS:
            # Django itself makes permissions only after all migrations.
            permission, _made = permissions.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {model}"},
            )
            for group in groups:
                group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("search", "0004_editors_help"),
        # The groups.
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(let_editors_help, migrations.RunPython.noop)]
