"""Numbers as vCard 4.0 (RFC 6350), for address books."""

from bps_portal import languages

from .models import EmergencyNumber

# Octets of a line without its end (section 3.2).
LONGEST_LINE = 75


def vcard(number: EmergencyNumber) -> str:
    """Return the card of a number with its texts in the active language."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:org",
        f"FN:{_escaped(number.name)}",
        f"ORG:{_escaped(number.name)}",
        f"TEL;VALUE=uri;TYPE=voice:{number.tel_url}",
        *(f"LANG:{code}" for code in languages.codes() if code in number.served_languages),
    ]
    if note := " ".join(filter(None, (number.what_for, number.hours, number.note))):
        lines.append(f"NOTE:{_escaped(note)}")
    if number.source_url:
        lines.append(f"URL:{number.source_url}")
    lines.append("END:VCARD")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    """Return `text` with what has a meaning in a value escaped (section 3.4)."""
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """Return a line in parts of at most 75 octets, no sign of which is torn (section 3.2)."""
    parts, part, length = [], "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > LONGEST_LINE:
            parts.append(part)
            # The space that marks a continuation counts.
            part, length = "", 1
        part += sign
        length += size
    return "\r\n ".join([*parts, part])
