"""The language codes of the portal, read from the settings without loading them."""

import ast
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
SETTINGS = CHECKOUT / "bps_portal" / "settings" / "base.py"


def codes() -> list[str]:
    """Return the codes of the settings' LANGUAGES, in their order."""
    for node in ast.parse(SETTINGS.read_text()).body:
        if isinstance(node, ast.Assign) and "LANGUAGES" in ast.unparse(node.targets[0]):
            pairs = node.value
            if isinstance(pairs, ast.List):
                return [
                    pair.elts[0].value
                    for pair in pairs.elts
                    if isinstance(pair, ast.Tuple) and isinstance(pair.elts[0], ast.Constant)
                ]
    message = f"{SETTINGS} has no list LANGUAGES"
    raise SystemExit(message)
