"""Where the edit form has the input of a text, as its script finds it."""

from bps_portal import languages
from bps_portal.languages.texts import Text


def input_of(text: Text, code: str) -> dict[str, str]:
    """Return where the input of a text is in a language.

    Returns:
        `name`, the name of the input; for a text of an inline item also `item`, its key, and the
        name is how the input's ends; for one in a body `block`, the UUID of its block, and the name
        is how the input's ends behind that of the block's value.
    """
    field, *rest = text.key.split("/")
    if not rest:
        return {"name": languages.field_name(field, code)}
    if text.key == text.segment and len(rest) == 2:
        item, name = rest
        return {"item": item, "name": f"-{languages.field_name(name, code)}"}
    block, *path = rest
    return {"block": block, "name": _in_block(path)}


def _in_block(path: list[str]) -> str:
    """Return how the name of an input within a block ends, as Wagtail's widgets name it."""
    if path[-2:-1] == ["heading"]:
        return f"{_in_block(path[:-2])}-column-{path[-1]}-heading"
    if path[-3:-2] == ["cell"]:
        return f"{_in_block(path[:-3])}-cell-{path[-2]}-{path[-1]}"
    # The items of a list are numbered, and have a value beside their place.
    return "".join(f"-{step}-value" if step.isdigit() else f"-{step}" for step in path)
