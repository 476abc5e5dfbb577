"""One form for texts that a reader takes for the same."""

import unicodedata

_APOSTROPHES = str.maketrans(
    {"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{MODIFIER LETTER APOSTROPHE}": "'"}
)
_END_PUNCTUATION = " .!?:;…"


def folded(text: str) -> str:
    """Return `text` without differences of case, spaces, apostrophes or final punctuation.

    "Appels  d’urgences :" and "appels d'urgences" give the same result.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).casefold()
    return " ".join(plain.split()).rstrip(_END_PUNCTUATION)
