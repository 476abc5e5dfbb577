"""The texts within blocks, as they are stored: found beside each other in two languages, and put.

Everything here works on the JSON of a body (`Block.get_prep_value`), so that what nobody touches
stays as it is, to the byte.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from .segments import plain
from .streams import WORDS, without_words

Path = tuple[str, ...]


@dataclass(frozen=True)
class BlockText:
    """A text within a block in two languages, "" where there is none.

    `path` leads to it: names of fields, numbers of items. `check` raises a ValidationError for a
    text that the block would refuse.
    """

    path: Path
    labels: tuple[str | Promise, ...]
    source: str
    target: str
    is_rich: bool
    check: Callable[[str], Any]


def block_texts(block: blocks.Block, source: Any, target: Any) -> Iterator[BlockText]:
    """Yield the texts of a block.

    Args:
        block: of both values.
        source: the JSON of its value in the language to translate from.
        target: that in the other one; None where it has no such block.
    """
    yield from _texts(block, source, target, (), ())


def put(block: blocks.Block, source: Any, target: Any, path: Path, text: str) -> Any:
    """Return the JSON of `target` with another text at `path`.

    What it lacks on the way is laid out from `source`: the same items and pictures, no words.
    """
    if not path:
        return text
    name, *rest = path
    inner = tuple(rest)
    if isinstance(block, blocks.StructBlock):
        child = block.child_blocks[name]
        value = dict(laid_out(block, source) if target is None else target)
        value[name] = put(child, (source or {}).get(name), value.get(name), inner, text)
        return value
    if isinstance(block, blocks.ListBlock):
        return _put_in_list(block, source, target, int(name), inner, text)
    if isinstance(block, blocks.StreamBlock):
        return put_in_stream(block, source, target, name, inner, text)
    return _put_in_table(block, source, target, name, inner, text)


def put_in_stream(
    block: blocks.StreamBlock, source: Any, target: Any, key: str, path: Path, text: str
) -> list[Any]:
    """Return the JSON of a stream with another text in the block with the UUID `key`.

    An empty stream gets the blocks without words too, such as pictures: nobody translates them.
    """
    found = list(target or _wordless(block, source))
    original = next(each for each in source if each.get("id") == key)
    child = block.child_blocks[original["type"]]
    place = next((n for n, each in enumerate(found) if each.get("id") == key), None)
    if place is None:
        place = _place_of(key, source, found)
        found.insert(place, {**original, "value": laid_out(child, original["value"])})
    value = put(child, original["value"], found[place]["value"], path, text)
    found[place] = {**found[place], "value": value}
    return found


def _wordless(block: blocks.StreamBlock, source: Any) -> Iterator[dict[str, Any]]:
    for each, _other in paired(source, None):
        child = block.child_blocks.get(each["type"])
        if child and not any(
            plain(text.source) for text in block_texts(child, each["value"], None)
        ):
            yield {**each, "value": laid_out(child, each["value"])}


def laid_out(block: blocks.Block, raw: Any) -> Any:
    """Return the JSON of a block without its words."""
    return block.get_prep_value(without_words(block, block.to_python(raw)))


def _place_of(key: str, source: Sequence[Any], target: Sequence[Any]) -> int:
    """Return where a block belongs: behind the nearest block before it that is there already."""
    places = {each.get("id"): place for place, each in enumerate(target)}
    before = [each.get("id") for each in source]
    for other in reversed(before[: before.index(key)]):
        if other in places:
            return places[other] + 1
    return 0


def _texts(
    block: blocks.Block, source: Any, target: Any, path: Path, labels: tuple[Any, ...]
) -> Iterator[BlockText]:
    if isinstance(block, TypedTableBlock):
        yield from _table_texts(block, source, target, path, labels)
    elif isinstance(block, WORDS) and not hasattr(block, "without_words"):
        is_rich = isinstance(block, blocks.RichTextBlock)

        def check(text: str) -> Any:
            return block.clean(block.to_python(text))

        yield BlockText(path, labels, source or "", target or "", is_rich, check)
    for name, label, child, value, other in _children(block, source, target):
        yield from _texts(child, value, other, (*path, name), (*labels, label))


def _children(block: blocks.Block, source: Any, target: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the name, the label, the block and the two values of each part of a block."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield name, child.label, child, (source or {}).get(name), (target or {}).get(name)
    elif isinstance(block, blocks.ListBlock):
        others = [_item_value(item) for item in target or ()]
        for number, item in enumerate(source or ()):
            other = others[number] if number < len(others) else None
            yield str(number), str(number + 1), block.child_block, _item_value(item), other
    elif isinstance(block, blocks.StreamBlock):
        for each, other in paired(source, target):
            if child := block.child_blocks.get(each["type"]):
                yield each["id"], child.label, child, each["value"], other


def paired(source: Any, target: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield each block of a stream with the value of the one that says the same, or None."""
    others = {each.get("id"): each for each in target or ()}
    for each in source or ():
        other = others.get(each.get("id"))
        if not each.get("id") or (other and other["type"] != each["type"]):
            # Nothing tells which text would belong to it.
            continue
        yield each, other["value"] if other else None


