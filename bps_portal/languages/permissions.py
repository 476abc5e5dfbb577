"""Who may write in which language."""

from typing import Any

from bps_portal import languages

# Of `models.LanguageRights`; valid for all that has texts: pages, snippets, pictures, documents.
PERMISSION = "languages.write_{code}"


def writable_codes(user: Any) -> tuple[str, ...]:
    """Return the languages in which a user may write; without a user (a program), all of them."""
    if user is None:
        return languages.codes()
    return tuple(code for code in languages.codes() if user.has_perm(PERMISSION.format(code=code)))


def only_translates(user: Any) -> bool:
    """Tell whether a user may change some languages' texts at most, and nothing else."""
    return writable_codes(user) != languages.codes()
