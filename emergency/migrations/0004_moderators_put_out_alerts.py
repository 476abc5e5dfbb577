from django.db import migrations

# Alerts are ended, never deleted; prepared messages may go.
ACTIONS = {"crisisalert": ("add", "change", "view"), "preparedalert": ("add", "change", "delete", "view")}


def let_moderators(apps, _schema_editor):
    """Let moderators put alerts out and keep the prepared messages."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects.filter(name="Moderators")
    for model, actions in ACTIONS.items():
        content_type, _made = content_types.get_or_create(app_label="emergency", model=model)
        for action in actions:
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
        ("emergency", "0003_crisis_alerts"),
        # The groups.
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(let_moderators, migrations.RunPython.noop)]
