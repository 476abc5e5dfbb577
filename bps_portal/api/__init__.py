"""Open data: what the portal publishes, for other programs (`/api/v1/`, read-only)."""
