"""What was learned, what is lacking again and again, and the figures of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shanhai.desk import actions, forms, lists, queries
from shanhai.desk.models import Lesson, Request
from shanhai.desk.views.frame import let_in, the_programme, the_request, tried
from shanhai.pages import once
from shanhai.pages.words import say, words
from shanhai.programme.models import Organisation
from shanhai.programme.queries import seen
from shanhai.programme.views.frame import SAVED, version_of
from shanhai.registers.queries import newest_cohort

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.desk.queries import Line
    from shanhai.programme.models import Programme

_READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])
_STEPS = {"publish": actions.publish_lesson, "withdraw": actions.withdraw_lesson}
_READERS = ("desk.report", "desk.answer", "desk.route", "desk.read")
#: Each figure of the dashboard: its title, and the list behind it.
_FIGURES = (
    ("open", words("open", "未办结"), "?state=open"),
    ("late", words("late", "超期"), "?late=yes"),
    ("with_desk", words("with the desk", "在诉求台"), "?turn=desk"),
    ("waiting_for_asker", words("with the asker", "待诉求人"), "?turn=asker"),
    ("on_hold", words("on hold", "暂缓"), "?state=on_hold"),
    ("answered", words("answered", "已答复"), "?outcome=answered"),
    ("solved", words("solved", "已解决"), "?outcome=solved"),
    ("unsolvable", words("cannot be solved", "无法解决"), "?outcome=unsolvable"),
    ("confirmed", words("confirmed by the asker", "本人已确认"), "?state=confirmed"),
    ("lapsed", words("closed, asker silent", "未回应办结"), "?state=lapsed"),
    ("repeats", words("asked for what was said (target: none)", "重复询问（目标为零）"), "?mark=repeats"),
    ("reopened", words("opened again", "重新打开"), "?mark=reopened"),
    ("escalated", words("escalated", "督办"), "?mark=escalated"),
    ("asked_again", words("a question is open", "待诉求人回复"), "?mark=asked"),
    ("unsure", words("dates without a calendar", "日历缺失"), "?mark=unsure"),
)
#: So many topics and places stand below the figures; of more it is said how many there are.
_MOST = 40
_TABLES = (("topic", words("By topic", "按事项类别")), ("place", words("By place", "按地区")))
_NOT_STATED = words("not stated", "未填")
_COUNTED = {
    "open": "&state=open",
    "late": "&late=yes",
    "solved": "&outcome=solved",
    "unsolvable": "&outcome=unsolvable",
}


@login_required
@require_safe
def figures(request: HttpRequest, programme: str) -> HttpResponse:
    """How the desk stands; every figure leads to the requests that it counts."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.route", "desk.read", "desk.answer")
    works_for_all = any(
        request.user.standing.may(each, programme=at.pk) for each in ("desk.route", "desk.read")
    )
    found = Request.objects.visible_to(request.user).filter(programme=at)
    if not works_for_all:
        found = queries.of_units(request.user, at)
    counted = queries.dashboard(found, timezone.localdate())
    base = reverse("desk:requests" if works_for_all else "desk:queue", args=[at.code])
    context = {
        "programme": at,
        "figures": [
            (title, getattr(counted.all, name), base + address, name) for name, title, address in _FIGURES
        ],
        "tables": [
            (title, _table(lines[:_MOST], f"{base}?{what}="), len(lines))
            for what, title in _TABLES
            for lines in [getattr(counted, f"by_{what}")]
        ],
    }
    return render(request, "desk/figures.html", context)


def _table(lines: list[Line], base: str) -> list[tuple[str, list[tuple[int, str]]]]:
    """Rows of counts, each count with the address of the list behind it."""
    return [
        (
            line.name or say(_NOT_STATED),
            [
                (count, f"{base}{line.code or lists.NONE}{more}")
                for count, more in (
                    (line.all, ""),
                    *((getattr(line.figures, name), more) for name, more in _COUNTED.items()),
                )
            ],
        )
        for line in lines
    ]


@login_required
@require_safe
def lessons(request: HttpRequest, programme: str) -> HttpResponse:
    """What was learned."""
    at = the_programme(request, programme)
    let_in(request, at, *_READERS)
    found = queries.lessons(request.user, at).select_related("programme")
    context = {"programme": at, "list": lists.LESSONS.of(request, found)}
    return render(request, "desk/lessons.html", context)


