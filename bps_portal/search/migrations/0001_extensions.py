from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# What `configurations.make_configurations` has made stands on the extension.
DROP_CONFIGURATIONS = r"""
DO $$
DECLARE made text;
BEGIN
    FOR made IN SELECT cfgname FROM pg_ts_config WHERE cfgname LIKE 'portal\_%' LOOP
        EXECUTE format('DROP TEXT SEARCH CONFIGURATION %I', made);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(migrations.RunSQL.noop, DROP_CONFIGURATIONS),
    ]
