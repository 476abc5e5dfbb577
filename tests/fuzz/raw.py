"""Requests as anybody may send them: raw bytes, not what a well-behaved client makes of them."""

import contextlib
import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from hypothesis import strategies as st

# PEP 3333: what came in bytes is handed on as text of these 256 signs.
WIRE = st.text(st.characters(max_codepoint=255), max_size=60)
NASTY = (
    "", " ", "\x00", "%00", "../../etc/passwd", "..\\..", "//", "//[x", "http://[x", "/./", "%2e%2e%2f", "%c0%af", "\xff\xfe",
    "e\xcc\x81", "é", "ﬁ", "İ", "\u202e", "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "-1", "0", "1", "9" * 40, "1e400", "NaN", "1;DROP TABLE x", "' OR 1=1 --", "{{7*7}}", "${7*7}",
    "<script>alert(1)</script>", "a" * 3000, "\r\nSet-Cookie: x=1", "[]", "null", "true", "=", "&", "?",
)  # fmt: skip
METHODS = (
    "GET",
    "GET",
    "GET",
    "HEAD",
    "POST",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "X",
)
HEADERS = (
    "ACCEPT", "ACCEPT_LANGUAGE", "ACCEPT_ENCODING", "AUTHORIZATION", "COOKIE", "IDEMPOTENCY_KEY",
    "IF_MODIFIED_SINCE", "IF_NONE_MATCH", "ORIGIN", "RANGE", "REFERER", "USER_AGENT",
    "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PROTO", "X_REQUESTED_WITH", "X_REQUEST_ID",
)  # fmt: skip
HEADER_VALUES = (
    "fr", "nl;q=0.5, fr;q=abc", "*", "x" * 5000, "gzip;q=0, br", "bytes=0-", "bytes=9-1,-5", "bytes=a-b",
    '"', 'W/"abc', "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 99 Foo 9999", "Bearer ", "Basic %%%", "Basic YTo=",
    "sessionid=zz; csrftoken=", "sessionid=" + "a" * 32, "csrftoken=" + "b" * 32, "messages=x; =;;",
    'a="\\', "http://[::1", "https://evil.example/", "1.2.3.4, ::1, x", "application/json",
)  # fmt: skip
TOKEN = "a" * 32


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes


@dataclass
class Raw:
    """A request; path and query are as PEP 3333 wants them."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = ""
    body: bytes = b""

    def environ(self) -> dict[str, Any]:
        """Return what a WSGI server makes of it."""
        named = {f"HTTP_{name}": _on_the_wire(value) for name, value in self.headers.items()}
        return {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": _on_the_wire(self.path),
            "QUERY_STRING": _on_the_wire(self.query),
            "CONTENT_TYPE": self.content_type,
            "CONTENT_LENGTH": str(len(self.body)),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **named,
        }


def _on_the_wire(text: str) -> str:
    """Return text as a server hands it on: what is no byte, as the bytes of UTF-8."""
    return text if max(text, default="") <= "\xff" else text.encode().decode("latin-1")


@contextlib.contextmanager
def application() -> Iterator[Callable[[Raw], Answer]]:
    """Yield what answers a request through the whole application, within the test's transaction."""
    signals = (request_started, request_finished)
    # A request would end the transaction of the test, as Django's own test client knows.
    for signal in signals:
        signal.disconnect(close_old_connections)
    portal = get_wsgi_application()

    def ask(raw: Raw) -> Answer:
        begun: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], *_more: Any) -> None:
            begun.update(status=int(status.split(maxsplit=1)[0]), headers=dict(headers))

        parts = portal(raw.environ(), start_response)
        try:
            content = b"".join(parts)
        finally:
            parts.close()
        return Answer(content=content, **begun)

    yield ask
    for signal in signals:
        signal.connect(close_old_connections)


class Faults(logging.Handler):
    """Notes what the log says of errors; what Django's guards refuse is told as a warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Note an error, and whatever comes with a traceback."""
        if record.name.startswith("django.security"):
            return
        if record.levelno >= logging.ERROR or record.exc_info:
            self.found.append(self.format(record))


