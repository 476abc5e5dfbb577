"""The home page and plain pages: the only room that picks from several subjects."""
