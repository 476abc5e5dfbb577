"""Import and export of content."""
