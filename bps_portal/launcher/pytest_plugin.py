"""Gives a test run its database before pytest-django reads the settings.

Loaded by name (`-p`), since a conftest.py comes too late for that. Under pytest-xdist the
controller alone starts the server; its workers find DATABASE_URL in their environment.
"""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None]:
    """Set DATABASE_URL, or end the run with one sentence."""
    # Imported by the controller alone and late, so that coverage measures all of it in the workers.
    if "DATABASE_URL" not in os.environ:
        _set_up()
    return (yield)


def _set_up() -> None:
    from . import LaunchError
    from .messages import compile_messages
    from .postgres import ensure_database
    from .scratch_databases import own_address, template

    try:
        url = ensure_database()
        compile_messages()
        os.environ["TEST_DATABASE_TEMPLATE"] = template(url)
        os.environ["DATABASE_URL"] = own_address(url)
    except LaunchError as error:
        raise pytest.UsageError(str(error)) from error


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stop the embedded server with the last test run that used it."""
    from .postgres import release_database

    release_database()
