"""Pages travel compressed; files keep their length, so that a film can be entered anywhere."""

import gzip

from django.core.files.base import ContentFile
from django.test import Client

from tests.factories import DocumentFactory

GZIP = {"Accept-Encoding": "gzip, br"}


def test_a_page_travels_compressed(home, client: Client) -> None:
    plain = client.get("/fr/")
    answer = client.get("/fr/", headers=GZIP)
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(answer.content) == plain.content
    assert len(answer.content) < len(plain.content) / 2


def test_a_compressed_page_is_not_sent_again(home, client: Client) -> None:
    etag = client.get("/fr/", headers=GZIP)["ETag"]
    again = client.get("/fr/", headers=GZIP | {"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_keeps_its_bytes_and_its_length(home, client: Client) -> None:
    file = ContentFile(b"words " * 500, name="long.txt")
    answer = client.get(DocumentFactory(file=file).url, headers=GZIP)
    assert not answer.has_header("Content-Encoding")
    assert answer["Content-Length"] == "3000"
    assert b"".join(answer.streaming_content) == b"words " * 500
    answer.close()
