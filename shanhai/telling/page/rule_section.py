"""Sections: what became of the rules, and the pairs that would rather have each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.telling.losses import both_ways
from shanhai.telling.numbers import Count
from shanhai.telling.page.context import listed, section, table
from shanhai.telling.page.markup import Content, Markup, join, tag
from shanhai.telling.phrases import page as phrases
from shanhai.telling.phrases import rules as rule_phrases
from shanhai.telling.phrases import terms
from shanhai.telling.rule_words import rule_sentence, rule_title

if TYPE_CHECKING:
    from shanhai.matching.problem import Rule
    from shanhai.matching.result import RuleReport
    from shanhai.telling.page.context import Page


def rule_section(page: Page) -> Markup:
    """Return all rules: what they ask for, whether they were kept and bind, and what they cost."""
    reports = {report.rule: report for report in page.account.result.rules}
    rows = [_row(page, rule, reports[rule.id]) for rule in page.account.problem.rules if rule.id in reports]
    columns = [page.say(each) for each in (phrases.RULE, phrases.STRENGTH, phrases.STATE, phrases.COST)]
    content = table(columns, rows) if rows else tag("p", page.say(phrases.NO_RULES))
    return section("rules", page.say(phrases.RULES), content, lead=page.say(phrases.RULES_LEAD))


def _row(page: Page, rule: Rule, report: RuleReport) -> list[Content]:
    title, sentence = (
        rule_title(rule, page.account.problem, page.voice),
        rule_sentence(rule, page.account.problem, page.voice),
    )
    named = join(tag("span", title), tag("small", sentence) if sentence != title else None)
    return [
        named,
        tag("span", page.say(terms.STRENGTHS_SHORT[rule.strength]), class_="state"),
        _state(page, report),
        cost_words(page, report),
    ]


def _state(page: Page, report: RuleReport) -> Markup:
    if report.violation:
        state = "△ " + page.say(rule_phrases.STATE_BENT, units=Count(report.violation))
        kept = tag("span", state, class_="state bad")
    else:
        kept = tag("span", "✓ " + page.say(rule_phrases.STATE_KEPT), class_="state good")
    binds = tag("small", page.say(rule_phrases.BINDS)) if report.binding else None
    return join(kept, binds)


def cost_words(page: Page, report: RuleReport) -> str:
    """Return what the plan would gain without the rule; a dash where it was not asked."""
    if report.cost is None:
        return "–"
    loss, gain = both_ways(report.cost, page.account.full, page.voice)
    if not gain:
        return page.say(rule_phrases.COSTS_NOTHING)
    return page.say(rule_phrases.COSTS_MIXED if loss else rule_phrases.COSTS, gain=gain, loss=loss)


def mutual_section(page: Page) -> Markup:
    """Return the mutual wishes; only a panel's page has this section."""
    voice = page.voice
    shown, left_out = listed(page, page.account.result.mutual)
    rows = [
        (
            voice.person(each.person),
            voice.order(each.order),
            voice.order(each.person_has) if each.person_has else "–",
            voice.person(each.order_has) if each.order_has else "–",
        )
        for each in shown
    ]
    columns = [
        page.say(phrases.PERSON),
        page.say(phrases.ORDER),
        f"{page.say(phrases.PERSON)}: {page.say(phrases.HAS)}",
        f"{page.say(phrases.ORDER)}: {page.say(phrases.HAS)}",
    ]
    warning = tag("p", page.say(phrases.PANEL_ONLY), class_="warning")
    content = table(columns, rows) if rows else tag("p", page.say(phrases.NO_MUTUAL))
    return section(
        "mutual", page.say(phrases.MUTUAL), warning, left_out, content, lead=page.say(phrases.MUTUAL_LEAD)
    )
