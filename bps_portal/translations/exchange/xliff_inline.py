"""Lines with numbered tags as the inline elements of XLIFF, and back."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from bps_portal.languages.tagged import TAG_NAME, Mark, Tag, Tags, escaped, pieces

XLIFF_2 = "urn:oasis:names:tc:xliff:document:2.0"
XLIFF_1 = "urn:oasis:names:tc:xliff:document:1.2"
# Number of a tag that a tool has made up.
UNKNOWN = 999_999
# Elements of XLIFF that only remark on words, by their local names.
REMARKS = frozenset({"mrk", "sm", "em"})
# What kind of code a tag is, as XLIFF 2.0 names it (section 4.3.1.40).
TYPES = {"a": "link", "embed": "image", "img": "image"}


def fill(element: Any, line: str, tags: Tags) -> None:
    """Put a line into a `source` or `target` element of either version.

    Args:
        element: that has no content yet.
        line: as `languages.tagged` writes it, with its tags in order.
        tags: what its numbers stand for.
    """
    stack = [element]
    for piece in pieces(line):
        if isinstance(piece, str):
            _add_text(stack[-1], piece)
        elif piece.is_end:
            stack.pop()
        else:
            made = _element(element, piece, tags[piece.number])
            stack[-1].append(made)
            if not piece.is_alone:
                stack.append(made)


def line_of(element: Any) -> str:
    """Return the line of a `source` or `target` element; what is no tag of ours is one unknown."""
    return "".join(_read(element))


def data_id(number: int, *, is_end: bool = False) -> str:
    """Return the id of the original of a tag, in the `originalData` of its unit."""
    return f"d{number}{'e' if is_end else ''}"


def _element(parent: Any, mark: Mark, tag: Tag) -> Any:
    namespace = etree.QName(parent).namespace
    number = str(mark.number)
    if namespace == XLIFF_1:
        name, described = ("x" if mark.is_alone else "g"), {"ctype": f"x-{_name(tag)}"}
        if mark.is_alone:
            described["equiv-text"] = tag.start
        return etree.Element(f"{{{namespace}}}{name}", {"id": number, **described})
    attributes = {"id": number, "canCopy": "no", "canDelete": "no"}
    if mark.is_alone:
        attributes["dataRef"] = data_id(mark.number)
    else:
        attributes["dataRefStart"] = data_id(mark.number)
        attributes["dataRefEnd"] = data_id(mark.number, is_end=True)
    attributes["type"] = TYPES.get(_name(tag), "fmt")
    return etree.Element(f"{{{namespace}}}{'ph' if mark.is_alone else 'pc'}", attributes)


def _name(tag: Tag) -> str:
    found = TAG_NAME.match(tag.start)
    return found[1].lower() if found else "code"


def _add_text(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _read(element: Any) -> Iterator[str]:
    yield escaped(element.text or "")
    for child in element:
        # Comments and instructions to programs have no name.
        if isinstance(child.tag, str):
            yield from _read_inline(child)
        yield escaped(child.tail or "")


def _read_inline(element: Any) -> Iterator[str]:
    name = etree.QName(element).localname
    if name in REMARKS:
        yield from _read(element)
        return
    if name == "cp":
        # A character that XML has no room for; no field takes one either.
        return
    number = _number(element)
    if name in ("pc", "g"):
        yield f"{{{number}}}"
        yield from _read(element)
        yield f"{{/{number}}}"
    elif name in ("sc", "bx"):
        yield f"{{{number}}}"
    elif name in ("ec", "ex"):
        yield f"{{/{number}}}"
    else:
        yield f"{{{number}/}}"


def _number(element: Any) -> int:
    found = element.get("startRef") or element.get("rid") or element.get("id") or ""
    return int(found) if found.isascii() and found.isdigit() and int(found[:6]) > 0 else UNKNOWN
