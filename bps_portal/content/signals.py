"""Signals of what pages are gathered by."""

from django.dispatch import Signal

# Sent after commit, once per language in which the slug of a theme changed.
# Arguments: instance (the theme), code, slug_before (never empty).
theme_slug_changed = Signal()
