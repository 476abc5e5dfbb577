"""One way of writing for what a person types in several."""

import re
import unicodedata

_OPENED = str.maketrans(
    {
        "œ": "oe",
        "Œ": "Oe",
        "æ": "ae",
        "Æ": "Ae",
        "ĳ": "ij",
        "Ĳ": "IJ",
        "ß": "ss",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{MODIFIER LETTER APOSTROPHE}": "'",
        "\N{PRIME}": "'",
        "`": "'",
        "´": "'",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{EN DASH}": "-",
    }
)
# "PM2-5" would be read as "pm2" and the negative number "-5".
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[-./,:](?=\d)")
_NUMBER = re.compile(r"(?<!\w)\+?\d+(?: \d+)+(?!\w)")
_MARKED_NUMBER = re.compile(r"(?<!\w)([^\W\d_]{1,4})[ -]?(\d{2,})(?!\w)")
_HYPHENED = re.compile(r"(?<!\w)[^\W\d_]+(?:-[^\W\d_]+)+(?!\w)")
WORD = re.compile(r"[^\W_]+")
SHORTEST_JOINED = 5


def normalised(text: str) -> str:
    """Return `text` with ligatures opened, straight apostrophes, numbers in groups, no controls."""
    composed = unicodedata.normalize("NFKC", text.translate(_OPENED)).translate(_OPENED)
    kept = "".join(map(_shown, composed))
    return " ".join(_BETWEEN_DIGITS.sub(" ", kept).split())


def readable(text: str) -> str:
    """Return `text` as it was written, without controls and marks of direction."""
    return " ".join("".join(map(_shown, unicodedata.normalize("NFC", text))).split())


def folded(text: str) -> str:
    """Return `text` normalised, in small letters and without accents: "Cœur d’été" -> "coeur d'ete"."""
    parted = unicodedata.normalize("NFD", normalised(text).casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def key(text: str) -> str:
    """Return what two texts share that a reader takes for the same, whatever stands between words."""
    return " ".join(WORD.findall(folded(text)))


def joined_forms(text: str) -> list[str]:
    """Return what stands apart in a normalised text and may be typed together.

    "0800 32 123" -> "080032123", "EN 14604" -> "en14604", "BE-Alert" -> "bealert".
    """
    numbers = (re.sub(r"\D", "", found) for found in _NUMBER.findall(text))
    marked = (f"{word}{digits}" for word, digits in _MARKED_NUMBER.findall(text))
    words = (found.replace("-", "") for found in _HYPHENED.findall(text))
    return [folded(form) for form in (*numbers, *marked, *words) if len(form) >= SHORTEST_JOINED]


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Cf", "Cs", "Cn", "Co"):
        # Soft hyphens and marks of direction stand inside words; halves of pairs are no text.
        return ""
    return " " if category in ("Cc", "Zs", "Zl", "Zp") else sign
