"""System check of the crisis centre's tokens."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

SHORT_TOKEN_ID = "emergency.E001"  # noqa: S105 - no token
SHORTEST_TOKEN = 24


@register()
def check_tokens_are_long(
    app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Return an error where a token that puts alerts out could be guessed; it is not shown."""
    del app_configs
    if all(len(token) >= SHORTEST_TOKEN for token in settings.CRISIS_HOOK_TOKENS):
        return []
    return [
        Error(
            "A token in CRISIS_HOOK_TOKENS is too short.",
            hint=(
                f"Use {SHORTEST_TOKEN} signs or more, such as those of"
                " `python -c 'import secrets; print(secrets.token_urlsafe())'`."
            ),
            id=SHORT_TOKEN_ID,
        )
    ]
