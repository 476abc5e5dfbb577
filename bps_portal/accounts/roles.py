"""The roles of the portal as groups of the admin, which administrators adjust there.

Migrations and `add_language` call this with the models of the moment.
"""

from typing import Any

from django.apps import apps as current_apps
from django.contrib.auth.models import Group
from django.db.models import Count, Q

from bps_portal import languages

EDITING_GROUPS = ("Editors", "Moderators")
# What a translator may change beside pages, by app and model.
TRANSLATED_MODELS = (("content", "theme"), ("emergency", "emergencynumber"))
# The models on which Wagtail holds the rights of its pictures and documents, ours included.
TRANSLATED_FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))


def translators_name(code: str) -> str:
    """Return the name of the group that translates into a language."""
    return f"Translators ({code})"


def open_language(apps: Any, code: str, name: str) -> None:
    """Let editors and moderators write in a language, and make the group of its translators.

    Args:
        apps: where models come from: `django.apps.apps`, or a migration's own.
        code: of the language.
        name: of the language, as the list of permissions shows it.
    """
    group_model = apps.get_model("auth", "Group")
    write = _permission(apps, "languages", "languagerights", f"write_{code}", name)
    for group in group_model.objects.filter(name__in=EDITING_GROUPS):
        group.permissions.add(write)
    translators, made = group_model.objects.get_or_create(name=translators_name(code))
    if not made:
        return
    translators.permissions.add(
        write,
        _permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"),
    )
    for app_label, model in TRANSLATED_MODELS:
        for action in ("change", "view"):
            translators.permissions.add(
                _permission(apps, app_label, model, f"{action}_{model}", f"Can {action} {model}")
            )
    _give_pages(apps, translators)
    _give_files(apps, translators)


def open_added_language(code: str, **_kwargs: Any) -> None:
    """Let whoever writes in every other language write in an added one, too; make its translators.

    Who may not write in one of the languages counts as a translator of the others.
    """
    others = [f"write_{other}" for other in languages.codes() if other != code]
    held = Count("permissions", filter=Q(permissions__codename__in=others), distinct=True)
    writing = list(Group.objects.annotate(held=held).filter(held=len(others)))
    name = languages.own_name(code)
    open_language(current_apps, code, name)
    write = _permission(current_apps, "languages", "languagerights", f"write_{code}", name)
    for group in writing:
        group.permissions.add(write)


def _give_pages(apps: Any, group: Any) -> None:
    root = apps.get_model("pages", "PortalPage").objects.get(depth=1)
    change = _permission(apps, "pages", "portalpage", "change_portalpage", "Edit any page")
    apps.get_model("wagtailcore", "GroupPagePermission").objects.create(
        group=group, page=root, permission=change
    )


def _give_files(apps: Any, group: Any) -> None:
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    rights = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for app_label, model in TRANSLATED_FILES:
        for action in ("change", "choose"):
            permission = _permission(
                apps, app_label, model, f"{action}_{model}", f"Can {action} {model}"
            )
            rights.get_or_create(group=group, collection=root, permission=permission)


def _permission(apps: Any, app_label: str, model: str, codename: str, name: str) -> Any:
    """Return a permission; Django itself makes them only after all migrations."""
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return permission
