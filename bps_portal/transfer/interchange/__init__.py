"""The interchange folder (docs/interchange.md): everything that is the site's own, as files."""
