"""What feeds and maps must look like, as RELAX NG schemas."""

from pathlib import Path

from lxml import etree

FOLDER = Path(__file__).parent


def assert_valid(document: bytes, schema: str) -> None:
    """Fail with the first faults where an XML document does not follow `schema` (a file here)."""
    rules = etree.RelaxNG(etree.parse(FOLDER / f"{schema}.rng"))
    assert rules.validate(etree.fromstring(document)), str(rules.error_log)
