"""Every page type and snippet is in the demo and has a preview in each language."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PreviewableMixin, get_page_models
from wagtail.snippets.models import get_snippet_models

from bps_portal import languages
from bps_portal.pages.models import LocalizedPage

PAGES = [model for model in get_page_models() if issubclass(model, LocalizedPage)]
SNIPPETS = [model for model in get_snippet_models() if issubclass(model, PreviewableMixin)]


@pytest.mark.parametrize("code", ["fr", "nl"])
@pytest.mark.parametrize("model", [*PAGES, *SNIPPETS], ids=lambda model: model.__name__)
@pytest.mark.usefixtures("demo")
def test_each_is_previewed_in_each_language(model, code: str) -> None:
    thing = model.objects.order_by("pk").first()
    assert thing is not None
    # The editor's own language is the other one.
    with languages.override({"fr": "nl", "nl": "fr"}[code]):
        answer = thing.make_preview_request(preview_mode=code)
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == code
    name = "title" if model in PAGES else "name"
    assert languages.value_in(thing, name, code) in soup.get_text()
    assert [mode for mode, _name in thing.preview_modes] == ["fr", "nl"]


def test_none_is_forgotten() -> None:
    assert len(PAGES) >= 8
    assert len(SNIPPETS) >= 2
