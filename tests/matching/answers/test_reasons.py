"""Why people have no place."""

from shanhai.matching.answers.reasons import LOOKED_AT, best_fits, reasons, weight_of
from shanhai.matching.criteria import Direction, Given, Qualified, compile_all
from shanhai.matching.problem import Problem
from shanhai.matching.result import Loss, Unplaced
from tests.matching.criteria.cases import problem_of
from tests.matching.plans import plan_of

STAGES = ("seats-1", "fit")


def cast(**capacity: int) -> Problem:
    """Ann fits the ward best, then the barn; Bob may go to the ward only; Cho may go nowhere."""
    people = [
        {
            "id": "ann",
            "qualifications": ["medicine"],
            "directions": ["down"],
            "capacity": capacity.get("ann", 1),
        },
        {"id": "bob", "qualifications": ["medicine"], "directions": ["down"]},
        {"id": "cho", "directions": ["up"]},
    ]
    orders = [
        {"id": "ward", "qualifications": ["medicine"], "direction": "down"},
        {"id": "barn", "direction": "down", "wishes": []},
        {"id": "pier", "qualifications": ["diving"]},
    ]
    points = Given(pairs=(("ann", "ward", 9), ("ann", "barn", 4), ("bob", "ward", 7)))
    return problem_of(people, orders, points, Qualified(), Direction())


def found(
    problem: Problem, *pairs: tuple[str, str], rules: tuple[str, ...] = (), **losses: Loss
) -> dict[str, Unplaced]:
    told = reasons(
        problem,
        compile_all(problem),
        plan_of(problem, pairs),
        STAGES,
        lambda i, j: losses.get(f"{problem.people.id[i]}_{problem.orders.id[j]}", Loss("fit", 1, False)),
        lambda i, able: rules,
    )
    assert [each.person for each in told] == sorted(each.person for each in told)
    return {each.person: each for each in told}


def test_somebody_open_to_nothing_is_shut_out_and_every_barrier_is_counted() -> None:
    told = found(cast(), ("ann", "barn"), ("bob", "ward"))
    assert told == {"cho": Unplaced("cho", "shut_out", 0, {"qualified": 2, "direction": 2})}


def test_somebody_outbid_is_told_the_best_order_its_fit_and_the_loss() -> None:
    told = found(cast(), ("ann", "ward"), bob_barn=Loss("fit", 2, False), bob_ward=Loss("fit", 5, True))
    assert told["bob"] == Unplaced("bob", "outbid", 2, {}, "barn", 0, Loss("fit", 2, False))


def test_a_loss_in_a_later_stage_is_the_smaller_one() -> None:
    told = found(
        cast(), ("ann", "ward"), bob_barn=Loss("seats-1", 1, False), bob_ward=Loss("fit", 900, False)
    )
    assert told["bob"].best_order == "ward"


def test_among_equal_losses_the_better_fit_is_told() -> None:
    assert found(cast(), ("ann", "barn"))["bob"].best_order == "ward"


def test_rules_that_hold_somebody_back_are_named() -> None:
    told = found(cast(), ("ann", "barn"), rules=("release",))
    assert (told["bob"].reason, told["bob"].rules) == ("rule", ("release",))
    assert told["cho"].reason == "shut_out"


def test_whoever_offers_more_than_the_plan_takes_is_told_why() -> None:
    told = found(cast(ann=3), ("ann", "ward"), ("bob", "barn"))
    assert (told["ann"].reason, told["ann"].open_orders, told["ann"].best_order) == ("outbid", 1, "barn")


def test_whoever_has_all_that_is_open_to_them_is_shut_out_of_the_rest() -> None:
    told = found(cast(ann=3), ("ann", "ward"), ("ann", "barn"))
    assert told["ann"] == Unplaced("ann", "shut_out", 0, {"qualified": 1})


def test_only_the_orders_of_best_fit_are_asked_for_their_loss() -> None:
    asked = []
    problem = problem_of([{}], [{}] * 30, Given(pairs=tuple(("p0", f"o{j}", 30 - j) for j in range(30))))

    def loss(i: int, j: int) -> Loss:
        asked.append(j)
        return Loss("fit", 1, False)

    reasons(problem, compile_all(problem), plan_of(problem, ()), STAGES, loss, lambda i, able: ())
    assert asked == list(range(LOOKED_AT))


def test_best_fits_puts_equal_ones_in_the_order_of_their_ids() -> None:
    problem = problem_of([{}], [{"id": each} for each in "dcba"], Given(pairs=(("p0", "b", 1),)))
    scores = compile_all(problem).block(slice(None))[0]
    best = best_fits(problem, problem.orders.seats.nonzero()[0], scores, 3)
    assert [problem.orders.id[j] for j in best] == ["b", "a", "c"]


def test_losses_are_weighed_by_stage_before_amount() -> None:
    losses = [Loss("seats-1", 1, False), Loss("fit", 9, False), Loss("", 0, True), Loss("fit", 2, True)]
    ranked = sorted(losses, key=lambda each: weight_of(each, STAGES))
    assert [(each.stage, each.amount) for each in ranked] == [("", 0), ("fit", 2), ("fit", 9), ("seats-1", 1)]
