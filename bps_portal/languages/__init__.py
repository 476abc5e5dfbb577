"""The parallel languages of the portal: the only code that knows language codes.

Every text lives in one column per language (`title_fr`, `title_nl`); `obj.title` reads the one of
the active language and never falls back to another. The other rooms ask this one for the codes,
the column names and the values, so that a further language is one entry in the settings.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language, get_language_info, override
from modeltranslation.utils import build_localized_fieldname

from .opened import as_if_opened, opened_codes

__all__ = [
    "active_code",
    "active_first",
    "as_if_opened",
    "codes",
    "default_code",
    "field_name",
    "field_names",
    "in_default_language",
    "is_public",
    "lazy_name",
    "name",
    "other_codes",
    "override",
    "own_name",
    "public_codes",
    "public_first",
    "required_codes",
    "set_value_in",
    "value_in",
    "value_to_show",
]


def codes() -> tuple[str, ...]:
    """Return the codes of all languages (BCP 47), the default one first.

    Those are the languages of columns and forms; what visitors are offered is `public_codes`.
    """
    return tuple(code for code, _name in settings.LANGUAGES)


def default_code() -> str:
    """Return the code of the language that Wagtail's own columns mirror."""
    return str(settings.LANGUAGE_CODE)


def required_codes() -> tuple[str, ...]:
    """Return the codes of the languages that the law asks for on every page."""
    return tuple(settings.REQUIRED_LANGUAGES)


def public_codes() -> tuple[str, ...]:
    """Return the codes of the languages that visitors see: the required ones and the opened ones.

    No query where every language is required; else one for each request.
    """
    return tuple(code for code in codes() if is_public(code))


def is_public(code: str) -> bool:
    """Tell whether visitors see a language; no query for one that is required."""
    return code in required_codes() or (code in codes() and code in opened_codes())


def active_code() -> str:
    """Return the code of the language in use, or the default one outside any."""
    active = get_language()
    return active if active in codes() else default_code()


def active_first() -> tuple[str, ...]:
    """Return the codes of all languages, the active one first, for what has to be shown in some."""
    return (active_code(), *other_codes())


def public_first() -> tuple[str, ...]:
    """Return the codes of the languages that visitors see, the active one first."""
    return tuple(sorted(public_codes(), key=lambda code: code != active_code()))


def value_to_show(obj: object, field: str) -> str:
    """Return what names `obj` to an editor: its text in the active language, or in another one.

    Never for readers: a text of one language does not stand in for another there.
    """
    texts = (value_in(obj, field, code) for code in active_first())
    return next((str(text) for text in texts if text), "")


def other_codes() -> tuple[str, ...]:
    """Return the codes of all languages but the active one."""
    return tuple(code for code in codes() if code != active_code())


def name(code: str) -> str:
    """Return the name of a language in the active language, as in a sentence ("néerlandais").

    The code where the settings have the language no longer.
    """
    return str(dict(settings.LANGUAGES).get(code, code))


# For an error that is found in the default language and shown in the editor's.
lazy_name = lazy(name, str)


def own_name(code: str) -> str:
    """Return the name of a language in that language, as its speakers look for it."""
    native = str(get_language_info(code)["name_local"])
    return native[:1].upper() + native[1:]


def field_name(field: str, code: str) -> str:
    """Return the name of the column that holds `field` in a language: ("title", "nl") -> title_nl."""
    return str(build_localized_fieldname(field, code))


def field_names(field: str) -> list[str]:
    """Return the names of the columns that hold `field`, one per language."""
    return [field_name(field, code) for code in codes()]


def value_in(obj: object, field: str, code: str) -> Any:
    """Return what `obj` holds for `field` in exactly that language; nothing stands in for it."""
    return getattr(obj, field_name(field, code))


def set_value_in(obj: object, field: str, code: str, value: Any) -> None:
    """Set `field` of `obj` in exactly that language."""
    setattr(obj, field_name(field, code), value)


def in_default_language[**P, R](method: Callable[P, R]) -> Callable[P, R]:
    """Run `method` with the default language active.

    Wagtail writes to the active language, so without this an editor with a Dutch interface would
    change other columns than one with a French interface.
    """

    @wraps(method)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        with override(default_code()):
            return method(*args, **kwargs)

    return wrapper
