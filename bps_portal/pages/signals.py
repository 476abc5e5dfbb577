"""Signals of the page tree."""

from django.dispatch import Signal

# Sent after commit, once per language whose address changed, with that language active.
# Arguments: instance (the specific page), code, url_path_before (None where it had no address).
page_address_changed = Signal()
