"""The pages of the rules: all versions, one version with its lines, and the steps of its life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shanhai.pages import once
from shanhai.pages.words import current_language, say
from shanhai.programme.queries import require, seen
from shanhai.programme.trail import Stale
from shanhai.rounds import actions, queries, rules, wording
from shanhai.rounds.fitting import lines as engine
from shanhai.rounds.forms import settings_form, settings_of, settings_row
from shanhai.rounds.models import RuleSet, TryOut
from shanhai.rounds.views.frame import READS_AND_WRITES, Refusal, answered, the_cohort, tried, version_of
from shanhai.rounds.words import REASONS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.pages.entry import EntryForm
    from shanhai.programme.models import Cohort
    from shanhai.rounds.fitting.lines import LineSeen, LinesSeen
    from shanhai.rounds.models.rule_sets import Line
    from shanhai.workbook import RecordError

_ACTIONS = {
    "propose": actions.propose,
    "take_back": actions.take_back,
    "send_back": actions.send_back,
    "approve": actions.approve,
    "discard": actions.discard,
}
_STARTS = ("usual", "previous", "empty")


@dataclass(frozen=True)
class LineShown:
    """A line as the page shows it: its sentence, what is wrong with it, and whether it speaks of nobody."""

    line: Line
    sentence: str
    strength: str
    errors: tuple[str, ...]
    is_empty: bool
    names_people: bool


@require_safe
@login_required
def show_all(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """All versions of the rules of a cohort."""
    return _versions(request, the_cohort(request, programme, cohort), Refusal())


@require_POST
@login_required
@once.only
def begin(request: HttpRequest, programme: str, cohort: str) -> HttpResponse:
    """Begin a version."""
    found = the_cohort(request, programme, cohort)
    require(request.user, "rules.write", programme=found.programme_id)
    start = request.POST.get("start", "usual")
    if start not in _STARTS:
        return HttpResponseBadRequest("start", content_type="text/plain")
    reason = request.POST.get("reason", "")
    made: list[RuleSet] = []
    refusal = tried(
        lambda: made.append(actions.new_version(by=request.user, cohort=found, reason=reason, start=start))
    )
    if refusal:
        return answered(lambda why: _versions(request, found, why), refusal)
    return HttpResponseRedirect(address(found, made[0]))


@require_safe
@login_required
def show(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """One version with its lines."""
    return page(request, the_version(request, programme, cohort, number), Refusal())


@require_POST
@login_required
@once.only
def step(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """Take a step in the life of a version."""
    version = the_version(request, programme, cohort, number)
    name = request.POST.get("step", "")
    if name not in _ACTIONS:
        return HttpResponseBadRequest("step", content_type="text/plain")
    given: dict[str, Any] = {"by": request.user, "rule_set": version, "expected": version_of(request)}
    if name == "send_back":
        given["reason"] = request.POST.get("reason", "")
    if refusal := tried(lambda: _ACTIONS[name](**given)):
        return answered(
            lambda why: page(request, the_version(request, programme, cohort, number), why), refusal
        )
    if name == "discard":
        return HttpResponseRedirect(reverse("rounds:rules", args=[programme, cohort]))
    return HttpResponseRedirect(address(version.cohort, version))


@READS_AND_WRITES
@login_required
@once.only
def settings(request: HttpRequest, programme: str, cohort: str, number: int) -> HttpResponse:
    """Write what holds for a whole version."""
    version = the_version(request, programme, cohort, number)
    require(request.user, "rules.write", programme=version.cohort.programme_id)
    if version.state != "draft":
        return answered(
            lambda why: page(request, version, why), Refusal((say(REASONS["no_such_step"]),), 422)
        )
    form = settings_form(version, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                refusal = tried_settings(request, version, form)
            except Stale as stale:
                stored = stale.record
                form.meanwhile(settings_row(stored), stored.version)
                refusal, status = Refusal(), 409
            if refusal is None:
                return HttpResponseRedirect(address(version.cohort, version))
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
    context = {"cohort": version.cohort, "version": version, "form": form}
    return render(request, "rounds/settings.html", context, status=status)


def tried_settings(request: HttpRequest, version: RuleSet, form: EntryForm) -> Refusal | None:
    """Write the settings. Raises: Stale. Returns: why not, if not."""
    try:
        given = settings_of(version, form)
        actions.write_settings(by=request.user, rule_set=version, expected=form.expected, **given)
    except actions.StepRefused as refused:
        return Refusal(tuple(each.text(current_language()) for each in refused.words), 422)
    return None


def the_version(request: HttpRequest, programme: str, cohort: str, number: int) -> RuleSet:
    """The version of the address. Raises: Http404."""
    found = the_cohort(request, programme, cohort)
    return seen(request.user, queries.rule_sets(request.user, found), number=number)


def address(cohort: Cohort, version: RuleSet) -> str:
    """Where a version is shown."""
    return reverse("rounds:rule_set", args=[cohort.programme.code, cohort.code, version.number])


def page(request: HttpRequest, version: RuleSet, refusal: Refusal) -> HttpResponse:
    """One version with its lines."""
    account, cohort = request.user, version.cohort
    lines = queries.lines_of(version)
    found = queries.see(version, lines)
    writer = queries.writer(account, version)
    content = queries.content(version, lines, found)
    can = {
        name: rules.rule_step(version.state, name, writer, content).may
        for name in ("write", "take_back", "discard", "send_back", "approve")
    }
    life = rules.LIFE_OF_RULES[version.state]
    context = {
        "cohort": cohort,
        "version": version,
        "rules": lines_shown(version, lines.rules, found.rules, found, "rules"),
        "criteria": lines_shown(version, lines.criteria, found.criteria, found, "weights"),
        "weights": sum(line.values.get("weight") or 0 for line in lines.criteria),
        "can": can,
        "may_propose": writer.may_write and "propose" in life,
        "lacking": [REASONS[code] for code in rules.unfit(content)] if version.is_open else [],
        "own_proposal": writer.may_approve and writer.has_written and "approve" in life,
        "writers": queries.writers_of(version),
        "rule_kinds": [
            (kind, words, wording.sentence_of("rules", kind).purpose)
            for kind, words in wording.kinds("rules").items()
        ],
        "criterion_kinds": _criteria_left(lines),
        "try_outs": TryOut.objects.visible_to(account).filter(rule_set=version)[:5],
        "may_try": writer.may_write or writer.may_approve,
        "seed_is_told": cohort.stage in ("sealed", "closed"),
        "refusal": refusal,
        "typed_reason": request.POST.get("reason", ""),
    }
    return render(request, "rounds/rule_set.html", context)


def _versions(request: HttpRequest, cohort: Cohort, refusal: Refusal) -> HttpResponse:
    versions = list(queries.rule_sets(request.user, cohort))
    may_read = request.user.standing.may("rules.read", programme=cohort.programme_id)
    require(request.user, "rules.read", programme=cohort.programme_id)
    may_write = request.user.standing.may("rules.write", programme=cohort.programme_id)
    context = {
        "cohort": cohort,
        "versions": versions,
        "may_begin": may_write and may_read and not any(each.is_open for each in versions),
        "has_previous": cohort.previous_id is not None
        and queries.rules_in_force(cohort.previous) is not None,
        "refusal": refusal,
        "typed_reason": request.POST.get("reason", ""),
    }
    return render(request, "rounds/rules.html", context)


def lines_shown(
    version: RuleSet, lines: Any, seen_lines: tuple[LineSeen, ...], found: LinesSeen, table: str
) -> list[LineShown]:
    """The lines as the page shows them. Before the seal nobody is there whom a group could hold."""
    language = current_language()
    shown = []
    for line, each in zip(lines, seen_lines, strict=True):
        sentence = found.sentence(line.code, language) if table == "rules" else ""
        sentence = sentence or _read_out(line, each, found, table)
        strength = ""
        if table == "rules":
            is_hard = line.values.get("strength") in (None, "", "hard")
            options = wording.HARD_IN_WORDS if is_hard else wording.STRENGTH_IN_WORDS
            strength = wording.fill(options, line.values, language)
        shown.append(
            LineShown(
                line,
                sentence,
                strength,
                tuple(_told(error) for error in each.errors),
                each.is_empty and version.cohort.stage in ("sealed", "closed"),
                engine.names_people(line),
            )
        )
    return shown


def _told(error: RecordError) -> str:
    language = current_language()
    gap = " " if language == "en" else ""
    return f"{error.what(language)}{gap}{error.remedy(language)}"


def _read_out(line: Line, each: LineSeen, found: LinesSeen, table: str) -> str:
    language = current_language()
    usual = engine.usual_values(line.kind) if table == "weights" else {}
    groups = {
        side: engine.said_group(found.book, side, each.row[side], language)
        for side in ("people", "orders")
        if table == "rules" and each.row.get(side)
    }
    if kinds := line.values.get("table"):
        groups["table"] = engine.said_kinds(kinds, language)
    return wording.read_out(table, line.kind, line.values, language, usual, groups)


def _criteria_left(lines: queries.Lines) -> list[tuple[Any, ...]]:
    """The criteria that the version does not have yet; points by hand may stand in it more than once."""
    has = {line.kind for line in lines.criteria} - {"given"}
    return [
        (kind, words, wording.sentence_of("weights", kind).purpose)
        for kind, words in wording.kinds("weights").items()
        if kind not in has
    ]
