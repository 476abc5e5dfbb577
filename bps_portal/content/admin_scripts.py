"""Keeps scripts out of the text of the admin's pages, so that its policy can forbid them there.

Wagtail 8 starts its choosers, dates and lists of items with a script inside the page. In its place
stands an element that says what to start (static/admin/start.js); the templates of dates and lists
are in templates/wagtailadmin.
"""

import json
import re
from typing import Any

from django.utils.html import format_html
from wagtail.admin.widgets import BaseChooser

# Of what a chooser starts itself with: `new Name("id", {…});` or `name("id");`.
CALL = re.compile(r"(?:new )?(?P<name>\w+)\((?P<values>.*)\);", re.DOTALL)


def start_choosers_without_script() -> None:
    """Make every chooser of the admin name what starts it."""
    BaseChooser.render = _render


def _render(
    chooser: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, **_kwargs: Any
) -> str:
    """Return the HTML of a chooser.

    Raises:
        ValueError: for a chooser without identifier, or one that starts itself in another way.
    """
    identifier = (attrs or {}).get("id")
    data = chooser.get_value_data(value)
    call = CALL.fullmatch(chooser.render_js_init(identifier, name, data))
    if not identifier or call is None:
        raise ValueError(f"The chooser of {name} cannot be started")
    return format_html(
        '{}<span hidden data-controller="start" data-start-name-value="{}"'
        ' data-start-with-value="{}"></span>',
        chooser.render_html(name, data, attrs),
        call["name"],
        json.dumps(json.loads(f"[{call['values']}]")),
    )
