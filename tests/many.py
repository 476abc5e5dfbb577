"""Very many pages, quickly: rows copied inside the database."""

from django.db import connection
from django.db.models import Max

from bps_portal.pages.models import PortalPage

OWN = ("id", "path", "translation_key", "latest_revision_id", "live_revision_id")


# So many days the copies go back.
DAYS = 5_000
# By which day lists order the pages of a type.
DAY = {"news_articlepage": "date", "campaigns_publicationpage": "published_on"}


def multiply(original: PortalPage, number: int) -> None:
    """Put `number` copies of `original` beside it, dated one day further back each, for 5,000 days.

    The copies have no revisions; they are for reading only.
    """
    parent = PortalPage.objects.get(pk=original.get_parent().pk)
    table = original._meta.db_table
    first = (PortalPage.objects.aggregate(Max("pk"))["pk__max"] or 0) + 1
    ids = list(range(first, first + number))
    offset = parent.numchild + 1
    paths = [
        PortalPage._get_path(parent.path, original.depth, offset + place) for place in range(number)
    ]
    with connection.cursor() as cursor:
        page = _columns(cursor, "pages_portalpage", OWN)
        cursor.execute(
            f"""
            INSERT INTO pages_portalpage (id, path, translation_key, {", ".join(page)})
            SELECT row.id, row.path, gen_random_uuid(), {", ".join(_own_address(n) for n in page)}
            FROM pages_portalpage p, unnest(%s::bigint[], %s::text[]) AS row(id, path)
            WHERE p.id = %s
            """,  # noqa: S608 - names of columns
            [ids, paths, original.pk],
        )
        own = _columns(cursor, table, ("portalpage_ptr_id",))
        values = [
            f"a.{name} - ((row.id - {first - 1}) %% {DAYS})::int"
            if name == DAY.get(table)
            else f"a.{name}"
            for name in own
        ]
        cursor.execute(
            f"""
            INSERT INTO {table} (portalpage_ptr_id, {", ".join(own)})
            SELECT row.id, {", ".join(values)}
            FROM {table} a, unnest(%s::bigint[]) AS row(id)
            WHERE a.portalpage_ptr_id = %s
            """,  # noqa: S608 - names of columns
            [ids, original.pk],
        )
        cursor.execute(
            "UPDATE pages_portalpage SET numchild = numchild + %s WHERE id = %s",
            [number, parent.pk],
        )
        status = _columns(cursor, "translations_translationstatus", ("id", "object_id"))
        cursor.execute(
            f"""
            INSERT INTO translations_translationstatus (object_id, {", ".join(status)})
            SELECT row.id, {", ".join(f"s.{name}" for name in status)}
            FROM translations_translationstatus s, unnest(%s::bigint[]) AS row(id)
            WHERE s.object_id = %s AND s.content_type_id = %s
            """,  # noqa: S608 - names of columns
            [ids, original.pk, original.content_type_id],
        )
        cursor.execute(f"ANALYZE pages_portalpage, {table}, translations_translationstatus")


def multiply_entries(article: PortalPage) -> None:
    """Give the copies that `multiply` made of `article` its entries in the search index."""
    with connection.cursor() as cursor:
        # To sort the words of all rows at once takes a tenth of the time of one row after another.
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes"
            " WHERE tablename = 'search_searchentry' AND indexdef LIKE '%USING gin%'"
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        columns = _columns(cursor, "search_searchentry", ("id", "page_id"))
        own = ", ".join(columns)
        copied = ", ".join(f"e.{name}" for name in columns)
        cursor.execute(
            f"""
            INSERT INTO search_searchentry (page_id, {own})
            SELECT p.id, {copied}
            FROM pages_portalpage p, (SELECT * FROM search_searchentry WHERE page_id = %s) AS e
            WHERE p.slug LIKE (SELECT slug || '-%%' FROM pages_portalpage WHERE id = %s)
            ON CONFLICT DO NOTHING
            """,  # noqa: S608 - names of columns
            [article.pk, article.pk],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("ANALYZE search_searchentry")


def _columns(cursor, table: str, without: tuple[str, ...]) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    )
    return sorted({name for (name,) in cursor.fetchall()} - set(without))


def _own_address(column: str) -> str:
    if column.startswith("url_path"):
        return f"rtrim(p.{column}, '/') || '-' || row.id || '/'"
    return f"p.{column} || '-' || row.id" if column.startswith("slug") else f"p.{column}"
