"""A real nginx in front, which is told of nothing: copies of a second, and of a week in an outage."""

import time
from collections.abc import Iterator

import pytest
from django.conf import settings

from emergency.models import CrisisAlert
from tests.stand.processes import Nginx, Portal, running

from .test_front_cache import WORDS, ask, put_out, wait_until


@pytest.fixture(scope="module")
def behind_nginx(content: str) -> Iterator[tuple[Portal, Nginx]]:
    portal = Portal(settings.MEDIA_ROOT, content)
    with running(portal), running(Nginx(portal.port)) as nginx:
        yield portal, nginx


def test_a_copy_is_two_seconds_old_at_most_and_outlives_the_portal(behind_nginx) -> None:
    portal, nginx = behind_nginx
    pages = ["/fr/", "/nl/", "/fr/numeros-d-urgence/", "/nl/nieuws/", "/fr/rien-de-tel/"]
    for address in pages:
        ask(nginx.url + address)
    assert ask(nginx.url + pages[0]).headers["X-Cache"] in {"HIT", "UPDATING", "STALE"}
    put_out()
    try:
        for address in pages:
            wait_until(lambda address=address: WORDS[address[1:3]] in ask(nginx.url + address).text)
    finally:
        for alert in CrisisAlert.objects.all():
            alert.delete()
    forms = [ask(f"{nginx.url}/fr/contact/").headers["Set-Cookie"] for _ in range(2)]
    assert forms[0] != forms[1]
    portal.stop()
    time.sleep(2)
    for address in pages[:4]:
        assert ask(nginx.url + address).status == 200, address
    portal.up()
