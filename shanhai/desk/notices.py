"""Who is told what when a request moves. The one place of the desk that speaks to the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from shanhai.desk import rules
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
_MINE = Words("News of your request", "您的诉求有进展")
_OURS = Words("A request for your unit", "有诉求待贵单位办理")
_OF_OURS = Words("News of a request of your unit", "贵单位承办的诉求有进展")
_DESKS = Words("A request waits at the desk", "有诉求待诉求台处理")
#: The steps of which an asker, a unit or the desk hears, and what they are told.
_FOR_ASKERS: dict[str, Words] = {
    "take_on": Words("A unit works on {number} now.", "{number} 已由承办单位接办。"),
    "ask": Words("A question about {number} waits for your answer.", "{number} 有一个问题待您回复。"),
    "answer": Words("{number} was answered.", "{number} 已有答复。"),
    "solve": Words(
        "The unit says that {number} is solved. Say whether it is.", "{number} 承办单位认为已解决，请您确认。"
    ),
    "cannot": Words(
        "{number} cannot be solved; the reason stands there.", "{number} 无法解决，原因请查看详情。"
    ),
    "hold": Words(
        "{number} is on hold; why, and until when, stands there.", "{number} 已暂缓，原因和期限请查看详情。"
    ),
    "lapse": Words(
        "{number} was closed since no word came. You can open it again.",
        "{number} 因未收到回应已办结，您可重新打开。",
    ),
    "merge": Words("{number} goes on together with another request.", "{number} 与另一件诉求合并办理。"),
    "hand_over": Words("{number} was handed over to another unit.", "{number} 已移交另一单位办理。"),
    "remind": Words("{number} waits for your word.", "{number} 待您回应。"),
}
_FOR_UNITS: dict[str, Words] = {
    "route": Words("{number} was routed to your unit.", "{number} 已转至贵单位。"),
    "hand_over": Words("{number} was handed over to your unit.", "{number} 已移交贵单位。"),
    "add_unit": Words("Your unit is asked to help with {number}.", "请贵单位协办 {number}。"),
    "tell_more": Words("Whoever asked has added something to {number}.", "{number} 诉求人有补充。"),
    "reopen": Words("{number} is not settled, says whoever asked.", "{number} 诉求人认为未解决。"),
    "remind": Words("{number} is due soon.", "{number} 即将到期。"),
    "escalate": Words("{number} is late and waits for your unit.", "{number} 已超期，待贵单位办理。"),
    "confirm": Words("Somebody who asked has confirmed {number}.", "{number} 有诉求人已确认。"),
    "withdraw": Words("Somebody who asked needs {number} no longer.", "{number} 有诉求人撤回。"),
    "repeat": Words(
        "For {number} something was asked that had been said already.", "{number} 诉求人反映被重复询问。"
    ),
}
_FOR_DESK: dict[str, Words] = {
    "give_back": Words("{number} was given back by its unit.", "{number} 由承办单位退回。"),
    "escalate": Words("{number} is late with its unit.", "{number} 承办单位已超期。"),
}


def declare_kinds() -> None:
    """Make the desk's messages known to the outbox, when the application starts."""
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


def tell(
    write: Writing,
    request: Request,
    name: str,
    *,
    asker: Asker | None = None,
    unit: Organisation | None = None,
) -> None:
    """Tell those who wait for this step. Nobody's words travel in a message: it leads to the page."""
    if name in _FOR_ASKERS and (name != "remind" or request.turn == "asker"):
        _say(write, request, TO_ASKER, _MINE, _FOR_ASKERS[name], _askers(request), name)
    if name in _FOR_UNITS and (request.turn != "asker" or name in rules.WITH_UNIT):
        subject = _OURS if request.turn == "unit" else _OF_OURS
        to = _answering(request, [unit]) if name == "add_unit" and unit else _responders(request)
        _say(write, request, TO_UNIT, subject, _FOR_UNITS[name], to, name)
    if name in _FOR_DESK:
        to = holders("desk.route", request.programme_id)
        _say(write, request, TO_DESK, _DESKS, _FOR_DESK[name], to, name)


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
