"""A change of one rule, as it is typed: "off", or a field and its new value."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from shanhai.cli.failures import Failure
from shanhai.cli.settled import known
from shanhai.matching.groups import Group, where
from shanhai.matching.whatif import DropRule, SetRule
from shanhai.telling.phrases import command_line as phrases

if TYPE_CHECKING:
    from shanhai.matching.problem import Problem, Rule
    from shanhai.matching.whatif import Edit

OFF = "off"


def changed_rule(problem: Problem, name: str, change: str) -> Edit:
    """Return the edit: "off" drops the rule, "limit=4" sets one field. Raises: Failure."""
    rules = {rule.id: rule for rule in problem.rules}
    rule = rules[known(name, rules, phrases.UNKNOWN_RULE)]
    if change.strip().lower() == OFF:
        return DropRule(name)
    field, equals, text = (part.strip() for part in change.partition("="))
    if not equals or not field:
        raise Failure(phrases.BAD_CHANGE, change=change)
    fields = [each.name for each in dataclasses.fields(rule) if each.name != "id"]
    if field not in fields:
        raise Failure(phrases.BAD_FIELD, kind=rule.kind, field=field, fields=", ".join(fields))
    changed: dict[str, Any] = {field: _value(rule, field, text, change)}
    return SetRule(dataclasses.replace(rule, **changed))


def _value(rule: Rule, field: str, text: str, change: str) -> Any:
    """The text as a value of the same kind as the field has now. Raises: Failure."""
    present = getattr(rule, field)
    if isinstance(present, Group):
        return _group(text, change)
    if isinstance(present, bool):
        return text.lower() in ("1", "true", "yes", "是")
    if isinstance(present, str):
        return text
    if isinstance(present, tuple):
        raise Failure(phrases.BAD_CHANGE, change=change)
    if text == "" and present is None:
        return None
    try:
        return int(text)
    except ValueError:
        raise Failure(phrases.BAD_CHANGE, change=change) from None


def _group(text: str, change: str) -> Group:
    """A group as it is shown: ``home=U1|U2; tier=1``; empty for everybody."""
    chosen: dict[str, list[str]] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        attribute, equals, values = part.partition("=")
        if not equals:
            raise Failure(phrases.BAD_CHANGE, change=change)
        chosen[attribute.strip()] = [value.strip() for value in values.split("|")]
    return where(**chosen)
