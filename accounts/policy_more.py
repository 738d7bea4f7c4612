"""What higher floors put on the page of the published policy: each registers a panel, as a template and what it shows."""

from collections.abc import Callable
from typing import Any

Panel = Callable[[], tuple[str, Any]]
PANELS: list[Panel] = []


def panel(function: Panel) -> Panel:
    """Register the decorated function; it gives the name of a template and the value that it shows as `shown`."""
    PANELS.append(function)
    return function
