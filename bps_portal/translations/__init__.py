"""The translators' workbench: what is missing or out of date, and who completes it."""
