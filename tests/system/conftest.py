"""What tests with further servers and tools share: the portal with its demo content."""

from tests.browser.conftest import demo

__all__ = ["demo"]
