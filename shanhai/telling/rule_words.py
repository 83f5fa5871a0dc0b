"""A rule as a sentence: what the user wrote, or else what its declaration says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shanhai.sheets.words import Words
from shanhai.telling.numbers import Count
from shanhai.telling.phrases import rules as phrases
from shanhai.telling.phrases import terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.matching.groups import Group
    from shanhai.matching.problem import Problem, Rule
    from shanhai.telling.voice import Voice

MOST_NAMED = 3


def rule_title(rule: Rule, problem: Problem, voice: Voice) -> str:
    """What the user called the rule; without a name, its sentence."""
    return voice.names.rules.get(rule.id) or rule_sentence(rule, problem, voice)


def rule_sentence(rule: Rule, problem: Problem, voice: Voice) -> str:
    """What the rule demands, made from its declaration."""
    words, fields = _moved(rule, voice) or _SAID[rule.kind](rule, problem, voice)
    sentence = voice.say(words, **fields)
    each = getattr(rule, "each", "")
    if each and "attribute" not in fields:
        sentence = voice.say(phrases.EACH, rule=sentence, attribute=terms.ATTRIBUTES[each])
    return sentence[:1].upper() + sentence[1:]


def group_words(group: Group, side: str, voice: Voice) -> str:
    """A group of "people" or "orders" as a noun phrase; everybody is "all people", "all orders"."""
    if not group.where:
        return voice.say(phrases.ALL_PEOPLE if side == "people" else phrases.ALL_ORDERS)
    which = phrases.PEOPLE_WHICH if side == "people" else phrases.ORDERS_WHICH
    parts = [voice.say(which[name], values=_values(name, values, voice)) for name, values in group.where]
    noun = phrases.PEOPLE if side == "people" else phrases.ORDERS
    return voice.say(noun, which=(" " if voice.language == "en" else "、").join(parts))


def value_words(attribute: str, value: str, voice: Voice) -> str:
    """A value of an attribute as people call it."""
    if attribute in ("home_kind", "host_kind", "trait"):
        return kind_words(value, voice)
    say: dict[str, Callable[[str], str]] = {
        "person": voice.person, "order": voice.order, "home": voice.organisation, "host": voice.organisation,
        "home_place": voice.place, "native": voice.place, "place": voice.place,
        "expertise": voice.code, "asks": voice.code,
    }  # fmt: skip
    if attribute == "direction":
        return voice.say(terms.DIRECTIONS[value]) if value in terms.DIRECTIONS else value
    if attribute == "kind":
        return voice.say(terms.ORDER_KINDS[value]) if value in terms.ORDER_KINDS else value
    return say.get(attribute, str)(value)


def criterion_words(name: str, voice: Voice) -> str:
    """A criterion as people call it; points given by hand go by the name that they were given."""
    return voice.say(terms.CRITERIA[name]) if name in terms.CRITERIA else name


def kind_words(kind: str, voice: Voice) -> str:
    """A kind of organisation or place, or a feature of a place; what is not known is shown as typed."""
    return voice.say(terms.KINDS[kind]) if kind in terms.KINDS else kind


def _values(attribute: str, values: tuple[str, ...], voice: Voice) -> str:
    said = [value_words(attribute, value, voice) for value in values]
    if len(said) <= MOST_NAMED + 1:
        return voice.listing(said)
    comma = ", " if voice.language == "en" else "、"
    shown = comma.join(said[:MOST_NAMED])
    return voice.say(phrases.AND_MORE, shown=shown, more=len(said) - MOST_NAMED, total=len(said))


def _scope(rule: Any, voice: Voice) -> str:
    pairs = getattr(rule, "pairs", ())
    if pairs:
        return voice.say(phrases.SCOPE_PAIRS, pairs=Count(len(pairs)))
    people, orders = group_words(rule.people, "people", voice), group_words(rule.orders, "orders", voice)
    words = {
        (False, False): phrases.SCOPE_ALL,
        (True, False): phrases.SCOPE_PEOPLE,
        (False, True): phrases.SCOPE_ORDERS,
        (True, True): phrases.SCOPE_BOTH,
    }[bool(rule.people.where), bool(rule.orders.where)]
    return voice.say(words, people=people, orders=orders)


Said = tuple[Words, dict[str, object]]
_MOVES = {
    **dict.fromkeys(("home", "home_kind", "home_place"), phrases.RELEASES),
    **dict.fromkeys(("host", "host_kind", "place"), phrases.RECEIVES),
}
_BOUNDS = {"at_most": phrases.NO_MORE, "at_least": phrases.NO_FEWER}


def _moved(rule: Any, voice: Voice) -> Said | None:
    """A limit for each home or host apart, said of who releases or receives; None for any other rule."""
    moves = _MOVES.get(getattr(rule, "each", ""))
    if moves is None or rule.kind not in _BOUNDS or rule.pairs:
        return None
    return moves[bool(rule.people.where), bool(rule.orders.where)], {
        "attribute": terms.ATTRIBUTES[rule.each],
        "bound": _BOUNDS[rule.kind],
        "limit": Count(rule.limit),
        "people": group_words(rule.people, "people", voice),
        "orders": group_words(rule.orders, "orders", voice),
    }


def _limit(words: Words) -> Callable[[Any, Problem, Voice], Said]:
    return lambda rule, _, voice: (words, {"limit": Count(rule.limit), "scope": _scope(rule, voice)})


def _mix(rule: Any, _: Problem, voice: Voice) -> Said:
    fields = {
        "people": group_words(rule.people, "people", voice),
        "orders": group_words(rule.orders, "orders", voice),
        "least": rule.least,
        "most": rule.most,
    }
    if rule.most is None:
        return phrases.MIX_LEAST, fields
    return (phrases.MIX_MOST if rule.least is None else phrases.MIX_BETWEEN), fields


def _balance(rule: Any, _: Problem, voice: Voice) -> Said:
    return phrases.BALANCE, {"region": kind_words(rule.region, voice), "tolerance": Count(rule.tolerance)}


def _floor(rule: Any, _: Problem, voice: Voice) -> Said:
    return phrases.FLOOR, {"keep": Count(rule.keep), "people": group_words(rule.people, "people", voice)}


def _budget(rule: Any, _: Problem, voice: Voice) -> Said:
    words = {
        "placement": phrases.BUDGET_PLACEMENT, "km": phrases.BUDGET_KM, "given": phrases.BUDGET_GIVEN,
    }[rule.per]  # fmt: skip
    return words, {"limit": Count(rule.limit), "scope": _scope(rule, voice)}


def _team(rule: Any, _: Problem, voice: Voice) -> Said:
    people = voice.listing(voice.person(name) for name in rule.members)
    if not rule.together:
        return phrases.TEAM, {"people": people}
    return phrases.TEAM_TOGETHER, {"people": people, "together": terms.ATTRIBUTES[rule.together]}


def _pin(rule: Any, _: Problem, voice: Voice) -> Said:
    return phrases.PIN, {"person": voice.person(rule.person), "order": voice.order(rule.order)}


def _ban(rule: Any, _: Problem, voice: Voice) -> Said:
    fields: dict[str, object] = {
        "people": group_words(rule.people, "people", voice),
        "orders": group_words(rule.orders, "orders", voice),
    }
    if rule.people.where and rule.orders.where:
        return phrases.BAN_BOTH, fields
    return (phrases.BAN_PEOPLE if rule.people.where else phrases.BAN_ORDERS), fields


def _minimum(rule: Any, _: Problem, voice: Voice) -> Said:
    words = phrases.MINIMUM_OR_NONE if rule.or_none else phrases.MINIMUM
    return words, {"orders": group_words(rule.orders, "orders", voice)}


_SAID: dict[str, Callable[[Any, Problem, Voice], Said]] = {
    "at_most": _limit(phrases.AT_MOST),
    "at_least": _limit(phrases.AT_LEAST),
    "mix": _mix,
    "balance": _balance,
    "floor": _floor,
    "budget": _budget,
    "team": _team,
    "pin": _pin,
    "ban": _ban,
    "order_minimum": _minimum,
}
