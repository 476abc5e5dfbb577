from django.conf import settings
from django.db import migrations
from wagtail.models import (
    BootstrapLocaleField,
    BootstrapTranslatableModel,
    BootstrapTranslationKeyField,
)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        BootstrapLocaleField(settings.WAGTAIL_PAGE_MODEL),
        BootstrapTranslationKeyField(settings.WAGTAIL_PAGE_MODEL),
        BootstrapTranslatableModel(settings.WAGTAIL_PAGE_MODEL),
    ]
