"""Previews of pages and snippets: one per language, each as readers of that language see it."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.models import PreviewableMixin

from bps_portal import languages


class PreviewedInEachLanguage(PreviewableMixin):
    """A page or snippet with a preview in each language, the editor's own first."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One preview per language."""
        return [(code, languages.own_name(code)) for code in languages.codes()]

    @property
    def default_preview_mode(self) -> str:
        """The editor's own language."""
        return languages.active_code()

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Render it as readers of the language `mode_name` would see it."""
        code = mode_name if mode_name in languages.codes() else languages.default_code()
        # Also of a language that is prepared and not opened yet.
        seen = {*languages.public_codes(), code}
        with languages.as_if_opened(seen), languages.override(code):
            request.LANGUAGE_CODE = code
            response = super().serve_preview(request, mode_name)
            # A template response is lazy: render it while its language is active.
            if isinstance(response, TemplateResponse):
                response.render()
        return response
