"""What an account may do now, as the roles that it holds at this moment say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q

from shanhai.programme.permissions import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

NOTHING = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Held:
    """One role: in which programme and, unless it holds for all of it, from which organisation downward."""

    role: str
    programme: int
    organisation: int | None = None
    path: str = ""
    #: What a token narrows the role to; None where nothing narrows it.
    only: frozenset[str] | None = None

    def grants(self, permission: str) -> bool:
        """Whether the role has this permission at all."""
        if self.only is not None and permission not in self.only:
            return False
        return permission in ROLES[self.role].permissions

    def covers(self, path: str | None) -> bool:
        """Whether the role reaches an organisation; a role for all of a programme reaches every one."""
        return self.organisation is None or bool(path and path.startswith(self.path))


@dataclass(frozen=True, slots=True)
class Standing:
    """All roles of an account together."""

    roles: tuple[Held, ...] = ()

    @classmethod
    def of(cls, held: Iterable[tuple[str, int, int | None, str | None]]) -> Standing:
        """The standing that follows from rows of roles: of role, programme, organisation and its path."""
        return cls(
            tuple(
                Held(role, programme, organisation, path or "")
                for role, programme, organisation, path in held
                if role in ROLES
            )
        )

    def narrowed(self, only: Iterable[str], programme: int | None = None) -> Standing:
        """The same roles with no more than these permissions, and in one programme where it is named."""
        kept = frozenset(only)
        return Standing(
            tuple(
                replace(held, only=kept)
                for held in self.roles
                if programme is None or held.programme == programme
            )
        )

    def has(self, *roles: str) -> bool:
        """Whether one of these roles is held anywhere."""
        return any(held.role in roles for held in self.roles)

    def programmes(self, permission: str = "") -> set[int]:
        """The ids of the programmes with a role, or with a role that has this permission."""
        return {held.programme for held in self.roles if not permission or held.grants(permission)}

    def permissions(self) -> list[str]:
        """Every permission that holds anywhere."""
        return sorted(
            {each for held in self.roles for each in ROLES[held.role].permissions if held.grants(each)}
        )

    def may(self, permission: str, *, programme: int | None = None, path: str | None = None) -> bool:
        """Whether a permission holds in a programme, and for the organisation at `path` where one is named.

        Without a path, a role of an organisation is enough: what it then reaches is narrowed by `within`.
        """
        return any(
            held.grants(permission)
            and (programme is None or held.programme == programme)
            and (path is None or held.covers(path))
            for held in self.roles
        )

    def may_everywhere(self, permission: str, *, programme: int) -> bool:
        """Whether a permission holds for all of a programme, not only from an organisation downward."""
        return any(
            held.organisation is None and held.programme == programme and held.grants(permission)
            for held in self.roles
        )

    def within(self, permission: str, *, programme: str = "", organisation: str = "") -> Q:
        """Which records of a model the permission reaches.

        `programme` and `organisation` name the model's fields for them; a role that the named fields cannot
        narrow reaches nothing.
        """
        return _any_of(self._reaches(permission, programme, organisation))

    def _reaches(self, permission: str, programme: str, organisation: str) -> Iterator[Q]:
        for held in self.roles:
            if not held.grants(permission):
                continue
            in_programme = Q(**{programme: held.programme}) if programme else Q()
            if held.organisation is None:
                if programme:
                    yield in_programme
            elif organisation:
                yield in_programme & Q(**{f"{organisation}__in": below(held.path)})

    def organisations(self) -> Q:
        """The organisations of one's roles with all that is below them, and those above them."""
        return _any_of(
            Q(path__startswith=held.path) | Q(path__in=_above(held.path)) for held in self.roles if held.path
        )

    def reached_by_grants(self, account: object) -> Q:
        """Which grants reach the account: its own, those to its roles, those to its organisations."""
        reached = [Q(account=account)]
        for held in self.roles:
            if held.organisation is None:
                reached.append(Q(programme=held.programme, role=held.role))
            else:
                to_role = Q(role="") | Q(role=held.role)
                reached.append(to_role & Q(organisation__in=below(held.path)))
        return _any_of(reached)


def below(path: str) -> QuerySet:
    """The keys of the organisation at a path with all that is below it.

    Asked for by themselves, not by a join: a database then finds by an index what refers to them, even where
    they are but one of several conditions.
    """
    return apps.get_model("programme", "Organisation").objects.filter(path__startswith=path).values("pk")


def _any_of(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, NOTHING)


def _above(path: str) -> list[str]:
    """The paths of the organisations above one: "/A/B/C/" is below "/A/" and "/A/B/"."""
    parts = path.strip("/").split("/")[:-1]
    return ["/" + "/".join(parts[: end + 1]) + "/" for end in range(len(parts))]