def _item_value(item: Any) -> Any:
    # Lists of earlier versions of Wagtail hold bare values.
    return item["value"] if isinstance(item, dict) and "value" in item else item


def _put_in_list(
    block: blocks.ListBlock, source: Any, target: Any, number: int, path: Path, text: str
) -> list[Any]:
    found = list(target or ())
    for item in (source or ())[len(found) : number + 1]:
        value = laid_out(block.child_block, _item_value(item))
        found.append({"type": "item", "value": value, "id": str(uuid.uuid4())})
    item = found[number]
    value = put(block.child_block, _item_value(source[number]), _item_value(item), path, text)
    wrapped = isinstance(item, dict) and "value" in item
    found[number] = {**item, "value": value} if wrapped else value
    return found


def _cells(raw: Any) -> dict[Path, Any]:
    """Return what stands in a table by its path: caption, headings and cells of words."""
    if not raw:
        return {}
    found: dict[Path, Any] = {("caption",): raw.get("caption")}
    for column, each in enumerate(raw["columns"]):
        found["heading", str(column)] = each["heading"]
    for row, each in enumerate(raw["rows"]):
        for column, value in enumerate(each["values"]):
            found["cell", str(row), str(column)] = value
    return found


def _table_texts(
    block: TypedTableBlock, source: Any, target: Any, path: Path, labels: tuple[Any, ...]
) -> Iterator[BlockText]:
    others = _cells(target)
    for inner, text in _cells(source).items():
        if inner[0] == "cell":
            kind = block.child_blocks[source["columns"][int(inner[2])]["type"]]
            if not isinstance(kind, WORDS):
                continue
        other = others.get(inner)

        def check(new: str, inner: Path = inner) -> Any:
            raw = put(block, source, target, inner, new)
            return block.clean_deferred(block.to_python(raw))

        numbers = tuple(str(int(number) + 1) for number in inner[1:])
        yield BlockText(
            (*path, *inner),
            (*labels, *numbers),
            text or "",
            other if isinstance(other, str) else "",
            False,
            check,
        )


def _put_in_table(
    block: blocks.Block, source: Any, target: Any, name: str, path: Path, text: str
) -> dict[str, Any]:
    """Return a table with another text; one of another size gets the columns and rows it lacks."""
    blank = laid_out(block, source)
    table = target or blank
    columns = [dict(each) for each in table["columns"]]
    columns += [dict(each) for each in blank["columns"][len(columns) :]]
    spare = [each["values"] for each in blank["rows"]]
    rows = [list(each["values"]) for each in table["rows"]]
    rows += [list(values) for values in spare[len(rows) :]]
    for number, row in enumerate(rows):
        row.extend(spare[number][len(row) :] if number < len(spare) else ())
        row.extend([None] * (len(columns) - len(row)))
    caption = table.get("caption") or ""
    if name == "caption":
        caption = text
    elif name == "heading":
        columns[int(path[0])]["heading"] = text
    else:
        rows[int(path[0])][int(path[1])] = text
    found = {"columns": columns, "rows": [{"values": row} for row in rows], "caption": caption}
    return {**table, **found}
