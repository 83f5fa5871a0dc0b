"""What the independent proof found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shanhai.matching.proof import FINDINGS
from shanhai.telling.phrases import findings as phrases
from shanhai.telling.rule_words import criterion_words, rule_title
from shanhai.telling.stages import stage_title

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem
    from shanhai.matching.proof import Finding, Report
    from shanhai.telling.voice import Voice


def report_sentences(report: Report, problem: Problem, voice: Voice) -> list[str]:
    """Everything that was found; empty when plan, certificate and claims are right."""
    return [finding_sentence(finding, problem, voice) for finding in report.findings]


def finding_sentence(finding: Finding, problem: Problem, voice: Voice) -> str:
    """One finding, with things called by name."""
    names = field_names(finding.code)
    data = [str(each) for each in finding.data]
    # What is left over belongs to the last field: the parts of a row's name.
    values = [*data[: len(names) - 1], " · ".join(data[len(names) - 1 :])] if names else []
    values += [""] * (len(names) - len(values))
    fields = {name: _called(name, value, problem, voice) for name, value in zip(names, values, strict=True)}
    return voice.say(phrases.FINDINGS[finding.code], **fields)


def field_names(code: str) -> list[str]:
    """What the data of a finding is, in its order, from the engine's own description."""
    _, colon, described = FINDINGS[code].rpartition(": ")
    if not colon:
        return []
    return [name.removesuffix(" …").replace(" ", "_") for name in described.split(", ")]


def _called(name: str, value: str, problem: Problem, voice: Voice) -> str:
    if name == "person":
        return voice.person(value)
    if name == "order":
        return voice.order(value)
    if name == "criterion":
        return criterion_words(value, voice)
    if name in ("stage", "expected") and value:
        return _stage(value, voice)
    if name == "rule":
        rules = {rule.id: rule for rule in problem.rules}
        return rule_title(rules[value], problem, voice) if value in rules else value
    return value


def _stage(value: str, voice: Voice) -> str:
    try:
        return stage_title(value, voice)
    except KeyError:
        # A record that was tampered with may name any stage.
        return value
