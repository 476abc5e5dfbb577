"""Tests of the demo content and of what loads it."""
