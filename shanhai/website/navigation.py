"""Puts the navigation together: which programme and cohort a page is about, and where its reader may go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import module_has_submodule
from django.utils.translation import get_language

from shanhai.outbox.queries import unread
from shanhai.pages.words import words
from shanhai.programme.models import Cohort, Programme
from shanhai.programme.permissions import ROLES

if TYPE_CHECKING:
    from types import ModuleType

    from django.http import HttpRequest

    from shanhai.pages.navigation import Entry, Panel
    from shanhai.sheets import Words

STYLE_SHEETS = ("tokens", "base", "tables", "forms", "parts", "boards", "courses", "print")
#: More would not be hit by a thumb.
MOST_ON_PHONE = 5
_HOME = words("Home", "首页")
_SHORT = {"zh-hans": "简", "zh-hant": "繁", "en": "EN"}


@dataclass(frozen=True)
class Group:
    """Rooms whose entries stand together under one word, in the order of a cohort's life."""

    title: Words
    rooms: tuple[str, ...]


#: What stands in none of them stands by itself, before them.
GROUPS = (
    Group(words("Registers", "供需"), ("registers",)),
    Group(words("Selection", "选派"), ("rounds",)),
    Group(words("Plans and decisions", "方案审议"), ("plans", "decisions")),
    Group(words("Placements", "挂职"), ("placements",)),
    Group(words("Desk", "诉求"), ("desk",)),
    Group(words("Administration", "管理"), ("programme", "imports")),
)


@dataclass(frozen=True)
class Way:
    """A link of the navigation; or, with `below`, a word that opens to several."""

    title: Words | str
    url: str = ""
    is_current: bool = False
    below: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Tongue:
    """A language that the reader may choose."""

    code: str
    name: str
    short: str
    is_current: bool


@cache
def rooms_with_navigation() -> tuple[ModuleType, ...]:
    """The `navigation` modules of the rooms, in the order of the rooms."""
    return tuple(
        import_module(f"{config.name}.navigation")
        for config in apps.get_app_configs()
        if config.name.startswith("shanhai.")
        and config.name not in ("shanhai.pages", "shanhai.website")
        and module_has_submodule(config.module, "navigation")
    )


@cache
def all_entries() -> tuple[Entry, ...]:
    """Every entry that a room declares, by its order."""
    found = [entry for room in rooms_with_navigation() for entry in getattr(room, "ENTRIES", ())]
    return tuple(sorted(found, key=lambda entry: entry.order))


@cache
def all_panels() -> tuple[Panel, ...]:
    """Every panel that a room declares, by its order."""
    found = [panel for room in rooms_with_navigation() for panel in getattr(room, "PANELS", ())]
    return tuple(sorted(found, key=lambda panel: panel.order))


