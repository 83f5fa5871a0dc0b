"""A stored plan told: its stages, its progress, and two plans beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shanhai.plans.fitting.proposing import CHECKING, PRICING
from shanhai.plans.models import Placed
from shanhai.plans.words import WORK
from shanhai.telling.numbers import fit_text
from shanhai.telling.stages import split_stage, stage_title
from shanhai.telling.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shanhai.plans.models import Override, Plan, Short
    from shanhai.plans.progress import Told
    from shanhai.programme.models import Person
    from shanhai.registers.models import Order
    from shanhai.sheets import Language


@dataclass(frozen=True)
class StageTold:
    """One stage of a stored plan: its title, value and bound as read, and whether it is proven."""

    title: str
    value: str
    bound: str
    is_proven: bool


@dataclass(frozen=True)
class Held:
    """What somebody has in a plan: the places and how well they fit; "" without a place."""

    places: str = ""
    fit: str = ""


@dataclass(frozen=True)
class Move:
    """Somebody whose place differs between two plans."""

    name: str
    home: str
    before: Held
    after: Held


def stage_words(told: Told, language: Language) -> str:
    """What a job works on."""
    if told.stage in (PRICING, CHECKING, ""):
        return WORK[told.stage].text(language)
    return _title(told.stage, language)


def stages_of(plan: Plan, language: Language) -> list[StageTold]:
    """The stages of a plan, those that only break ties left out."""
    return [
        StageTold(
            _title(each["name"], language),
            _shown(each["name"], each["value"], plan.full),
            _shown(each["name"], each["bound"], plan.full),
            each["value"] == each["bound"],
        )
        for each in plan.stages
        if not each["name"].startswith(("tie", "only"))
    ]


def stages_beside(one: Plan, two: Plan, language: Language) -> list[tuple[str, str, str]]:
    """Each stage that both plans have: its title and the value in each."""
    others = {each["name"]: each["value"] for each in two.stages}
    return [
        (
            _title(each["name"], language),
            _shown(each["name"], each["value"], one.full),
            _shown(each["name"], others[each["name"]], two.full),
        )
        for each in one.stages
        if each["name"] in others and not each["name"].startswith(("tie", "only"))
    ]


@dataclass(frozen=True)
class OverrideTold:
    """An override as it is judged: what it comes to and why, its price as figures and in sentences."""

    said: str
    reason: str
    by: str
    price: list[tuple[str, str]]
    told: list[str]


def overrides_told(plan: Plan, overrides: Iterable[Override], language: Language) -> list[OverrideTold]:
    """The overrides of a plan, each with its reason and its price."""
    return [
        OverrideTold(
            each.say(language),
            each.reason,
            str(each.by or ""),
            price_told(each, plan, language),
            list(each.told.get(language, ())),
        )
        for each in overrides
    ]


@dataclass(frozen=True)
class ShortTogether:
    """What one proof tells of empty seats: the sentence, whose they are, and the orders it counts besides."""

    said: str
    short: list[Short]
    others: list[Order]


def shortages_told(
    shortages: Iterable[Short], orders: Iterable[Order], language: Language
) -> list[ShortTogether]:
    """The empty seats of a plan, those told of by the same proof together; `orders` are all it may count."""
    by_code = {each.code: each for each in orders}
    together: dict[tuple[str, ...], list[Short]] = {}
    for each in shortages:
        together.setdefault((each.told.get(language, ""), *each.data["orders"]), []).append(each)
    return [
        ShortTogether(said, short, _besides(codes, short, by_code))
        for (said, *codes), short in together.items()
    ]


def _besides(codes: Iterable[str], short: Iterable[Short], by_code: dict[str, Order]) -> list[Order]:
    theirs = {each.order.code for each in short}
    return [by_code[code] for code in codes if code in by_code and code not in theirs]


def price_told(override: Override, plan: Plan, language: Language) -> list[tuple[str, str]]:
    """The price of an override as figures: each stage that loses or gains by it, and how much."""
    return [
        (
            _title(each["name"], language),
            f"{'−' if override.price[each['name']] > 0 else '+'}"
            f"{_shown(each['name'], abs(override.price[each['name']]), plan.full)}",
        )
        for each in plan.stages
        if each["name"] in override.price and not each["name"].startswith(("tie", "only"))
    ]


def moves_between(one: Plan, two: Plan) -> list[Move]:
    """Everybody whose places differ between two plans, by home."""
    before, after, nothing = _held(one), _held(two), Held()
    return [
        Move(str(person), str(person.home), was, now)
        for person in sorted(before.keys() | after.keys(), key=lambda each: (each.home.code, each.code))
        if (was := before.get(person, nothing)).places != (now := after.get(person, nothing)).places
    ]


def average_fit(plan: Plan) -> str:
    """The average fit of those who have a place."""
    fit = sum(Placed.objects.filter(plan=plan).values_list("fit", flat=True))
    return fit_text(fit // max(plan.filled, 1), max(plan.full, 1))


def _held(plan: Plan) -> dict[Person, Held]:
    rows = Placed.objects.filter(plan=plan).select_related("person__home", "order__host")
    found: dict[Person, list[Placed]] = {}
    for each in rows.order_by("order__code"):
        found.setdefault(each.person, []).append(each)
    return {
        person: Held(
            ", ".join(f"{each.order.host} · {each.order}" for each in places),
            ", ".join(fit_text(each.fit, max(plan.full, 1)) for each in places),
        )
        for person, places in found.items()
    }


def _title(stage: str, language: Language) -> str:
    try:
        return stage_title(stage, Voice(language))
    except KeyError:
        return stage


def _shown(stage: str, value: int, full: int) -> str:
    kind, _ = split_stage(stage)
    if kind == "fit":
        return f"{value / max(full, 1):,.2f}"
    return f"{abs(value) if kind in ('bend', 'violations') else value:,}"
