"""A person's text is made of their own record, the orders, the rules, their place and losses in bands:
however other dossiers change, within these it stays the same to the letter.

What a band hides is worked out here by brute force over all plans, so that no search decides what is right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.matching.rules import Pin
from shanhai.matching.solve import solve
from shanhai.plans.fitting.explaining import Explaining
from shanhai.telling.losses import loss_band
from shanhai.telling.phrases.losses import BAND_LIMITS
from shanhai.telling.voice import Voice
from tests.matching.brute import Brute
from tests.plans.test_explaining import ORDERS, book, person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shanhai.matching.problem import Problem
    from shanhai.workbook import Book

#: Mei wishes two orders and a place, and goes to one of them or nowhere.
MEI = person("mei", "fish", 3, ["D1", "D3", "C2"], level=4)
POSTS = [
    ORDERS[0],
    {**ORDERS[1], "tier": 2},
    {"id": "D3", "name": "渔港规划", "host": "H2", "place": "C2", "seats": 1, "asks": [("fish", 3)]},
]
RULES = [
    {"id": "share", "kind": "mix", "people": {"level": ["4"]}, "most": 50, "strength": "elastic", "weight": 1}
]
#: What may change of somebody else, and what stays.
DOSSIERS = st.fixed_dictionaries(
    {
        "code": st.sampled_from(("forest", "fish")),
        "strength": st.integers(1, 5),
        "wishes": st.permutations(("C1", "C2", "D1", "D3")).map(lambda all_of_them: all_of_them[:2]),
        "level": st.sampled_from((3, 4)),
    }
)
#: What Mei wishes: somebody without any wish reads of the best order in place of it.
WISHES = st.sampled_from((MEI["wishes"], []))
OTHERS = st.lists(DOSSIERS, max_size=2)
FORESTER = {"code": "forest", "wishes": ["D1"], "level": 3}


def world(others: list[dict], wishes: Sequence[str] = MEI["wishes"]) -> Book:
    return book(
        {**MEI, "wishes": wishes},
        *(person(f"other {n}", **each) for n, each in enumerate(others)),
        orders=POSTS,
        rules=RULES,
    )


def text(made: Book, **given: int) -> dict[str, list[str]]:
    return Explaining(solve(made.problem), made, **given).person("mei")


def place(problem: Problem) -> list[str]:
    return [each.order for each in solve(problem).placements if each.person == "mei"]


def bands(problem: Problem) -> dict[str, tuple[str, int]]:
    """In which band the loss of placing Mei lies, of each order, by looking at every plan."""
    best = Brute(problem).judge().values
    found = {}
    for order in problem.orders.id:
        pinned = Brute(problem.with_rule(Pin(id="pinned", person="mei", order=order))).judge()
        lost = {name: best[name] - value for name, value in pinned.values.items() if name in best}
        stage = "bend" if pinned.conflict else next((name for name in lost if lost[name]), "")
        fit = sum(lost["fit"] >= limit * 100_000 for limit in BAND_LIMITS) if stage == "fit" else 0
        found[order] = (stage, fit)
    return found


@settings(max_examples=15)
@given(before=DOSSIERS, after=DOSSIERS, others=OTHERS, wishes=WISHES)
def test_a_text_stays_the_same_to_the_letter_while_losses_stay_in_their_bands(before, after, others, wishes):
    one, other = world([before, *others], wishes), world([after, *others], wishes)
    if text(one) != text(other):
        assert (place(one.problem), bands(one.problem)) != (place(other.problem), bands(other.problem))


@settings(max_examples=10)
@given(before=DOSSIERS, after=DOSSIERS, others=OTHERS, wishes=WISHES)
def test_in_a_larger_pool_no_loss_is_told_and_nothing_elsewhere_changes_a_text(before, after, others, wishes):
    one, other = world([before, *others], wishes), world([after, *others], wishes)
    if text(one, exact_up_to=1) != text(other, exact_up_to=1):
        assert place(one.problem) != place(other.problem)


def test_a_band_hides_a_loss_that_changes_and_shows_when_another_stage_gets_worse():
    weak, strong, level = (
        world([{**FORESTER, "strength": 4}]),
        world([{**FORESTER, "strength": 5}]),
        world([{**FORESTER, "strength": 5, "level": 4}]),
    )
    assert len({lost_at_first_wish(each.problem) for each in (weak, strong)}) == 2
    assert text(weak) == text(strong)
    assert text(strong) != text(level)


def lost_at_first_wish(problem: Problem) -> int:
    pinned = problem.with_rule(Pin(id="pinned", person="mei", order="D1"))
    return Brute(problem).judge().values["fit"] - Brute(pinned).judge().values["fit"]


def test_a_text_stays_where_bounds_of_the_same_losses_lie_in_different_bands():
    strong, weak = (
        world([{"code": "forest", "strength": strength, "wishes": ["C2", "C1"], "level": 4}])
        for strength in (5, 1)
    )
    assert bounded(strong) != bounded(weak), "otherwise bounds would do"
    assert text(strong) == text(weak)


def bounded(made: Book) -> list[str]:
    """What would be told of each order if the bounds of losses were told as losses."""
    result, voice = solve(made.problem), Voice.about(made.problem, "en", made.names)
    mei = made.problem.person_row["mei"]
    bounds = [result.workings.loss(mei, j) for j in range(made.problem.n_orders)]
    return [loss_band(replace(each, exact=True), 100_000, voice) for each in bounds]


def test_a_larger_pool_is_told_when_its_losses_are_worked_out():
    sentences = text(world([{**FORESTER, "strength": 5}]), exact_up_to=1)
    assert any("is worked out when an objection is heard" in each for each in sentences["en"])
    assert any("在听取异议时计算" in each for each in sentences["zh-hans"])


def test_a_plan_that_is_not_proven_is_told_as_it_stands_and_without_losses():
    made = world([{**FORESTER, "strength": 5}])
    found = solve(made.problem)
    stopped = replace(found, status="limited", workings=None)
    told = Explaining(stopped, made)
    assert "(by how much was not worked out)" in " ".join(told.person("mei")["en"])
    assert told.host("D1")["en"] == Explaining(found, made).host("D1")["en"]
    assert "What each rule costs is worked out once the plan is proven." in told.panel()["en"]
