"""The base page that every page type shares: one tree, one revision, parallel languages."""
