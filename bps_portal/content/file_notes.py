"""What an editor should still do to a file, in plain words; nothing of it is refused."""

from typing import Any

from django.utils.translation import gettext as _

from bps_portal import languages


def portal_language(tag: str) -> str:
    """Return the portal's code for a BCP 47 `tag` such as fr-BE, or "" where it has none."""
    wanted = tag.replace("_", "-").lower()
    matches = (code for code in languages.codes() if f"{wanted}-".startswith(f"{code.lower()}-"))
    return next(matches, "")


def notes_on_pdf(facts: dict[str, Any], chosen_language: str) -> list[str]:
    """Return what is missing in a PDF with these facts (see `PdfFacts`), one sentence each.

    The rules are those of accessible PDF (ISO 14289-1, 7.1 and 7.2), which the law on the
    accessibility of public websites asks for by way of EN 301 549, 10.
    """
    notes = []
    if not facts["tagged"]:
        notes.append(
            _(
                "The file has no tags: a screen reader knows neither its headings nor the order of "
                "reading. Export it again as a tagged PDF (PDF/UA)."
            )
        )
    notes += _notes_on_title(facts)
    notes += _notes_on_language(portal_language(facts["language"]), chosen_language)
    if facts["author"]:
        notes.append(
            _(
                "The file names its author: %(author)s. Take the name out if it should not be public."
            )
            % {"author": facts["author"]}
        )
    return notes


def _notes_on_title(facts: dict[str, Any]) -> list[str]:
    if not facts["title"]:
        return [_("The file has no title. Give it one in the properties of the document.")]
    if not facts["shows_title"]:
        return [_("The file does not show its title: switch that on when you export it.")]
    return []


def _notes_on_language(told: str, chosen: str) -> list[str]:
    if not told:
        return [_("The file does not tell its language: set it in the properties of the document.")]
    if chosen and told != chosen:
        return [
            _("The file says that it is in %(told)s, but you chose %(chosen)s.")
            % {"told": languages.name(told), "chosen": languages.name(chosen)}
        ]
    return []
