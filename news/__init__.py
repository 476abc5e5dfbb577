"""News: the list and its articles."""
