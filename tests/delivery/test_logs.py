"""What is logged: an id for each request, and nothing that tells who a visitor is."""

import io
import json
import logging
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory
from gunicorn.config import Config

from bps_portal.delivery import access_log, request_ids
from bps_portal.delivery.log_lines import JsonLine, without_people
from bps_portal.delivery.request_ids import HEADER, number_requests
from bps_portal.delivery.server_log import ServerLog
from bps_portal.settings.logs import logging_of

GIVEN = "9f86d081-proxy"


def answered(cache_control: str = "no-store", status: int = 200, **headers: str) -> HttpResponse:
    """Return the answer to a request from 10.0.0.9 with these header fields."""
    response = HttpResponse(status=status, headers={"Cache-Control": cache_control})
    request = RequestFactory().get("/fr/", REMOTE_ADDR="10.0.0.9", headers=headers)
    return number_requests(lambda _request: response)(request)


class TestRequestIds:
    def test_that_of_a_trusted_proxy_is_kept(self, settings: Any) -> None:
        settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
        assert answered(**{HEADER: GIVEN})[HEADER] == GIVEN

    @pytest.mark.parametrize("proxies", [[], ["192.0.2.1"]])
    def test_a_strangers_is_not(self, settings: Any, proxies: list[str]) -> None:
        settings.TRUSTED_PROXIES = proxies
        assert answered(**{HEADER: GIVEN})[HEADER] != GIVEN

    @pytest.mark.parametrize(
        "given", ["short", "x" * 65, "a" * 8 + "\n", "né-en-2026-été", "a b c d e"]
    )
    def test_a_malformed_one_is_not(self, settings: Any, given: str) -> None:
        settings.TRUSTED_PROXIES = ["10.0.0.9"]
        assert request_ids.WELL_FORMED.fullmatch(answered(**{HEADER: given})[HEADER])

    def test_each_request_has_its_own(self) -> None:
        assert answered()[HEADER] != answered()[HEADER]

    @pytest.mark.parametrize(
        ("cache_control", "status", "told"),
        [("public, max-age=0", 200, False), ("private", 200, True), ("public", 503, True)],
    )
    def test_a_copy_for_everyone_does_not_carry_it(
        self, cache_control: str, status: int, told: bool
    ) -> None:
        assert answered(cache_control, status).has_header(HEADER) is told


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        ("GET /fr/recherche/?q=plainte+voisin HTTP/1.1", "GET /fr/recherche/?… HTTP/1.1"),
        ("<jan.peeters@example.org>: refused", "<[e-mail]>: refused"),
        ("from 203.0.113.7, 2001:db8::7", "from [address], [address]"),
        ("at 127.0.0.1:8000 and ::1", "at 127.0.0.1:8000 and ::1"),
        (
            "2026-11-29 02:09:16,512 of PostgreSQL 18.6",
            "2026-11-29 02:09:16,512 of PostgreSQL 18.6",
        ),
        ("What now? Call 112.", "What now? Call 112."),
    ],
)
def test_no_line_tells_who_a_visitor_is(said: str, logged: str) -> None:
    assert without_people(said) == logged


def record(level: int = logging.WARNING, **extra: Any) -> logging.LogRecord:
    try:
        raise ValueError("jan@example.org")
    except ValueError as error:
        trace = (ValueError, error, error.__traceback__)
    logger = logging.getLogger("bps_portal.test")
    made = logger.makeRecord("bps_portal.test", level, __file__, 1, "é %s", ("à",), trace)
    made.__dict__.update(extra)
    request_ids.RequestId().filter(made)
    return made


def test_a_json_line_is_one_object_with_the_id_of_its_request() -> None:
    response = answered()
    request = RequestFactory().get("/nl/zoeken/?q=geheim")
    line = JsonLine().format(record(request=request, status_code=500))
    assert "\n" not in line
    found = json.loads(line)
    assert found["message"] == "é à"
    assert (found["level"], found["logger"]) == ("WARNING", "bps_portal.test")
    assert found["request_id"] == response[HEADER]
    assert found["status_code"] == 500
    assert found["time"]
    assert "[e-mail]" in found["exc_info"]
    assert "geheim" not in line


def test_what_a_stranger_gets_wrong_is_no_error_of_ours(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    handlers = logging.getLogger("django.security").handlers
    (console,) = [each for each in handlers if type(each) is logging.StreamHandler]
    said = io.StringIO()
    monkeypatch.setattr(console, "stream", said)
    assert client.get("/fr/", headers={"Host": "[::1"}).status_code == 400
    assert "WARNING django.security.DisallowedHost" in said.getvalue()
    assert "ERROR" not in said.getvalue()
    assert "Traceback" not in said.getvalue()


@pytest.mark.parametrize(("style", "level"), [("xml", "INFO"), ("json", "LOUD")])
def test_another_style_or_level_is_refused(style: str, level: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="must be"):
        logging_of(style, level)


class TestServersLog:
    @pytest.fixture
    def lines(self, monkeypatch: pytest.MonkeyPatch) -> list[logging.LogRecord]:
        """Log one request of a person and one of a robot as gunicorn does."""
        config = Config()
        config.set("accesslog", "-")
        server_log = ServerLog(config)
        seen: list[logging.LogRecord] = []
        handler = logging.Handler()
        handler.emit = seen.append
        monkeypatch.setattr(server_log.access_log, "handlers", [handler])
        response = SimpleNamespace(status="200 OK", sent=5120, headers=[])
        for program in ("Mozilla/5.0 Firefox/150", "Examplebot/2.1"):
            environ = {
                "REMOTE_ADDR": "203.0.113.7",
                "REQUEST_METHOD": "GET",
                "RAW_URI": "/fr/recherche/?q=geheim",
                "PATH_INFO": "/fr/recherche/",
                "QUERY_STRING": "q=geheim",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_USER_AGENT": program,
                "HTTP_REFERER": "https://www.example.org/?q=geheim",
                "HTTP_COOKIE": "sessionid=geheim",
            }
            request = SimpleNamespace(headers=[("COOKIE", "sessionid=geheim")])
            server_log.access(response, request, environ, timedelta(milliseconds=12.5))
        return seen

    def test_it_names_no_reader(self, lines: list[logging.LogRecord]) -> None:
        first = lines[0]
        for secret in ("203.0.113.7", "geheim", "Firefox"):
            assert secret not in first.getMessage()
        assert '"GET /fr/recherche/ HTTP/1.1" 200 5120' in first.getMessage()
        assert (first.status, first.bytes, first.milliseconds) == (200, 5120, 12.5)

    def test_pages_can_be_counted_from_it(self, lines: list[logging.LogRecord]) -> None:
        for entry in lines:
            request_ids.RequestId().filter(entry)
        plain = [entry.getMessage() for entry in lines]
        in_json = [JsonLine().format(entry) for entry in lines]
        # The robot does not count.
        assert sum(access_log.page_views(plain).values()) == 1
        assert sum(access_log.page_views([*in_json, "{broken"]).values()) == 1
