from shanhai.matching.result import Conflict, Stage
from shanhai.telling.stages import stage_gap, stage_title, stage_value, status_sentences, summary_sentences
from tests.telling.cast import ENGLISH, HANS, problem, result


def test_stages_are_called_by_what_they_are_about() -> None:
    assert [stage_title(name, ENGLISH) for name in ("violations", "seats-2", "tie-1")] == [
        "violations of elastic rules", "seats of priority 2", "ties, round 1",
    ]  # fmt: skip
    assert stage_title("seats-2", HANS) == "第 2 优先级名额"


def test_violations_are_shown_as_positive_and_fit_in_perfect_fits() -> None:
    assert stage_value("violations", -3, problem()) == "3"
    assert stage_value("fit", 202_000, problem()) == "2.02"
    assert stage_value("seats-1", 81, problem()) == "81"


def test_an_open_gap_never_shows_as_closed() -> None:
    assert stage_gap(Stage("fit", 202_000, 202_000, "prices"), problem()) == "0.00"
    assert stage_gap(Stage("fit", 202_000, 202_001, "open"), problem()) == "< 0.01"
    assert stage_gap(Stage("seats-1", 5, 7, "open"), problem()) == "2"


def test_a_proven_plan_says_so_and_whether_it_is_the_only_one() -> None:
    told = " ".join(status_sentences(result(), ENGLISH))
    assert "No plan that keeps these rules does better" in told
    assert "the only best plan" in told
    assert "no solver has to be trusted" in told
    assert "exactly as good" in " ".join(status_sentences(result(unique=False), ENGLISH))


def test_a_bound_that_rests_on_the_solver_is_named() -> None:
    told = " ".join(status_sentences(result(stages=(Stage("fit", 1, 1, "solver"),)), ENGLISH))
    assert "The bound of “total fit” rests on the solver's word" in told
    assert "no solver has to be trusted" not in told


def test_a_limited_plan_does_not_claim_to_be_best() -> None:
    told = " ".join(status_sentences(result(status="limited", stages=(Stage("fit", 1, 5, "open"),)), ENGLISH))
    assert "stopped" in told
    assert "No plan that keeps these rules does better" not in told


def test_a_conflict_names_the_rules_and_the_cheapest_bend() -> None:
    conflict = Conflict(("release", "pin"), {"release": 2}, 2)
    told = " ".join(status_sentences(result(status="conflict", conflict=conflict), ENGLISH))
    assert "“各单位最多两人” and “薄远 goes to “挂职干部””" in told
    assert "bend “各单位最多两人” by 2 units" in told


def test_the_summary_counts_people_seats_fit_and_rules() -> None:
    assert summary_sentences(result(), ENGLISH) == [
        "3 of 4 people placed.",
        "3 of 5 seats filled.",
        "Average fit 0.67 of 1.00.",
        "2 of 3 rules kept in full.",
    ]
