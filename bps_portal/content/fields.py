"""The field of a page's body."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField that keeps its block definitions out of migrations.

    The column is JSON whatever the blocks are, so changing a block needs no migration.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        """Take the blocks from the model; a migration gives none."""
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return what a migration needs: everything but the blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
