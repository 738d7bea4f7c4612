"""Every route that the resolver knows, and every operation of the OpenAPI document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from drf_spectacular.generators import SchemaGenerator

CONVERTED = re.compile(r"<(?:\w+:)?(\w+)>")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class Route:
    """One address of the product and what stands behind it."""

    name: str
    pattern: str
    callback: Any
    parameters: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        return hasattr(self.callback, "cls")

    @property
    def path(self) -> str:
        """As the OpenAPI document writes it."""
        return "/" + CONVERTED.sub(r"{\1}", self.pattern)

    @property
    def is_inside(self) -> bool:
        """Whether it belongs to a marketplace."""
        return self.pattern.startswith("m/<slug:slug>/")

    @property
    def public_reason(self) -> str:
        """Why anybody may use it, as its door or its view says."""
        door = getattr(self.callback, "door", None)
        if door is not None:
            return door.reason if door.kind == "public" else ""
        return getattr(getattr(self.callback, "cls", None), "public", "")

    @property
    def methods(self) -> tuple[str, ...]:
        """What it answers to: for pages as the door says, for the API as the view is written."""
        door = getattr(self.callback, "door", None)
        if door is not None:
            return tuple(door.permissions)
        view = self.callback.cls
        return tuple(method for method in METHODS[:6] if method != "HEAD" and hasattr(view, method.lower()))


def _walk(patterns: list[Any], prefix: str = "", space: tuple[str, ...] = (), names: tuple = ()) -> Iterator[Route]:
    for found in patterns:
        pattern, parameters = prefix + str(found.pattern), (*names, *found.pattern.regex.groupindex)
        if isinstance(found, URLPattern):
            yield Route(":".join((*space, found.name or "")), pattern, found.callback, parameters)
        else:
            inner = (*space, found.namespace) if found.namespace else space
            yield from _walk(found.url_patterns, pattern, inner, parameters)


@cache
def routes() -> tuple[Route, ...]:
    """Every route; where two have one address and name (ours before allauth's), the first, which answers."""
    found: dict[tuple[str, str], Route] = {}
    for route in _walk(get_resolver("config.urls").url_patterns):
        found.setdefault((route.pattern, route.name), route)
    return tuple(found.values())


@cache
def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """(path, method) of the OpenAPI document, each with what it says of it."""
    document = SchemaGenerator(urlconf="config.urls").get_schema(request=None, public=True)
    return {
        (path, method.upper()): operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method.upper() in METHODS
    }
