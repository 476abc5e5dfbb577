"""Films and captions: what may be uploaded, and how they are served."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bps_portal.content.hosted_videos import hosted_video
from bps_portal.content.models import PortalDocument
from tests.content.film_files import CUE, box, captions, mp4, webm
from tests.factories import DocumentFactory

HTML = b"<html><script>alert(1)</script></html>"
KEY = "aqz-KE-bpKQ"


def upload(client: Client, file: SimpleUploadedFile) -> dict:
    """Upload a file on the page for several, as the editor's browser does."""
    return client.post(
        reverse("wagtaildocs:add_multiple"), {"title": Path(file.name).stem, "files[]": file}
    ).json()


@pytest.mark.django_db
class TestUploaded:
    @pytest.mark.parametrize(
        ("make", "kind"),
        [
            (mp4, "video/mp4"),
            (webm, "video/webm"),
            (captions, "text/vtt"),
            (lambda: captions(f"\ufeffWEBVTT - test\r\n\r\n{CUE}"), "text/vtt"),
        ],
    )
    def test_what_is_right_is_taken_and_served_as_what_it_is(
        self, editor_client: Client, make: Callable[[], SimpleUploadedFile], kind: str
    ) -> None:
        content = make().read()
        answer = upload(editor_client, make())
        assert answer["success"], answer
        served = editor_client.get(PortalDocument.objects.get().url)
        assert (served["Content-Type"], served.getvalue()) == (kind, content)

    @pytest.mark.parametrize(
        ("make", "fr", "nl"),
        [
            (lambda: SimpleUploadedFile("a.mp4", HTML), "de type MP4", "van het type MP4"),
            (lambda: SimpleUploadedFile("a.webm", HTML), "de type WEBM", "van het type WEBM"),
            (lambda: SimpleUploadedFile("a.webm", mp4().read()), "de type WEBM", "type WEBM"),
            (lambda: SimpleUploadedFile("a.mp4", mp4().read()[:-9]), "endommagée", "beschadigd"),
            (
                lambda: SimpleUploadedFile("a.mp4", box(b"ftyp", b"isom\0\0\2\0isommp42") + HTML),
                "endommagée",
                "beschadigd",
            ),
            (lambda: mp4(index=b"\xa9xyz+50.8466+4.3528/"), "où elle a été", "waar ze gemaakt"),
            (
                lambda: mp4(index=b"com.apple.quicktime.location.ISO6709"),
                "où elle a été",
                "waar ze gemaakt",
            ),
            (lambda: captions("1\n00:00:01,000 --> 00:00:02,000\nHé"), "WebVTT", "WebVTT"),
            (lambda: captions("WEBVTT\n\nBonjour"), "WebVTT", "WebVTT"),
            (lambda: captions("WEBVTTT\n\n" + CUE), "WebVTT", "WebVTT"),
            (lambda: captions("WEBVTT\n\n" + CUE + "x" * 1_000_000), "WebVTT", "WebVTT"),
            (
                lambda: SimpleUploadedFile("a.vtt", "WEBVTT\n\nÉ".encode("latin-1")),
                "WebVTT",
                "WebVTT",
            ),
            (lambda: captions(f"WEBVTT\n\n{CUE}\0"), "de type VTT", "van het type VTT"),
            (lambda: SimpleUploadedFile("a.vtt", b""), "vide", "leeg"),
        ],
    )
    def test_what_is_not_what_its_name_says_is_refused(
        self, editor_client: Client, make: Callable[[], SimpleUploadedFile], fr: str, nl: str
    ) -> None:
        answer = upload(editor_client, make())
        assert not answer["success"]
        assert {"fr": fr, "nl": nl}[editor_client.language] in answer["error_message"]
        assert not PortalDocument.objects.exists()


