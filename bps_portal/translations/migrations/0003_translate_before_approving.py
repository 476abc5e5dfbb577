from django.db import migrations
from django.db.models import F

# In both languages, since names of workflows and their steps exist once. Administrators rename them.
WORKFLOW, TRANSLATION, APPROVAL = (
    "Publication / Publicatie",
    "Traduction / Vertaling",
    "Approbation / Goedkeuring",
)


def translate_before_approving(apps, _schema_editor):
    """Put the translators before the approval in the workflow that Wagtail has made for all pages."""
    workflow = apps.get_model("wagtailcore", "Workflow").objects.order_by("pk").first()
    if workflow is None:
        return
    content_type, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="translations", model="translationtask"
    )
    task = apps.get_model("translations", "TranslationTask").objects.create(
        name=TRANSLATION, content_type=content_type
    )
    groups = apps.get_model("auth", "Group").objects
    task.groups.set(groups.filter(name__startswith="Translators ("))
    steps = apps.get_model("wagtailcore", "WorkflowTask").objects
    approval = steps.filter(workflow=workflow).order_by("sort_order").first()
    steps.filter(workflow=workflow).update(sort_order=F("sort_order") + 1)
    steps.create(workflow=workflow, task_id=task.pk, sort_order=0)
    tasks = apps.get_model("wagtailcore", "Task").objects
    if approval is not None:
        tasks.filter(pk=approval.task_id, name="Moderators approval").update(name=APPROVAL)
    if workflow.name == "Moderators approval":
        workflow.name = WORKFLOW
        workflow.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [
        ("translations", "0002_translators_in_the_workflow"),
        ("accounts", "0003_translate_by_language"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(translate_before_approving, migrations.RunPython.noop)]
