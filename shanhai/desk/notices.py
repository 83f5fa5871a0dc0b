"""Who is told what when a request moves. The one place of the desk that speaks to the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.desk.models import Asker, Assignment
from shanhai.outbox.actions import say_to_all
from shanhai.outbox.kinds import Kind, declare
from shanhai.programme.models import Account
from shanhai.programme.queries.roles import holders
from shanhai.sheets import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.desk.models import Request
    from shanhai.programme.models import Organisation
    from shanhai.programme.trail import Writing

TO_ASKER, TO_UNIT, TO_DESK = "desk.asker", "desk.unit", "desk.desk"
declare(
    Kind(key=TO_ASKER, title=Words("news of what I asked", "我的诉求进展"), needs=("desk.report",)),
    Kind(key=TO_UNIT, title=Words("requests for our unit", "本单位承办的诉求"), needs=("desk.answer",)),
    Kind(
        key=TO_DESK,
        title=Words("requests that wait at the desk", "诉求台待办"),
        usual="digest",
        needs=("desk.route",),
    ),
)
_MINE = Words("News of your request", "您的诉求有进展")
_OURS = Words("A request for your unit", "有诉求待贵单位办理")
_DESKS = Words("A request waits at the desk", "有诉求待诉求台处理")
_BODY = Words(
    "{number} has moved. Whose turn it is and until when stands there.",
    "{number} 有更新，当前环节和时限请查看详情。",
)
_LATE = Words("{number} is late and waits for your unit.", "{number} 已超期，待贵单位办理。")
#: Steps of which the asker hears, and those of which the unit, or the desk.
_FOR_ASKERS = frozenset(
    {"take_on", "ask", "answer", "solve", "cannot", "hold", "lapse", "merge", "hand_over"}
)
_FOR_UNITS = frozenset(
    {"route", "hand_over", "tell_more", "reopen", "remind", "escalate", "confirm", "repeat"}
)
_FOR_DESK = frozenset({"give_back", "escalate"})


def tell(
    write: Writing,
    request: Request,
    name: str,
    *,
    asker: Asker | None = None,
    unit: Organisation | None = None,
) -> None:
    """Tell those who wait for this step. Nobody's words travel in a message: it leads to the page."""
    if name in _FOR_ASKERS or (name in ("remind", "lapse") and request.turn == "asker"):
        _say(write, request, TO_ASKER, _MINE, _BODY, _askers(request), name)
    if name in _FOR_UNITS and request.turn != "asker":
        late = _LATE if name == "escalate" else _BODY
        _say(write, request, TO_UNIT, _OURS, late, _responders(request), name)
    if name == "add_unit" and unit is not None:
        _say(write, request, TO_UNIT, _OURS, _BODY, _answering(request, [unit]), name)
    if name in _FOR_DESK:
        _say(write, request, TO_DESK, _DESKS, _BODY, holders("desk.route", request.programme_id), name)


def _say(
    write: Writing,
    request: Request,
    kind: str,
    subject: Words,
    body: Words,
    to: Iterable[Account],
    name: str,
) -> None:
    say_to_all(
        write,
        to,
        key=f"desk {request.pk} {name} v{request.version}",
        kind=kind,
        subject=subject,
        body=body,
        fields={"number": request.number},
        url=reverse("desk:request", args=[request.programme.code, request.pk]),
        about=request,
    )


def _askers(request: Request) -> list[Account]:
    found = Asker.objects.filter(request=request, account__isnull=False).values("account")
    return list(Account.objects.filter(pk__in=found))


def _responders(request: Request) -> list[Account]:
    """Whoever answers for the units that work on it."""
    held = Assignment.objects.filter(request=request, ended_at=None).select_related("unit")
    return _answering(request, [assignment.unit for assignment in held])


def _answering(request: Request, units: Iterable[Organisation]) -> list[Account]:
    found = {each for unit in units for each in holders("desk.answer", request.programme_id, unit)}
    return sorted(found, key=lambda account: account.pk)
