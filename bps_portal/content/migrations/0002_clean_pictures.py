from django.db import migrations
from wagtail.images.models import get_upload_to

import bps_portal.content.fields


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial")]

    operations = [
        migrations.RenameField("portalimage", "decorative", "is_decorative"),
        migrations.AlterField(
            model_name="portalimage",
            name="file",
            field=bps_portal.content.fields.CleanImageField(
                height_field="height",
                upload_to=get_upload_to,
                verbose_name="file",
                width_field="width",
            ),
        ),
    ]