def written() -> dict[str, int]:
    """Return how many rows this transaction has written, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


def paths(addresses: list[str]) -> st.SearchStrategy[str]:
    """Return addresses of the portal, and what can be made of them."""
    real = st.sampled_from(addresses)
    nasty = st.sampled_from(NASTY) | WIRE
    return (
        real
        | st.builds(lambda path, part: path + part, real, nasty)
        | st.builds(_with_part_inside, real, nasty, st.integers(0, 5))
        | st.builds(str.upper, real)
        | st.builds(lambda path: path.rstrip("/"), real)
        | st.builds(lambda path: path.replace("/", "//"), real)
        | st.builds(lambda part: f"/{part}", nasty)
    )


def _with_part_inside(path: str, part: str, place: int) -> str:
    parts = path.split("/")
    parts.insert(min(place, len(parts)) or 1, part)
    return "/".join(parts)


def queries(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Return query strings with known names, encoded or not."""
    value = st.sampled_from(NASTY) | WIRE | st.integers().map(str)
    pair = st.tuples(st.sampled_from(names) | WIRE, value)
    encoded = st.lists(pair, max_size=4).map(
        lambda pairs: "&".join(
            f"{quote_plus(name, encoding='latin-1', errors='replace')}="
            f"{quote_plus(value, encoding='latin-1', errors='replace')}"
            for name, value in pairs
        )
    )
    return encoded | WIRE


def headers() -> st.SearchStrategy[dict[str, str]]:
    """Return header fields with strange values."""
    value = st.sampled_from(HEADER_VALUES) | WIRE.filter(lambda text: "\n" not in text)
    hosts = st.fixed_dictionaries(
        {}, optional={"HOST": st.sampled_from(["localhost", "", "a b", "[::1", "x" * 300, "é"])}
    )
    fields = st.dictionaries(st.sampled_from(HEADERS), value, max_size=4)
    return st.builds(dict.__or__, fields, hosts | st.just({}) | st.just({}))


def bodies(fields: dict[str, str]) -> st.SearchStrategy[tuple[str, bytes, dict[str, str]]]:
    """Return type, bytes and header fields of what is sent to a form with these fields.

    Half of them pass the guard against forged requests, so that the form itself is reached.
    """
    value = st.sampled_from(NASTY) | WIRE
    sent = st.dictionaries(st.sampled_from(sorted(fields) or ["x"]), value, max_size=5)
    filled = sent.map(lambda some: fields | some | {"csrfmiddlewaretoken": TOKEN})
    passes = {"COOKIE": f"csrftoken={TOKEN}"}
    return (
        filled.map(lambda values: ("application/x-www-form-urlencoded", _encoded(values), passes))
        | filled.map(lambda values: ("multipart/form-data; boundary=x", _parts(values), passes))
        | st.tuples(
            st.sampled_from(
                [
                    *(
                        "application/json",
                        "application/json; charset=zz",
                        "multipart/form-data",
                        "",
                    ),
                    *(
                        "multipart/form-data; boundary=",
                        "text/plain; charset=utf-16",
                        "a/b/c;;=",
                        "\xff",
                    ),
                ]
            ),
            st.binary(max_size=200)
            | st.sampled_from(
                [b"[" * 20_000, b'{"a":' * 5_000, b"--x\r\n\r\n--", b"null", b"\xff\xfe"]
            ),
            st.just({}),
        )
    )


def _encoded(values: dict[str, str]) -> bytes:
    return "&".join(
        f"{quote_plus(name)}={quote_plus(value, encoding='latin-1', errors='replace')}"
        for name, value in values.items()
    ).encode()


def _parts(values: dict[str, str]) -> bytes:
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values.items()
    ]
    file = (
        '--x\r\nContent-Disposition: form-data; name="file"; filename="../\x00é.php"\r\n\r\nx\r\n'
    )
    return "".join([*parts, file, "--x--\r\n"]).encode("latin-1", "replace")
