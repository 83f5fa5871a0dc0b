"""All routes of the application, as its own addresses name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator


def routes() -> dict[str, URLPattern]:
    """Every route by its full name. One without a name stands under its address."""
    return {name: pattern for name, _, pattern in _below(get_resolver(), "", "")}


def addresses() -> dict[str, str]:
    """The address of every route: on the API, several routes share one and differ by their methods."""
    return {name: address for name, address, _ in _below(get_resolver(), "", "")}


def _below(resolver: URLResolver, namespace: str, address: str) -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in resolver.url_patterns:
        here = address + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below(pattern, inside, here)
        else:
            yield (f"{namespace}{pattern.name}" if pattern.name else f"/{here}"), here, pattern
