"""The plan before the panel on paper: who would go where, what stays open and why, and what was objected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.decisions import queries
from shanhai.decisions.papers import wording
from shanhai.decisions.papers.records import stages_said
from shanhai.decisions.words import SIDES
from shanhai.papers import Heading, Table, Text, set_name
from shanhai.plans import queries as plans
from shanhai.plans.fitting.reading import shortages_told
from shanhai.telling.numbers import fit_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shanhai.decisions.models import Decision
    from shanhai.papers import Block
    from shanhai.plans.models import LeftOut, Placed, Plan, Short
    from shanhai.sheets import Language


def proposal(decision: Decision, language: Language, wishes: Sequence[str]) -> Iterator[Block]:
    """Everything of the plan that a member of the panel judges, as it stands on its pages."""
    plan = decision.plan
    yield Heading(wording.PROPOSAL.text(language))
    yield Text(stages_said(plan, language))
    yield _placements(plan, language)
    parts = (
        (wording.OBJECTED, _objected(decision, language)),
        (wording.RULES_COST, _rules_cost(plan, language)),
        (wording.WITHOUT_PLACE, _without_place(plan, language)),
        (wording.STAYS_EMPTY, _empty(plan, language)),
    )
    for title, said in parts:
        yield Heading(title.text(language))
        yield from [Text(each) for each in said] or [Text(wording.NONE.text(language))]
    if wishes:
        yield Heading(wording.MUTUAL_WISHES.text(language))
        yield from map(Text, wishes)


def _placements(plan: Plan, language: Language) -> Table:
    head = tuple(each.text(language) for each in wording.PROPOSAL_HEADS)
    rows = (_row(at, each, language) for at, each in enumerate(plans.placements_of(plan), start=1))
    return Table(head, tuple(rows), (11, 18, 45, 45, 40, 17))


def _row(number: int, placed: Placed, language: Language) -> tuple[str, ...]:
    fit = fit_text(placed.fit, max(placed.plan.full, 1))
    return (
        str(number),
        set_name(placed.person.name),
        placed.person.home.name,
        placed.order.host.name,
        placed.order.title,
        f"{fit} {wording.BY_HAND.text(language)}" if placed.is_overridden else fit,
    )


def _objected(decision: Decision, language: Language) -> list[str]:
    return [
        wording.OBJECTION.say(
            language,
            side=SIDES[each.side].text(language),
            person=set_name(each.placed.person.name),
            host=each.placed.order.host.name,
            order=each.placed.order.title,
            reason=each.reason,
        )
        for each in queries.asked_in(decision)
        if each.state in ("objected", "declined")
    ]


def _rules_cost(plan: Plan, language: Language) -> list[str]:
    told = plans.explanation_for_panel(plan)
    return list(told.told(language)) if told else []


def _without_place(plan: Plan, language: Language) -> list[str]:
    return [_left_out(each, language) for each in plans.left_out_of(plan)]


def _left_out(left: LeftOut, language: Language) -> str:
    if left.reason == "by_hand":
        return wording.PLACED_BY_HAND.say(language, person=set_name(left.person.name))
    return str(left.told.get(language, ""))


def _empty(plan: Plan, language: Language) -> list[str]:
    joint = wording.BETWEEN_STAGES.text(language)
    return [
        f"{together.said} {joint.join(_short(each, language) for each in together.short)}"
        for together in shortages_told(plans.shortages_of(plan), (), language)
    ]


def _short(short: Short, language: Language) -> str:
    return wording.SHORT.say(language, host=short.order.host.name, order=short.order.title, seats=short.empty)
