"""Signals of the languages; a room that keeps something for each language listens to them."""

from django.dispatch import Signal

# Sent by `add_language` in the transaction that adds the columns. Argument: code.
columns_added = Signal()

# Sent by `add_language` once that is committed, for work that takes its time and may be done
# again. Arguments: code, tell (takes a line about the progress).
language_added = Signal()
