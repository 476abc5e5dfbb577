"""Copies of everything that the portal must not lose: the database and the uploads."""
