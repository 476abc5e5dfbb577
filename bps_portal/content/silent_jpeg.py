"""Whether a JPEG holds nothing beside its pixels (ITU-T T.81, annex B)."""

START, END, SCAN = 0xD8, 0xD9, 0xDA
# Tables, frames and restart intervals: what the pixels are made of.
_PICTURE = {0xC4, 0xDB, 0xDD, SCAN, *range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC)}
# The first application segment names the format (JFIF); with a thumbnail it is longer.
_JFIF, _JFIF_LENGTH = 0xE0, 16


def is_silent(content: bytes) -> bool:
    """Tell whether a JPEG consists of its picture alone: no EXIF, profile, comment or appendix."""
    if content[:2] != bytes((0xFF, START)):
        return False
    position = 2
    while content[position : position + 1] == b"\xff":
        marker = content[position + 1]
        if marker == END:
            return position + 2 == len(content)
        length = int.from_bytes(content[position + 2 : position + 4], "big")
        is_plain_head = marker == _JFIF and length == _JFIF_LENGTH
        if length < 2 or (marker not in _PICTURE and not is_plain_head):
            return False
        position += 2 + length
        if marker == SCAN:
            position = _end_of_scan(content, position)
    return False


def _end_of_scan(content: bytes, position: int) -> int:
    """Return where the next marker stands after the pixels of a scan."""
    while (position := content.find(b"\xff", position)) >= 0:
        following = content[position + 1 : position + 2]
        # A stuffed byte or a restart belongs to the pixels; a filler byte precedes a marker.
        if following and following != b"\x00" and not b"\xd0" <= following <= b"\xd7":
            return position
        position += 2
    return len(content)
