"""The size of a file stands in the reader's words."""

import pytest
from django.utils import translation

from bps_portal.content.file_sizes import readable_size


@pytest.mark.parametrize(
    ("size", "french", "dutch"),
    [
        (None, "", ""),
        (1, "1 ko", "1 kB"),
        (159_258, "159 ko", "159 kB"),
        (1_449_000, "1,4 Mo", "1,4 MB"),
        (30_000_000, "30,0 Mo", "30,0 MB"),
    ],
)
def test_a_size_in_words(size: int | None, french: str, dutch: str) -> None:
    for code, words in (("fr", french), ("nl", dutch)):
        with translation.override(code):
            assert readable_size(size).replace("\N{NO-BREAK SPACE}", " ") == words