@login_required
@require_safe
def lesson(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """One piece of knowledge."""
    at = the_programme(request, programme)
    let_in(request, at, *_READERS)
    found = seen(request.user, queries.lessons(request.user, at), pk=pk)
    may_write = request.user.standing.may("desk.route", programme=at.pk)
    return render(request, "desk/lesson.html", {"programme": at, "lesson": found, "may_write": may_write})


@login_required
@_READS_AND_WRITES
@once.only
def lesson_edit(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Change a piece of knowledge."""
    at = the_programme(request, programme)
    found = seen(request.user, Lesson.objects.select_related("topic", "source"), programme=at, pk=pk)
    let_in(request, at, "desk.route")
    form = forms.LessonForm(at, found, request.POST or None)
    return _written(request, at, form, found, None)


@login_required
@_READS_AND_WRITES
@once.only
def lesson_of(request: HttpRequest, programme: str, pk: int) -> HttpResponse:
    """Write down what was learned from a request, with everybody who is named on it taken out."""
    at = the_programme(request, programme)
    source = the_request(request, at, pk)
    let_in(request, at, "desk.route")
    if source.kind == "welfare" or source.outcome not in ("solved", "answered"):
        raise Http404
    initial = {**actions.draft_of(source), "topic": source.topic.code if source.topic else ""}
    form = forms.LessonForm(at, None, request.POST or None, initial)
    return _written(request, at, form, None, source)


def _written(
    request: HttpRequest, at: Programme, form: forms.LessonForm, found: Lesson | None, source: Request | None
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        given, made = form.cleaned_data, []
        status = tried(
            request,
            lambda: made.append(
                actions.write_lesson(
                    by=request.user,
                    programme=at,
                    title=given["title"],
                    solution=given["solution"],
                    topic=forms.chosen_topic(at, given["topic"]),
                    source=source,
                    lesson=found,
                    expected=given["version"] if found else None,
                )
            ),
        )
        if not status:
            messages.success(request, say(SAVED))
            return redirect("desk:lesson", at.code, made[0].pk)
    context = {"programme": at, "form": form, "lesson": found, "source": source}
    return render(request, "desk/lesson_form.html", context, status=status)


@login_required
@require_POST
@once.only
def lesson_step(request: HttpRequest, programme: str, pk: int, name: str) -> HttpResponse:
    """Publish a piece of knowledge, or take it back."""
    at = the_programme(request, programme)
    found = seen(request.user, Lesson.objects.select_related("source"), programme=at, pk=pk)
    let_in(request, at, "desk.route")
    if name not in _STEPS:
        raise Http404
    tried(request, lambda: _STEPS[name](by=request.user, lesson=found, expected=version_of(request)))
    return redirect("desk:lesson", at.code, found.pk)


@login_required
@_READS_AND_WRITES
@once.only
def shortages(request: HttpRequest, programme: str) -> HttpResponse:
    """What could not be solved at one place again and again; a need is made of it with one press."""
    at = the_programme(request, programme)
    let_in(request, at, "desk.route")
    found = queries.shortages(request.user, at)
    hosts = Organisation.objects.visible_to(request.user).filter(
        participations__programme=at, participations__is_host=True
    )
    status = 200
    if request.method == "POST":
        topic, place = request.POST.get("topic", ""), request.POST.get("place", "")
        lack = next((each for each in found if (each.topic.code, each.place.code) == (topic, place)), None)
        if lack is None:
            raise Http404
        host = seen(request.user, hosts, code=request.POST.get("host", ""))
        status = tried(request, lambda: actions.need_of(by=request.user, programme=at, lack=lack, host=host))
        if not status:
            messages.success(request, say(words("It stands in the needs now.", "已列入需要。")))
            return redirect("desk:shortages", at.code)
    near = queries.hosts_near(hosts, [lack.place for lack in found])
    context = {
        "programme": at,
        "lacks": [(lack, near[lack.place.code]) for lack in found],
        "cohort": newest_cohort(request.user, at),
        "base": reverse("desk:requests", args=[at.code]),
    }
    return render(request, "desk/shortages.html", context, status=status)