@pytest.mark.django_db
class TestServedInParts:
    """RFC 9110, section 14: some browsers play no film otherwise."""

    @pytest.mark.parametrize(
        ("asked", "sent", "named"),
        [
            ("bytes=0-1", b"ab", "bytes 0-1/10"),
            ("bytes=4-", b"efghij", "bytes 4-9/10"),
            ("bytes=-3", b"hij", "bytes 7-9/10"),
            ("bytes=8-99", b"ij", "bytes 8-9/10"),
            ("bytes=-99", b"abcdefghij", "bytes 0-9/10"),
        ],
    )
    def test_a_part(self, client: Client, asked: str, sent: bytes, named: str) -> None:
        document = DocumentFactory(file__data=b"abcdefghij")
        answer = client.get(document.url, headers={"range": asked})
        assert (answer.status_code, answer.getvalue()) == (206, sent)
        assert answer["Content-Range"] == named
        assert answer["Content-Length"] == str(len(sent))

    @pytest.mark.parametrize("asked", ["bytes=10-", "bytes=5-2", "bytes=-0"])
    def test_a_part_that_is_not_there(self, client: Client, asked: str) -> None:
        document = DocumentFactory(file__data=b"abcdefghij")
        answer = client.get(document.url, headers={"range": asked})
        assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10")
        assert answer.getvalue() == b""

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"range": "bytes=0-1,4-5"},
            {"range": "bytes=-"},
            {"range": "lines=1-2"},
            {"range": "bytes=0-1", "if-range": '"another"'},
        ],
    )
    def test_the_whole(self, client: Client, headers: dict[str, str]) -> None:
        document = DocumentFactory(file__data=b"abcdefghij")
        answer = client.get(document.url, headers=headers)
        assert (answer.status_code, answer.getvalue()) == (200, b"abcdefghij")
        assert answer["Accept-Ranges"] == "bytes"

    def test_a_part_of_the_same_file_as_before(self, client: Client) -> None:
        document = DocumentFactory(file__data=b"abcdefghij")
        whole = client.get(document.url)
        assert whole.getvalue() == b"abcdefghij"
        tag = whole["ETag"]
        answer = client.get(document.url, headers={"range": "bytes=2-3", "if-range": tag})
        assert (answer.status_code, answer.getvalue()) == (206, b"cd")


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        [
            f"https://www.youtube.com/watch?v={KEY}",
            f"https://www.youtube.com/watch?app=desktop&v={KEY}&t=3s",
            f"http://youtube.com/watch?v={KEY}",
            f"https://m.youtube.com/watch?v={KEY}",
            f"https://youtu.be/{KEY}?si=abc",
            f"https://www.youtube.com/shorts/{KEY}",
            f" https://www.youtube-nocookie.com/embed/{KEY} ",
        ],
    )
    def test_youtube(self, address: str) -> None:
        film = hosted_video(address)
        assert film is not None
        assert (film.site, film.page) == ("YouTube", f"https://www.youtube.com/watch?v={KEY}")
        assert film.player("nl") == (
            f"https://www.youtube-nocookie.com/embed/{KEY}"
            "?autoplay=1&rel=0&cc_load_policy=1&cc_lang_pref=nl&hl=nl"
        )

    @pytest.mark.parametrize(
        ("address", "page", "end"),
        [
            ("https://vimeo.com/123456", "https://vimeo.com/123456", ""),
            ("https://player.vimeo.com/video/123456", "https://vimeo.com/123456", ""),
            (
                "https://vimeo.com/123456/0a1b2c3d4e",
                "https://vimeo.com/123456/0a1b2c3d4e",
                "&h=0a1b2c3d4e",
            ),
            (
                "https://player.vimeo.com/video/123456?h=0a1b2c3d4e",
                "https://vimeo.com/123456/0a1b2c3d4e",
                "&h=0a1b2c3d4e",
            ),
        ],
    )
    def test_vimeo(self, address: str, page: str, end: str) -> None:
        film = hosted_video(address)
        assert film is not None
        assert (film.site, film.page) == ("Vimeo", page)
        assert film.player("fr") == (
            f"https://player.vimeo.com/video/123456?autoplay=1&dnt=1&texttrack=fr{end}"
        )

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "film",
            "javascript:alert(1)",
            f"javascript://www.youtube.com/watch?v={KEY}",
            f"ftp://youtube.com/watch?v={KEY}",
            f"https://youtube.com@example.org/watch?v={KEY}",
            f"https://user@youtube.com/watch?v={KEY}",
            f"https://youtube.com.example.org/watch?v={KEY}",
            f"https://youtube.com:8443/watch?v={KEY}",
            "https://www.youtube.com/watch?v=short",
            f"https://www.youtube.com/watch?v={KEY}%22%3E%3Cscript%3E",
            f"https://www.youtube.com/channel/{KEY}",
            "https://youtu.be/",
            "https://vimeo.com/channels/staffpicks",
            "https://vimeo.com/123456?h=<script>",
            "https://vimeo.com/١٢٣",
            "https://example.org/film.mp4",
            "https://[::1",
            "https://youtube.com:port/watch",
            "\0",
        ],
    )
    def test_no_other(self, address: str) -> None:
        assert hosted_video(address) is None
