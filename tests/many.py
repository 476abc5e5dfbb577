"""Very many articles, quickly: rows copied inside the database."""

from django.db import connection
from django.db.models import Max

from bps_portal.pages.models import PortalPage
from news.models import ArticlePage, NewsIndexPage

OWN = ("id", "path", "translation_key", "latest_revision_id", "live_revision_id")


def multiply(article: ArticlePage, number: int) -> None:
    """Put `number` copies of `article` beside it, dated one day further back each.

    The copies have no revisions; they are for reading only.
    """
    parent = NewsIndexPage.objects.get(pk=article.get_parent().pk)
    first = (PortalPage.objects.aggregate(Max("pk"))["pk__max"] or 0) + 1
    ids = list(range(first, first + number))
    offset = parent.numchild + 1
    paths = [
        PortalPage._get_path(parent.path, article.depth, offset + place) for place in range(number)
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
            [ids, paths, article.pk],
        )
        own = _columns(cursor, "news_articlepage", ("portalpage_ptr_id", "date"))
        cursor.execute(
            f"""
            INSERT INTO news_articlepage (portalpage_ptr_id, date, {", ".join(own)})
            SELECT row.id, a.date - (row.id - %s)::int, {", ".join(f"a.{name}" for name in own)}
            FROM news_articlepage a, unnest(%s::bigint[]) AS row(id)
            WHERE a.portalpage_ptr_id = %s
            """,  # noqa: S608 - names of columns
            [first - 1, ids, article.pk],
        )
        cursor.execute(
            "UPDATE pages_portalpage SET numchild = numchild + %s WHERE id = %s",
            [number, parent.pk],
        )
        cursor.execute("ANALYZE pages_portalpage, news_articlepage")


def _columns(cursor, table: str, without: tuple[str, ...]) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
    )
    return sorted({name for (name,) in cursor.fetchall()} - set(without))


def _own_address(column: str) -> str:
    if column.startswith("url_path"):
        return f"rtrim(p.{column}, '/') || '-' || row.id || '/'"
    return f"p.{column} || '-' || row.id" if column.startswith("slug") else f"p.{column}"
