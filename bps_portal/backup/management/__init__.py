"""Commands of the backup room."""
