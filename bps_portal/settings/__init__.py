"""Settings by purpose: base, local (`make run`), test, production. Nothing imports this package."""
