"""What the languages add to Wagtail's admin."""

from wagtail import hooks

from . import history

hooks.register("register_log_actions", history.register_actions, order=1)
