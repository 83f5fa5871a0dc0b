"""Section: what is proven, how, and the fingerprints of everything that the plan depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shanhai
from shanhai.telling.numbers import Count
from shanhai.telling.page.context import section, table
from shanhai.telling.page.markup import Markup, join, tag
from shanhai.telling.phrases import outcome
from shanhai.telling.phrases import page as phrases
from shanhai.telling.stages import stage_asks, stage_gap, stage_title, stage_value

if TYPE_CHECKING:
    from shanhai.matching.result import Stage
    from shanhai.telling.page.context import Page


def proof_section(page: Page) -> Markup:
    """Return the stages with value, bound and gap, the independent check, and the fingerprints."""
    rows = [_row(page, stage) for stage in page.account.result.stages]
    columns = (phrases.STAGE, phrases.VALUE, phrases.BOUND, phrases.GAP, phrases.SHOWN_BY)
    return section(
        "proof",
        page.say(phrases.PROOF),
        table([page.say(each) for each in columns], rows, numbers=(1, 2, 3)),
        _check(page),
        tag("h3", page.say(phrases.FINGERPRINTS)),
        tag("p", page.say(phrases.FINGERPRINTS_LEAD)),
        _fingerprints(page),
        tag("p", page.say(phrases.MADE_BY, version=shanhai.__version__), class_="note"),
        lead=page.say(phrases.PROOF_LEAD),
    )


def _row(page: Page, stage: Stage) -> list[Markup | str]:
    problem = page.account.problem
    title = join(
        tag("span", stage_title(stage.name, page.voice)), tag("small", stage_asks(stage.name, page.voice))
    )
    sign = tag(
        "span",
        ("✓ " if stage.gap == 0 else "△ ") + stage_gap(stage, problem),
        class_="state " + ("good" if stage.gap == 0 else "bad"),
    )
    return [
        title,
        stage_value(stage.name, stage.value, problem),
        stage_value(stage.name, stage.bound, problem),
        sign,
        page.say(outcome.PROOFS[stage.proof]),
    ]


def _check(page: Page) -> Markup:
    if page.findings is None:
        return tag("p", page.say(phrases.NOT_VERIFIED), class_="warning")
    if not page.findings:
        return tag("p", "✓ " + page.say(phrases.VERIFIED), class_="state good")
    found = page.say(phrases.FOUND, count=Count(len(page.findings)))
    return tag(
        "div",
        tag("p", "✗ " + found),
        tag("ul", [tag("li", each) for each in page.findings]),
        class_="warning",
    )


def _fingerprints(page: Page) -> Markup:
    problem = page.account.problem
    shown = {"problem": problem.fingerprint, "rules": problem.rules_fingerprint, **page.fingerprints}
    names = {
        "problem": phrases.PROBLEM_PRINT,
        "rules": phrases.RULES_PRINT,
        "plan": phrases.PLAN_PRINT,
        "engine": phrases.ENGINE_PRINT,
    }
    items = [(page.say(names[name]), value) for name, value in shown.items() if name in names]
    items.append((page.say(phrases.SEED), problem.seed))
    return tag(
        "dl", [join(tag("dt", name), tag("dd", tag("code", value))) for name, value in items], class_="prints"
    )
