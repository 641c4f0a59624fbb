"""Every address of the program, read from the URL conf."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One pattern: its route, its name, its view and the arguments it takes."""

    route: str
    name: str
    view: Any
    arguments: tuple[str, ...]

    def filled(self, values: dict[str, Any]) -> str:
        """Return the path with these arguments; every argument must be known."""
        path = self.route
        for argument in self.arguments:
            for converter in ("uuid", "str", "int", "slug"):
                path = path.replace(f"<{converter}:{argument}>", str(values[argument]))
        return "/" + path


def addresses() -> list[Address]:
    """Return all addresses but those of the accounts library, which know no practice."""
    return [one for one in _walk(get_resolver().url_patterns, "") if not one.route.startswith("account/")]


def _walk(patterns: list[Any], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield Address(route, pattern.name or "", pattern.callback, tuple(pattern.pattern.converters))
