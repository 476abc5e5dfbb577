"""A block whose fields are checked together."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class CheckedBlock(blocks.StructBlock):
    """Shows what is wrong with a field by itself and with several together in one go."""

    def problems(self, value: Any) -> dict[str, ValidationError]:
        """Return what is wrong, by the name of the field.

        While a draft is saved (`is_deferred_validation`) nothing may be asked for that is missing.
        """
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        """Return the cleaned value.

        Raises:
            StructBlockValidationError: with a sentence beside each field that is wrong.
        """
        problems = self.problems(value)
        try:
            cleaned = super().clean(value)
        except StructBlockValidationError as error:
            problems |= error.block_errors
        if problems:
            raise StructBlockValidationError(problems)
        return cleaned
