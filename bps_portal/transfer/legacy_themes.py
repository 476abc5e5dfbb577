"""The theme of an imported page: found by its name, else made in the page's language alone."""

from bps_portal import languages
from bps_portal.content.models import Theme

from .folding import folded


def theme_named(names: dict[str, str]) -> Theme:
    """Return the theme with one of the names, with the other languages' names filled in.

    Args:
        names: the theme's name by language code; differences of case and spaces do not count.
    """
    themes = list(Theme.objects.all())
    theme = next(
        (
            theme
            for code, name in names.items()
            for theme in themes
            if folded(languages.value_in(theme, "name", code) or "") == folded(name)
        ),
        None,
    )
    return fill_names(theme or Theme(), names)


def fill_names(theme: Theme, names: dict[str, str]) -> Theme:
    """Give a theme the names that it lacks, and save it where it lacked any."""
    missing = {
        code: name for code, name in names.items() if not languages.value_in(theme, "name", code)
    }
    for code, name in missing.items():
        languages.set_value_in(theme, "name", code, name)
    if missing:
        theme.save()
    return theme
