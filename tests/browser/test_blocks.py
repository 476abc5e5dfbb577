"""The blocks that open and play, by keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import wait_until

ARTICLE = {
    "fr": "/fr/actualites/votre-detecteur-sonne-t-il-encore/",
    "nl": "/nl/nieuws/piept-uw-rookmelder-nog/",
}
WORDS = {
    "fr": {
        "question": "Qui paie dans un logement loué",
        "answer": "Le propriétaire achète et installe",
        "transcript": "Transcription",
        "spoken": "trois bips aigus et forts",
        "cue": "Appuyez sur le bouton de test",
    },
    "nl": {
        "question": "Wie betaalt in een huurwoning",
        "answer": "De eigenaar koopt en plaatst",
        "transcript": "Uitgeschreven tekst",
        "spoken": "drie hoge, luide pieptonen",
        "cue": "Druk op de testknop",
    },
}
CUES = """async video => {
    const track = video.textTracks[0];
    track.mode = "hidden";
    for (let tries = 0; !track.cues?.length && tries < 200; tries += 1)
        await new Promise(resolve => setTimeout(resolve, 50));
    return Array.from(track.cues, cue => cue.text).join(" ");
}"""


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_questions_and_transcript_open_and_close_by_keyboard(
    page: Page, demo: str, code: str
) -> None:
    words = WORDS[code]
    page.goto(f"{demo}{ARTICLE[code]}")
    for title, text in (("question", "answer"), ("transcript", "spoken")):
        summary = page.locator("summary", has_text=words[title])
        inside = page.get_by_text(words[text]).last
        expect(inside).to_be_hidden()
        summary.focus()
        page.keyboard.press("Enter")
        expect(inside).to_be_visible()
        page.keyboard.press("Space")
        expect(inside).to_be_hidden()


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_every_control_is_reached_in_the_order_of_reading(page: Page, demo: str, code: str) -> None:
    page.goto(f"{demo}{ARTICLE[code]}")
    page.locator("#main").focus()
    seen = []
    while len(seen) < 30:
        page.keyboard.press("Tab")
        name, place = page.evaluate(
            "[document.activeElement.tagName, document.activeElement.getBoundingClientRect().top + scrollY]"
        )
        seen.append((name, place))
        if page.evaluate("!document.activeElement.closest('main')"):
            break
    names = [name for name, _place in seen]
    assert "VIDEO" in names
    assert names.count("SUMMARY") == 4
    inside = [place for _name, place in seen if place > 0][:-1]
    assert inside == sorted(inside)


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_film_waits_then_plays_by_keyboard_with_captions(
    page: Page, demo: str, code: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo}{ARTICLE[code]}")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith(".webm")]
    assert all(url.startswith((demo, "data:")) for url in asked)

    film = page.locator("video")
    expect(film.locator("track")).to_have_attribute("srclang", code)
    assert WORDS[code]["cue"] in film.evaluate(CUES).replace("\n", " ")
    film.evaluate("video => { video.muted = true }")
    film.focus()
    page.keyboard.press("Space")
    wait_until(page, "document.querySelector('video').currentTime > 0.2")
    assert film.evaluate("video => video.duration > 15 && video.duration < 20")
    page.keyboard.press("Space")
    wait_until(page, "document.querySelector('video').paused")
