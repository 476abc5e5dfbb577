"""Interchange folders of any size for tests and benchmarks, with any number of broken pages."""

import json
import uuid
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

NAMES = uuid.UUID("0f4b5a52-6f0e-4a53-9d5c-0d6c7b3f7c11")


def name_of(thing: str) -> str:
    """Return the same name for the same thing each time."""
    return str(uuid.uuid5(NAMES, thing))


def body(text: str) -> str:
    """Return a body of three blocks, about as long as an article."""
    paragraphs = "".join(f"<p>{text} {number}. {'Mot ' * 40}</p>" for number in range(6))
    blocks = [
        {"type": "heading", "value": {"text": text, "level": "h2"}, "id": name_of(f"{text}1")},
        {"type": "text", "value": paragraphs, "id": name_of(f"{text}2")},
        {"type": "quote", "value": {"text": text, "source": "X"}, "id": name_of(f"{text}3")},
    ]
    return json.dumps(blocks)


def write_start(folder: Path) -> None:
    """Write the head of a folder, a theme, the home page and the news list."""
    (folder / "pages").mkdir(parents=True)
    (folder / "interchange.toml").write_text('format = 1\nlanguages = ["fr", "nl"]\n')
    theme = folder / "content.theme" / "prevention"
    theme.mkdir(parents=True)
    front = f'type = "content.theme"\nname = "{name_of("theme")}"\n'
    (theme / "front.toml").write_text(f'{front}name_fr = "Prévention"\nname_nl = "Preventie"\n')
    for number, (kind, french, dutch) in enumerate(
        [("home.homepage", "home", "home"), ("news.newsindexpage", "actualites", "nieuws")]
    ):
        place = folder / "pages" / f"{number:06}-{french}"
        place.mkdir()
        parent = f'parent = "{name_of("home")}"\n' if number else ""
        (place / "front.toml").write_text(
            f'type = "{kind}"\nname = "{name_of(french)}"\n{parent}live = true\n'
            f'title_fr = "{french}"\ntitle_nl = "{dutch}"\n'
            f'slug_fr = "{french}"\nslug_nl = "{dutch}"\n'
        )


def article_front(number: int) -> str:
    """Return the front of an article that is live in both languages."""
    return (
        f'type = "news.articlepage"\nname = "{name_of(str(number))}"\n'
        f'parent = "{name_of("actualites")}"\nlive = true\ndate = {2012 + number % 12}-05-14\n'
        f'theme = "{name_of("theme")}"\n'
        f'title_fr = "Un article {number}"\ntitle_nl = "Een artikel {number}"\n'
        f'slug_fr = "un-article-{number}"\nslug_nl = "een-artikel-{number}"\n'
        f'lead_fr = "Ce que dit l’article {number}."\nlead_nl = "Wat artikel {number} zegt."\n'
    )


def write_article(folder: Path, number: int) -> Path:
    """Write a whole article; return its place."""
    place = folder / "pages" / f"{number + 10:06}-article"
    place.mkdir()
    (place / "front.toml").write_text(article_front(number))
    (place / "body.fr.json").write_text(body(f"Titre {number}"))
    (place / "body.nl.json").write_text(body(f"Titel {number}"))
    return place


def _unlinked(place: Path, _number: int) -> None:
    (place / "front.toml").unlink()


def _body(text: str) -> Callable[[Path, int], None]:
    return lambda place, _number: _write(place / "body.fr.json", text)


def _write(file: Path, text: str) -> None:
    file.write_text(text)


def _front(old: str, new: str) -> Callable[[Path, int], None]:
    """Replace a part of the front; `new` may hold {number}."""

    def change(place: Path, number: int) -> None:
        front = place / "front.toml"
        text = front.read_text()
        front.write_text(text.replace(old.format(number=number), new.format(number=number)))

    return change


def _latin(place: Path, _number: int) -> None:
    front = place / "front.toml"
    front.write_bytes(front.read_text().replace("Un", "Été").encode("windows-1252"))


def _linked_body(place: Path, _number: int) -> None:
    (place / "body.nl.json").unlink()
    (place / "body.nl.json").symlink_to("/etc/hostname")


def _linked_place(place: Path, _number: int) -> None:
    moved = place.parent.parent / place.name
    place.rename(moved)
    place.symlink_to(moved)


# What breaks an article, and what its line says.
WAYS: dict[str, Callable[[Path, int], None]] = {
    "front.toml is missing": _unlinked,
    "front.toml is no TOML": _front("title_fr = ", "title_fr = ["),
    "front.toml is not UTF-8": _latin,
    "front.toml holds zero bytes": _front("Un ", "\0"),
    "it has no field “colour”": _front("live = true", 'live = true\ncolour = "red"'),
    "there is no type “news.nothing”": _front("news.articlepage", "news.nothing"),
    "“auth.user” is no type that comes in here": _front("news.articlepage", "auth.user"),
    "the page above it is not on this site": _front(name_of("actualites"), name_of("nowhere")),
    "“date” cannot be read": _front("date = ", 'date = "soon" # '),
    "title_nl": _front("title_nl", "seo_title_nl"),
    "body.fr.json is no JSON": _body('[{"type": '),
    "no JSON": _body("[" * 100_000),
    "body.fr.json is no list of blocks": _body('{"type": "text"}'),
    "its text holds <script>": _body(
        json.dumps([{"type": "text", "value": "<p>x</p><script>y()</script>", "id": "1"}])
    ),
    "its text holds href=“java": _body(
        json.dumps(
            [{"type": "text", "value": "<p><a href='java\tscript:y()'>x</a></p>", "id": "1"}]
        )
    ),
    "its text holds onclick=": _body(
        json.dumps([{"type": "text", "value": "<p onclick='y()'>x</p>", "id": "1"}])
    ),
    "slug_fr": _front("un-article-{number}", "un-article-0"),
    "body.nl.json is a symbolic link, which is never followed": _linked_body,
    "it is a symbolic link, which is never followed": _linked_place,
    "body.fr.json is larger than 5,000,000 bytes": _body(json.dumps([" " * 5_100_000])),
}


def write_folder(folder: Path, good: int, broken: int) -> None:
    """Write a folder of articles in two languages, the broken ones among the good ones."""
    write_start(folder)
    ways, total = cycle(WAYS.values()), good + broken
    for number in range(total):
        place = write_article(folder, number)
        # The first is good: others claim its address.
        if number and number * broken // (total - 1) != (number - 1) * broken // (total - 1):
            next(ways)(place, number)
