"""The service worker is small and stands at the root."""

from django.test import Client


def test_it_is_a_script_of_three_kilobytes_at_most(client: Client, db) -> None:
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"] == "text/javascript"
    assert len(answer.content) <= 3 * 1024
    assert "max-age=0" in answer["Cache-Control"]
    assert not answer.cookies
