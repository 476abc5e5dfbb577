"""What readers call what they find."""

from django.apps import apps
from django.utils.functional import Promise

from bps_portal.pages.models import LocalizedPage

from .sources import sources


def label_of(key: str) -> str | Promise:
    """Return the label of a kind by its key, translated when it is shown; "" for one unknown."""
    kinds = [model.search_kind for model in apps.get_models() if issubclass(model, LocalizedPage)]
    kinds += [source.kind for source in sources()]
    found: str | Promise = next((kind.label for kind in kinds if kind.key == key), "")
    return found
