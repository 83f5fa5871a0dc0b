"""The pages on which a line of a draft is written: a sentence with fields, and counts of its groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from shanhai.pages import once
from shanhai.pages.words import current_language, say
from shanhai.programme.queries import require, seen
from shanhai.programme.trail import Stale
from shanhai.rounds import actions, queries, rules, wording
from shanhai.rounds.fitting import lines as engine
from shanhai.rounds.forms import LineForm
from shanhai.rounds.models import CriterionLine, RuleLine
from shanhai.rounds.views.frame import MEANWHILE, READS_AND_WRITES, Refusal, answered, tried, version_of
from shanhai.rounds.views.rule_sets import address, page, the_version
from shanhai.rounds.words import REASONS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from shanhai.rounds.models import RuleSet
    from shanhai.rounds.models.rule_sets import Line

_MODELS: dict[str, type[Line]] = {"rules": RuleLine, "weights": CriterionLine}
_MOST_SHOWN = 12


@READS_AND_WRITES
@login_required
@once.only
def new(request: HttpRequest, programme: str, cohort: str, number: int, table: str) -> HttpResponse:
    """Write a new line of the kind that the address asks for."""
    version = the_version(request, programme, cohort, number)
    kind = request.GET.get("kind", "")
    if kind not in wording.kinds(table):
        raise Http404
    return _form(request, version, table, kind, None)


@READS_AND_WRITES
@login_required
@once.only
def edit(request: HttpRequest, programme: str, cohort: str, number: int, table: str, pk: int) -> HttpResponse:
    """Change a line."""
    version = the_version(request, programme, cohort, number)
    line = _line(request, version, table, pk)
    return _form(request, version, table, line.kind, line)


@require_POST
@login_required
@once.only
def delete(
    request: HttpRequest, programme: str, cohort: str, number: int, table: str, pk: int
) -> HttpResponse:
    """Delete a line."""
    version = the_version(request, programme, cohort, number)
    line = _line(request, version, table, pk)
    expected = version_of(request)
    if refusal := tried(lambda: actions.delete_line(by=request.user, line=line, expected=expected)):
        return answered(lambda why: page(request, version, why), refusal)
    return HttpResponseRedirect(address(version.cohort, version))


@require_POST
@login_required
@once.only
def move(request: HttpRequest, programme: str, cohort: str, number: int, table: str, pk: int) -> HttpResponse:
    """Let a line and its neighbour change places."""
    version = the_version(request, programme, cohort, number)
    line = _line(request, version, table, pk)
    up = request.POST.get("way") == "up"
    if refusal := tried(lambda: actions.move_line(by=request.user, line=line, up=up)):
        return answered(lambda why: page(request, version, why), refusal)
    return HttpResponseRedirect(address(version.cohort, version))


def _line(request: HttpRequest, version: RuleSet, table: str, pk: int) -> Line:
    records = _MODELS[table].objects.visible_to(request.user).select_related("rule_set__cohort__programme")
    return seen(request.user, records, rule_set=version, pk=pk)


def _form(request: HttpRequest, version: RuleSet, table: str, kind: str, line: Line | None) -> HttpResponse:
    require(request.user, "rules.write", programme=version.cohort.programme_id)
    if version.state != "draft":
        return answered(
            lambda why: page(request, version, why), Refusal((say(REASONS["no_such_step"]),), 422)
        )
    form = LineForm(
        table,
        kind,
        request.POST or None,
        values=line.values if line else None,
        pairs=line.pairs if line else None,
        version=line.version if line else None,
        usual=engine.usual_values(kind) if table == "weights" else None,
    )
    status = 200
    # Adding or dropping an attribute, or asking how many a group holds, saves nothing.
    is_look = request.method == "POST" and not {"look", "drop"}.isdisjoint(request.POST)
    if request.method == "POST" and not is_look:
        status = _saved(request, version, form, line)
        if status == 302:
            return HttpResponseRedirect(address(version.cohort, version))
    return _shown(request, version, form, line, status)


def _saved(request: HttpRequest, version: RuleSet, form: LineForm, line: Line | None) -> int:
    """Write the line. Returns: the status; the form shows what was wrong."""
    if not form.is_valid():
        return 422
    write: Any = actions.write_rule if form.table == "rules" else actions.write_criterion
    try:
        write(
            by=request.user,
            rule_set=version,
            kind=form.kind,
            values=form.values,
            pairs=form.pairs,
            line=line,
            expected=form.expected,
        )
    except actions.LineRefused as refused:
        form.take(refused.errors)
        return 422
    except actions.StepRefused as refused:
        for words in refused.words:
            form.add_error(None, say(words))
        return 422
    except Stale as stale:
        form.meanwhile(stale.record.version)
        form.add_error(None, say(MEANWHILE, stored=_stored(stale.record, form.table)))
        return 409
    return 302


def _stored(line: Line, table: str) -> str:
    """What somebody else has written into the line in the meantime, as a sentence."""
    groups = {
        key: "; ".join(f"{name}={', '.join(values)}" for name, values in (line.values.get(key) or {}).items())
        for key in ("people", "orders")
    }
    return wording.read_out(table, line.kind, line.values, current_language(), groups=groups)


def _shown(
    request: HttpRequest, version: RuleSet, form: LineForm, line: Line | None, status: int
) -> HttpResponse:
    counted = queries.last_cohort(version.cohort) if _has_groups(form) else None
    context = {
        "cohort": version.cohort,
        "version": version,
        "form": form,
        "line": line,
        "kind": wording.kinds(form.table)[form.kind],
        "groups": _groups_shown(form, counted),
        "counted_in": version.cohort.previous if counted else None,
    }
    return render(request, "rounds/line.html", context, status=status)


def _has_groups(form: LineForm) -> bool:
    return any("group" in piece for piece in form.sentence())


def _groups(form: LineForm) -> dict[str, dict[str, list[str]]]:
    """The groups as they are on the page, typed or stored; what cannot be read counts as nothing chosen."""
    keys = [piece["group"]["key"] for piece in form.sentence() if "group" in piece]
    if form.is_bound:
        form.is_valid()
        return {key: form.group_values(key) for key in keys}
    return {key: form.stored_group(key) for key in keys}


def _groups_shown(form: LineForm, counted: Any) -> list[dict[str, Any]]:
    """The groups of the sentence, each with how many it holds and what may be chosen."""
    chosen = _groups(form)
    return [
        {
            **piece["group"],
            "size": _size(counted, piece["group"]["key"], chosen[piece["group"]["key"]]),
            "chips": [
                {"chip": chip, "offered": _offered(counted, piece["group"]["key"], chip.attribute)}
                for chip in piece["group"]["chips"]
            ],
        }
        for piece in form.sentence()
        if "group" in piece
    ]


def _size(counted: Any, side: str, group: dict[str, list[str]]) -> str:
    """How many people or orders of the last cohort a group holds; few people are not told exactly."""
    if counted is None:
        return ""
    try:
        size = queries.group_size(counted, side, group)
    except ValueError:
        return ""
    return "few" if side == "people" and rules.is_few(size) else str(size)


def _offered(counted: Any, side: str, attribute: str) -> list[tuple[str, str]]:
    """The values that most of the last cohort have, to choose from; never the people themselves."""
    if counted is None or attribute == "person":
        return []
    language = current_language()
    values = engine.values_of(counted, side, attribute)
    most = sorted((value for value in values if value), key=lambda value: (-values[value], value))
    return [(value, engine.said_value(counted, attribute, value, language)) for value in most[:_MOST_SHOWN]]
