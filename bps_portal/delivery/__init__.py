"""How pages reach readers: background work, and later caching, purging and health."""
