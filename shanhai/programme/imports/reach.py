"""For which organisations an account holds a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.programme.models import Organisation

if TYPE_CHECKING:
    from shanhai.programme.imports.adaptor import Scope


class Reach:
    """The organisations of a programme for which an account holds a permission, read once."""

    def __init__(self, scope: Scope, permission: str) -> None:
        found = Organisation.objects.filter(participations__programme=scope.programme)
        standing, programme = scope.account.standing, scope.programme.pk
        self.places: dict[int, int | None] = {}
        for pk, path, place in found.values_list("pk", "path", "place_id"):
            if standing.may(permission, programme=programme, path=path):
                self.places[pk] = place
        self.ids = frozenset(self.places)

    @property
    def only(self) -> int | None:
        """The one organisation that there is, so that it need not be named."""
        return next(iter(self.ids)) if len(self.ids) == 1 else None
