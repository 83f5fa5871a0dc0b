"""Walks through the house as one role, by its links, and comes to one page of every kind that it may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.chromium import Reader

#: Links that are followed: rooms, menus, breadcrumbs, and whatever a page offers; never a download.
LINKS = "a[href]:not([download])"
MOST_PAGES = 160


@dataclass(frozen=True)
class Place:
    """One page: the name of its route, where it was found, and who found it."""

    route: str
    path: str
    by: str


def walk(reader: Reader, username: str) -> list[Place]:
    """The pages that somebody who is signed in comes to, one for each route, the home page first."""
    found: dict[str, Place] = {}
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        route = route_of(path)
        if route is None or route in seen:
            continue
        answer = reader.page.goto(reader.address + path)
        if answer is None or not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
            continue
        seen.add(route)
        # The description of the API has a frame of its own.
        if reader.page.locator(".languages").count():
            found[route] = Place(route, path, username)
        waiting += [link for link in _links(reader.page, reader.address) if route_of(link) not in seen]
    return list(found.values())


def route_of(path: str) -> str | None:
    """The name of the route that a path leads to, if it leads to one of ours."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def _links(page: Page, address: str) -> list[str]:
    hrefs = page.eval_on_selector_all(LINKS, "links => links.map(link => link.href)")
    return list(dict.fromkeys(_path(href) for href in hrefs if href.startswith(address)))


def _path(href: str) -> str:
    parts = urlsplit(href)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
