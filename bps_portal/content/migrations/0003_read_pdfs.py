from django.db import migrations, models

import bps_portal.content.fields


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_clean_pictures"),
    ]

    operations = [
        migrations.AddField(
            model_name="portaldocument",
            name="cover",
            field=models.ImageField(
                blank=True,
                editable=False,
                height_field="cover_height",
                upload_to="covers",
                width_field="cover_width",
            ),
        ),
        migrations.AddField(
            model_name="portaldocument",
            name="cover_height",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="portaldocument",
            name="cover_width",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="portaldocument",
            name="pdf_facts",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AlterField(
            model_name="portaldocument",
            name="file",
            field=bps_portal.content.fields.DocumentFileField(
                upload_to="documents", verbose_name="file"
            ),
        ),
    ]
