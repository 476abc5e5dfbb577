"""Commands of the emergency room."""
