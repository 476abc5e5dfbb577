# The database itself refuses to change or delete what the log keeps.

from django.db import migrations

TABLES = ("wagtailcore_pagelogentry", "wagtailcore_modellogentry")

# Wagtail marks the entries of what is deleted; nothing else of an entry ever changes. Only
# forget_old_log_entries says, within its own transaction, that the retention is over.
PROTECT = """
CREATE FUNCTION protect_log_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('portal.log_retention', true) = 'over' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'deleted' = to_jsonb(OLD) - 'deleted' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Entries of the log are neither changed nor deleted'
        USING ERRCODE = 'insufficient_privilege';
END
$$;
""" + "".join(
    f"CREATE TRIGGER protect_log_entry BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION protect_log_entry();\n"
    for table in TABLES
)
RELEASE = "".join(f"DROP TRIGGER protect_log_entry ON {table};\n" for table in TABLES) + (
    "DROP FUNCTION protect_log_entry();"
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_translate_by_language'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
