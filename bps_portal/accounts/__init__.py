"""Roles of the people who work in the admin."""
