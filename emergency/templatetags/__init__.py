"""Template tags of the emergency room."""