class House:
    """What the frame of a page shows; each part is asked for only when a template needs it."""

    #: Lists show what is kept of them by this template.
    kept_views_template = "website/kept_views.html"
    style_sheets = tuple(f"pages/{name}.css" for name in STYLE_SHEETS)

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._account = getattr(request, "user", None)
        match = request.resolver_match
        self._named = match.kwargs if match else {}

    @cached_property
    def _programmes(self) -> list[Programme]:
        return list(Programme.objects.visible_to(self._account)) if self._account else []

    @cached_property
    def _cohorts(self) -> list[Cohort]:
        if not self._account:
            return []
        return list(Cohort.objects.visible_to(self._account).select_related("programme"))

    @cached_property
    def programme(self) -> Programme | None:
        """The programme of the address; else the first that the reader has a role in."""
        return _named(self._programmes, self._named.get("programme"))

    @cached_property
    def cohort(self) -> Cohort | None:
        """The cohort of the address; else the newest of the programme."""
        of_programme = [each for each in self._cohorts if each.programme == self.programme]
        return _named(of_programme, self._named.get("cohort"))

    @property
    def is_of_cohort(self) -> bool:
        """Whether the page is about a cohort, and not about the programme as a whole."""
        return "cohort" in self._named

    @property
    def cohorts_under_way(self) -> list[Cohort]:
        """The other cohorts of the programme that are not closed, the newest first."""
        return [
            each
            for each in self._cohorts
            if each.programme == self.programme and each != self.cohort and each.stage != "closed"
        ]

    @property
    def is_invented(self) -> bool:
        """Whether everything in the programme is invented, which every page then says."""
        return bool(self.programme and self.programme.invented)

    @cached_property
    def switch(self) -> list[Way]:
        """Every cohort of every programme that the reader has a role in."""
        return [
            Way(f"{each.programme} · {each}", cohort_url("cohort", each), each == self.cohort)
            for each in self._cohorts
        ]

    @cached_property
    def entries(self) -> list[Way]:
        """Where the reader may go: the home page, what stands by itself, and the groups of rooms."""
        if not self._account or not self._account.is_authenticated:
            return []
        entries = [entry for entry in all_entries() if not entry.in_menu and self._may_enter(entry)]
        home = Way(_HOME, cohort_url("cohort", self.cohort) if self.cohort else reverse("home"))
        ways = self._marked([home, *map(self._way, entries)], home=home.url)
        return _grouped(ways[0], [(entry.room, way) for entry, way in zip(entries, ways[1:], strict=True)])

    @cached_property
    def on_phone(self) -> list[Way]:
        """The few rooms that stay at hand on a phone, the home page first; none when it would stand alone."""
        if not self.entries:
            return []
        entries = [entry for entry in all_entries() if entry.on_phone and self._may_enter(entry)]
        daily = sorted(entries, key=lambda entry: entry.on_phone)[: MOST_ON_PHONE - 1]
        home = self.entries[0]
        ways = self._marked([home, *(self._way(each) for each in entries if each in daily)], home=home.url)
        return ways if entries else []

    @cached_property
    def menu(self) -> list[Way]:
        """What stands below the reader's name."""
        entries = [entry for entry in all_entries() if entry.in_menu and self._may_enter(entry)]
        return self._marked(list(map(self._way, entries)))

    @cached_property
    def unread(self) -> int:
        """How many messages the reader has not read yet."""
        return unread(self._account) if self._account and self._account.is_authenticated else 0

    @cached_property
    def role_titles(self) -> list[Words]:
        """The roles that the reader holds in the programme."""
        held = self._account.standing.roles if self.programme else ()
        return list(
            dict.fromkeys(ROLES[each.role].title for each in held if each.programme == self.programme.pk)
        )

    @property
    def languages(self) -> list[Tongue]:
        """The three languages."""
        now = get_language()
        return [Tongue(code, name, _SHORT[code], code == now) for code, name in settings.LANGUAGES]

    def _way(self, entry: Entry) -> Way:
        return Way(entry.title, self._url(entry))

    def _may_enter(self, entry: Entry) -> bool:
        lacking = {"site": False, "programme": self.programme is None, "cohort": self.cohort is None}
        if lacking[entry.of]:
            return False
        programme = None if entry.of == "site" else self.programme.pk
        may = self._account.standing.may
        return not entry.needs or any(may(permission, programme=programme) for permission in entry.needs)

    def _url(self, entry: Entry) -> str:
        if entry.of == "cohort":
            return cohort_url(entry.view, self.cohort)
        return reverse(entry.view, args=[self.programme.code] if entry.of == "programme" else [])

    def _marked(self, ways: list[Way], home: str = "") -> list[Way]:
        """The ways with the one marked that leads to where the reader is: the longest that fits."""
        here = home if self._request.path == reverse("home") else self._request.path
        fitting = [
            way.url for way in ways if way.url == here or (way.url != home and here.startswith(way.url))
        ]
        current = max(fitting, key=len, default=None)
        return [Way(way.title, way.url, way.url == current) for way in ways]


def _grouped(home: Way, ways: list[tuple[str, Way]]) -> list[Way]:
    """The home page, what belongs to no group, and each group; one of a single entry is that entry."""
    grouped = {room for group in GROUPS for room in group.rooms}
    found = [home, *(way for room, way in ways if room not in grouped)]
    for group in GROUPS:
        below = tuple(way for room, way in ways if room in group.rooms)
        if len(below) == 1:
            found += below
        elif below:
            found.append(Way(group.title, is_current=any(way.is_current for way in below), below=below))
    return found


def cohort_url(view: str, cohort: Cohort) -> str:
    """The address of a page of a cohort."""
    return reverse(view, args=[cohort.programme.code, cohort.code])


def house(request: HttpRequest) -> dict[str, House]:
    """The context processor that every page draws its frame from."""
    return {"house": House(request)}


def _named(records: list, code: str | None):
    """The record of that code; without a code the first."""
    if code is None:
        return records[0] if records else None
    return next((each for each in records if each.code == code), None)
