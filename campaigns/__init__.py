"""Campaigns and their brochures."""
