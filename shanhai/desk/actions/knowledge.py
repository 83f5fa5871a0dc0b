"""What was learned from solved requests, and shortages that become needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from shanhai.desk.actions.refused import StepRefused
from shanhai.desk.models import Lesson, Shortage
from shanhai.desk.stripping import still_named, stripped
from shanhai.programme.models import Account
from shanhai.programme.queries import require
from shanhai.programme.trail import writing
from shanhai.registers.actions import write_need

if TYPE_CHECKING:
    from shanhai.desk.models import Request, Topic
    from shanhai.desk.queries import Lack
    from shanhai.programme.models import Organisation, Programme

_LONGEST_TITLE = 200


def names_in(request: Request) -> list[str]:
    """Everybody who is named on a request: askers and whoever wrote in its thread."""
    names = [asker.name for asker in request.askers.all()]
    names += [asker.contact for asker in request.askers.all()]
    wrote = Account.objects.filter(pk__in=request.steps.exclude(by=None).values("by"))
    names += [account.name for account in wrote]
    names += [account.name for account in Account.objects.filter(pk__in=request.askers.values("account"))]
    return [name for name in names if name.strip()]


def draft_of(request: Request) -> dict[str, str]:
    """A lesson as it could read, with everybody who is named on the request taken out."""
    names = names_in(request)
    said = request.steps.filter(name__in=("answer", "solve"), is_internal=False).order_by("pk")
    solution = "\n".join(said.values_list("text", flat=True))
    title = " ".join(stripped(request.text, names).split())[:_LONGEST_TITLE]
    return {"title": title, "solution": stripped(solution, names)}


def write_lesson(
    *,
    by: Account,
    programme: Programme,
    title: str,
    solution: str,
    topic: Topic | None = None,
    source: Request | None = None,
    lesson: Lesson | None = None,
    expected: int | None = None,
) -> Lesson:
    """Write what was learned; a person publishes it.

    Raises: PermissionDenied; StepRefused while it names somebody.
    """
    require(by, "desk.route", programme=programme.pk)
    with writing(by=by, action="desk.lesson") as write:
        made = lesson or Lesson(programme=programme, source=source, written_by=by)
        _check_names(made.source, title, solution)
        made.title, made.solution, made.topic = title.strip(), solution.strip(), topic
        # What is changed is published anew by somebody who has read the change.
        made.published_by = made.published_at = None
        return write.save(made, expected=expected)


def publish_lesson(*, by: Account, lesson: Lesson, expected: int | None = None) -> Lesson:
    """Let everybody in the programme read it. Raises: PermissionDenied, StepRefused, Stale."""
    require(by, "desk.route", programme=lesson.programme_id)
    with writing(by=by, action="desk.lesson_publish") as write:
        stored = Lesson.objects.select_related("source").get(pk=lesson.pk)
        _check_names(stored.source, stored.title, stored.solution)
        stored.published_by, stored.published_at = by, timezone.now()
        return write.save(stored, expected=expected)


def withdraw_lesson(*, by: Account, lesson: Lesson, expected: int | None = None) -> Lesson:
    """Take it back from its readers. Raises: PermissionDenied, Stale."""
    require(by, "desk.route", programme=lesson.programme_id)
    with writing(by=by, action="desk.lesson_withdraw") as write:
        stored = Lesson.objects.get(pk=lesson.pk)
        stored.published_by = stored.published_at = None
        return write.save(stored, expected=expected)


def need_of(*, by: Account, programme: Programme, lack: Lack, host: Organisation) -> Shortage:
    """Write a shortage into the needs, once. Raises: PermissionDenied, StepRefused."""
    require(by, "desk.route", programme=programme.pk)
    with writing(by=by, action="desk.shortage") as write:
        if Shortage.objects.filter(programme=programme, topic=lack.topic, place=lack.place).exists():
            raise StepRefused("already_need")
        values = {
            "host": host,
            "place": lack.place,
            "title": f"{lack.place}：{lack.topic}",
            "source": "desk",
        }
        need = write_need(by=by, programme=programme, values=values)
        return write.save(
            Shortage(programme=programme, topic=lack.topic, place=lack.place, need=need, seen=lack.count)
        )


def _check_names(source: Request | None, title: str, solution: str) -> None:
    found = still_named(f"{title}\n{solution}", names_in(source) if source else ())
    if found:
        raise StepRefused("names_a_person", found="、".join(dict.fromkeys(found)))
