"""Generated pages with every kind of block, in two languages; nothing of them is in the database."""

import uuid
from typing import Any

from hypothesis import strategies as st

from bps_portal.content.blocks import BodyBlock
from bps_portal.home.models import ContentPage

BODY = BodyBlock()
# Signs that files and rich text write in another way, and those that look like tags.
WORDS = st.text(st.sampled_from("aé œ’ß<>&\"'{}1/\n\t\\%\u00a0"), min_size=1, max_size=12).filter(
    str.strip
)
SOMETIMES = st.one_of(st.just(""), WORDS)


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


INLINE = st.tuples(
    st.sampled_from(
        [
            "{}",
            "<b>{}</b>",
            "<i>a<b>{}</b></i>",
            '<a linktype="page" id="3">{}</a>',
            '<a href="https://x.be/?a=1&amp;b">{}</a>',
            "{}<br/>",
            '<embed embedtype="image" id="2"/>{}',
        ]
    ),
    WORDS.map(escaped),
).map(lambda pair: pair[0].replace("{}", pair[1]))
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=3).map("".join)


def keyed(tag: str, inner: str) -> str:
    return f'<{tag} data-block-key="{uuid.uuid4().hex[:5]}">{inner}</{tag}>'


RICH = st.lists(
    st.one_of(
        PARAGRAPH.map(lambda inner: keyed("p", inner)),
        st.lists(PARAGRAPH, min_size=1, max_size=2).map(
            lambda items: "<ul>" + "".join(keyed("li", item) for item in items) + "</ul>"
        ),
        st.just("<p></p>"),
    ),
    min_size=1,
    max_size=3,
).map("".join)


def listed(values: Any, **sizes: int) -> Any:
    return st.lists(values, min_size=1, max_size=2).map(
        lambda items: [{"type": "item", "id": str(uuid.uuid4()), "value": item} for item in items]
    )


def struct(**fields: Any) -> Any:
    return st.fixed_dictionaries(fields)


PICTURE = struct(image=st.none(), caption=SOMETIMES, credit=SOMETIMES)
CELLS = st.tuples(SOMETIMES, st.sampled_from([None, "12.5"])).map(lambda row: {"values": list(row)})
TABLE = struct(
    caption=SOMETIMES,
    columns=st.tuples(WORDS, WORDS).map(
        lambda heads: [
            {"type": "text", "heading": heads[0]},
            {"type": "number", "heading": heads[1]},
        ]
    ),
    rows=st.lists(CELLS, min_size=1, max_size=2),
)
VALUES = {
    "heading": struct(text=WORDS, level=st.just("h2")),
    "text": RICH,
    "quote": struct(text=WORDS, source=SOMETIMES),
    "callout": struct(kind=st.just("advice"), title=WORDS, text=RICH),
    "accordion": struct(entries=listed(struct(title=WORDS, text=RICH))),
    "picture": PICTURE,
    "gallery": struct(pictures=listed(PICTURE)),
    "video": struct(
        title=WORDS,
        file=st.none(),
        captions=st.none(),
        address=st.just("https://vimeo.com/1"),
        poster=st.none(),
        transcript=RICH,
    ),
    "key_figures": struct(
        figures=listed(
            struct(number=st.just("63.5"), unit=SOMETIMES, label=WORDS, source=SOMETIMES)
        )
    ),
    "table": struct(table=TABLE, first_column_is_heading=st.booleans(), source=SOMETIMES),
    "download": struct(document=st.none(), title=SOMETIMES),
    "contact_box": struct(
        name=WORDS, telephone=st.just("02 555 01 23"), email=SOMETIMES, address=WORDS, hours=WORDS
    ),
}
assert set(VALUES) == set(BODY.child_blocks)


@st.composite
def pages(draw: Any) -> ContentPage:
    """Return a page with one block of each kind, most of them in both languages."""
    bodies: dict[str, list[Any]] = {"fr": [], "nl": []}
    for kind, values in VALUES.items():
        key = str(uuid.uuid4())
        for code, body in bodies.items():
            if code == "fr" or draw(st.integers(0, 3)):
                body.append({"type": kind, "id": key, "value": draw(values)})
    page = ContentPage(title_fr=draw(WORDS), title_nl=draw(SOMETIMES), lead_fr=draw(SOMETIMES))
    for code, raw in bodies.items():
        setattr(page, f"body_{code}", BODY.to_python(raw))
    return page
