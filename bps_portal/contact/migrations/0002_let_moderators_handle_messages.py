from django.db import migrations

ACTIONS = ("view", "change", "delete")


def grant(apps, _schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    # Django makes both only after all migrations.
    content_type, _made = ContentType.objects.get_or_create(
        app_label="contact", model="contactmessage"
    )
    moderators = Group.objects.filter(name="Moderators").first()
    for action in ACTIONS:
        permission, _made = Permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_contactmessage",
            defaults={"name": f"Can {action} message of a visitor"},
        )
        if moderators:
            moderators.permissions.add(permission)


def revoke(apps, _schema_editor):
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for moderators in Group.objects.filter(name="Moderators"):
        moderators.permissions.remove(
            *Permission.objects.filter(content_type__app_label="contact")
        )


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(grant, revoke)]
