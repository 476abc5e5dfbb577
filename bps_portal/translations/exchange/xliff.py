"""XLIFF 2.0 and 1.2, written and read through translate-toolkit.

OASIS XLIFF Version 2.0 (2014) and 1.2 (2008). A document type is refused: neither standard asks for
one, and it is how a file would reach outside or grow without end.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from translate.misc.xml_helpers import get_safe_xml_parser
from translate.storage.xliff import Xliff1File, Xliff1Unit
from translate.storage.xliff2 import Xliff2File, Xliff2Unit

from bps_portal.languages.tagged import Tags, words

from .files import FileRefusedError, Line, Part, TranslationFile
from .xliff_inline import XLIFF_1, XLIFF_2, data_id, fill, line_of

GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DONE_2 = frozenset({"translated", "reviewed", "final"})
DONE_1 = frozenset({"translated", "signed-off", "final"})


class _Xliff12Unit(Xliff1Unit):
    namespace = XLIFF_1


class _Xliff12File(Xliff1File):
    """The toolkit starts files of version 1.1; it reads and writes 1.2 as well."""

    UnitClass = _Xliff12Unit
    namespace = XLIFF_1
    XMLskeleton = Xliff1File.XMLskeleton.replace("1.1", "1.2")


def write_2(file: TranslationFile) -> bytes:
    """Return a file as XLIFF 2.0."""
    store = Xliff2File()
    root = store.document.getroot()
    root.remove(store.body)
    store.setsourcelanguage(file.source)
    store.settargetlanguage(file.target)
    for part in file.parts:
        node = store.createfilenode(part.id, file.source, file.target)
        node.set("original", part.title)
        root.append(node)
        store.body = node
        for line in part.lines:
            _add_unit_2(store, line)
    return bytes(store)


def write_1(file: TranslationFile) -> bytes:
    """Return a file as XLIFF 1.2."""
    store = _Xliff12File()
    root = store.document.getroot()
    root.remove(store.body.getparent())
    for part in file.parts:
        node = store.createfilenode(part.id, file.source, file.target, datatype="html")
        root.append(node)
        store.body = node[0]
        for line in part.lines:
            _add_unit_1(store, line)
    return bytes(store)


def read(content: bytes) -> TranslationFile:
    """Return what a file of either version holds.

    Raises:
        FileRefusedError: for what is no XML or no XLIFF, and for a document type.
    """
    try:
        # The toolkit's own parser: no entities, no network.
        root = etree.fromstring(content, get_safe_xml_parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise FileRefusedError(_("The file is no XML that can be read.")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        message = _("The file has a document type (DOCTYPE), which may hold entities: remove it.")
        raise FileRefusedError(message)
    version = root.get("version", "")
    if etree.QName(root).localname == "xliff" and version.startswith("2."):
        return _read_2(_parsed(Xliff2File, content))
    if etree.QName(root).localname == "xliff" and version.startswith("1."):
        return _read_1(_parsed(_Xliff12File, content))
    raise FileRefusedError(_("The file is XML, but no XLIFF of version 1.2 or 2.0."))


def _parsed(kind: Any, content: bytes) -> Any:
    try:
        return kind.parsestring(content)
    # The toolkit leaves some of these to chance: assertions, missing elements.
    except (ValueError, AssertionError, StopIteration, AttributeError, RuntimeError) as error:
        raise FileRefusedError(_("The file is no XLIFF that can be read.")) from error


def _add_unit_2(store: Xliff2File, line: Line) -> None:
    segment = Xliff2Unit("")
    store.addunit(segment)
    segment.setid(line.id)
    # The schema has room for white space at the unit, and none at the segment.
    del segment.xmlelement.attrib[SPACE]
    unit = segment.getunitelement()
    unit.set(SPACE, "preserve")
    fill(segment.source_dom, line.source, line.source_tags)
    if line.target:
        target = etree.Element(f"{{{XLIFF_2}}}target")
        segment.set_target_dom(target, append=True)
        fill(target, line.target, line.target_tags)
    segment.xmlelement.set("state", "translated" if line.is_done else "initial")
    place = 0
    for made in (
        _glossary(line),
        _notes(line),
        _original_data(line.source_tags | line.target_tags),
    ):
        if made is not None:
            unit.insert(place, made)
            place += 1


def _glossary(line: Line) -> Any:
    if not line.terms:
        return None
    glossary = etree.Element(f"{{{GLOSSARY}}}glossary", nsmap={"gls": GLOSSARY})
    for term in line.terms:
        entry = etree.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry")
        etree.SubElement(entry, f"{{{GLOSSARY}}}term").text = term.source
        etree.SubElement(entry, f"{{{GLOSSARY}}}translation").text = term.target
        if term.note:
            etree.SubElement(entry, f"{{{GLOSSARY}}}definition").text = term.note
    return glossary


def _notes(line: Line) -> Any:
    if not line.notes:
        return None
    notes = etree.Element(f"{{{XLIFF_2}}}notes")
    for note in line.notes:
        etree.SubElement(notes, f"{{{XLIFF_2}}}note").text = note
    return notes


def _original_data(tags: Tags) -> Any:
    if not tags:
        return None
    originals = etree.Element(f"{{{XLIFF_2}}}originalData")
    for number, tag in sorted(tags.items()):
        data = etree.SubElement(originals, f"{{{XLIFF_2}}}data", id=data_id(number))
        data.text = tag.start
        if tag.end:
            end = data_id(number, is_end=True)
            etree.SubElement(originals, f"{{{XLIFF_2}}}data", id=end).text = tag.end
    return originals


def _add_unit_1(store: Any, line: Line) -> None:
    unit = _Xliff12Unit("")
    store.addunit(unit)
    unit.setid(line.id)
    fill(unit.source_dom, line.source, line.source_tags)
    if line.is_done:
        unit.xmlelement.set("approved", "yes")
    if line.target:
        target = etree.Element(f"{{{XLIFF_1}}}target")
        target.set("state", "translated" if line.is_done else "needs-review-translation")
        unit.set_target_dom(target, append=True)
        fill(target, line.target, line.target_tags)
    for note in (*line.notes, *(f"{term.source} = {term.target}" for term in line.terms)):
        unit.addnote(note)


def _read_2(store: Any) -> TranslationFile:
    root = store.document.getroot()
    names = {"ns": etree.QName(root).namespace or XLIFF_2}
    parts = []
    for node in root.iterfind("ns:file", names):
        units = node.iterfind(".//ns:unit", names)
        lines = [_line_2(unit, names) for unit in units]
        parts.append(Part(node.get("id", ""), node.get("original", ""), lines))
    return TranslationFile(root.get("srcLang", ""), root.get("trgLang", ""), parts)


def _line_2(unit: Any, names: dict[str, str]) -> Line:
    """Return a unit as one line, also where a tool has cut it into several segments."""
    sources, targets, states, lacks = [], [], [], False
    cuts = [child for child in unit if _is(child, "segment") or _is(child, "ignorable")]
    for place, cut in enumerate(cuts, start=1):
        source, target = cut.find("ns:source", names), cut.find("ns:target", names)
        sources.append(line_of(source) if source is not None else "")
        if _is(cut, "segment"):
            states.append(cut.get("state", "initial"))
            lacks |= target is None and bool(words(sources[-1]).strip())
        order = target.get("order", "") if target is not None else ""
        text = line_of(target) if target is not None else sources[-1]
        targets.append((int(order) if order.isdigit() else place, text))
    target_line = "" if lacks else "".join(text for _place, text in sorted(targets))
    is_done = bool(states) and all(state in DONE_2 for state in states)
    return Line(unit.get("id", ""), "".join(sources), target_line, is_done)


def _is(element: Any, name: str) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname == name


def _read_1(store: Any) -> TranslationFile:
    root = store.document.getroot()
    names = {"ns": etree.QName(root).namespace or XLIFF_1}
    files = root.findall("ns:file", names)
    pairs = Counter((f.get("source-language", ""), f.get("target-language", "")) for f in files)
    if len(pairs) > 1:
        raise FileRefusedError(_("The parts of the file are in different languages."))
    source, target = next(iter(pairs), ("", ""))
    parts = [Part(f.get("original", ""), "", list(_lines_1(f, names))) for f in files]
    return TranslationFile(source, target, parts)


def _lines_1(file: Any, names: dict[str, str]) -> Iterator[Line]:
    for unit in file.iterfind(".//ns:trans-unit", names):
        source, target = unit.find("ns:source", names), unit.find("ns:target", names)
        state = target.get("state", "") if target is not None else ""
        yield Line(
            unit.get("id", ""),
            line_of(source) if source is not None else "",
            line_of(target) if target is not None else "",
            unit.get("approved") == "yes" or state in DONE_1,
        )
