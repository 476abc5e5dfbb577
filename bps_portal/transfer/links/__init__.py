"""Links that lead nowhere: found, and shown with the place to repair."""
