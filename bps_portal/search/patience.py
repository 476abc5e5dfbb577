"""How long the database may think about what a visitor typed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

PATIENCE_MS = 4000


@contextmanager
def patience() -> Iterator[None]:
    """Give up what takes the database longer than four seconds.

    Raises:
        OperationalError: when it does; the connection is still good.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [PATIENCE_MS])
        yield
