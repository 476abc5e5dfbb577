"""Two machines that publish what is scheduled at once take turns."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from bps_portal.pages.management.commands.publish_scheduled import LOCK


@pytest.mark.django_db
def test_a_second_machine_waits_for_the_first() -> None:
    done = threading.Event()

    def other_machine() -> None:
        call_command("publish_scheduled")
        connection.close()
        done.set()

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        second = threading.Thread(target=other_machine)
        second.start()
        try:
            while not _waits(cursor):
                assert not done.is_set()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
            second.join(timeout=30)
    assert done.is_set()


def _waits(cursor) -> bool:
    cursor.execute(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted",
        [LOCK],
    )
    return bool(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_lock_is_let_go_of() -> None:
    call_command("publish_scheduled")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s", [LOCK]
        )
        assert cursor.fetchone() == (0,)
