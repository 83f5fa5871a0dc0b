"""What the pages of the desk have in common: the programme and request of the address, and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied

from shanhai.desk.models import Request
from shanhai.pages.words import say
from shanhai.programme.actions.refusal import Refused
from shanhai.programme.models import Programme
from shanhai.programme.queries import seen
from shanhai.programme.trail import Gone, Stale
from shanhai.programme.words import STALE

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest


def the_programme(request: HttpRequest, programme: str) -> Programme:
    """The programme of the address. Raises: Http404."""
    return seen(request.user, Programme.objects, code=programme)


def the_request(request: HttpRequest, programme: Programme, pk: int) -> Request:
    """The request of the address. Raises: Http404."""
    found = Request.objects.select_related("programme", "topic", "place", "unit", "merged_into")
    return seen(request.user, found, programme=programme, pk=pk)


def let_in(request: HttpRequest, programme: Programme, *permissions: str) -> None:
    """Go on with one of these permissions in the programme. Raises: PermissionDenied."""
    may = request.user.standing.may
    if not any(may(each, programme=programme.pk) for each in permissions):
        raise PermissionDenied(permissions[0])


def tried(request: HttpRequest, act: Callable[[], object]) -> int:
    """Act, and say what kept it from being done. Returns: 0 when done, else the status of the answer."""
    try:
        act()
    except Refused as refused:
        messages.error(request, say(refused.words))
        return 422
    except (Stale, Gone):
        messages.error(request, say(STALE))
        return 409
    return 0
