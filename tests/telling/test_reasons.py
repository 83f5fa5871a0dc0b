from shanhai.matching.result import Loss, Shortage, Unplaced
from shanhai.telling.reasons import shortage_sentence, shortage_title, unplaced_sentence
from tests.telling.cast import ENGLISH, HANS, problem


def test_an_outbid_person_reads_what_their_best_order_would_have_cost() -> None:
    reason = Unplaced("lin", "outbid", 2, best_order="guide", best_fit=85_000, loss=Loss("seats-1", 1, True))
    assert unplaced_sentence(reason, problem(), ENGLISH) == (
        "2 orders are open to 林舒; the best is “旅游顾问” (0.85). "
        "Placing them there would leave 1 seat of priority 1 empty that the plan fills."
    )


def test_whoever_is_shut_out_reads_what_shuts_each_order() -> None:
    reason = Unplaced("lin", "shut_out", 0, {"qualified": 1, "direction": 3, "dates": 0})
    assert unplaced_sentence(reason, problem(), ENGLISH) == (
        "None of the 4 orders is open to 林舒: 1 order asks for a qualification that is missing and "
        "3 orders go the other way."
    )
    assert (
        unplaced_sentence(reason, problem(), HANS)
        == "4 个订单均不向林舒开放：1 个缺少所需资格，3 个方向不符。"
    )


def test_whoever_is_held_back_reads_by_which_rules() -> None:
    reason = Unplaced("lin", "rule", 1, best_order="plan", best_fit=50_000, rules=("release", "pin"))
    assert unplaced_sentence(reason, problem(), ENGLISH) == (
        "林舒 could take 1 open order, the best being “规划师” (0.50), but is held back by the rule "
        "“各单位最多两人” and the rule “薄远 goes to “挂职干部””."
    )
    plain = Unplaced("lin", "rule", 0, rules=("release",))
    assert unplaced_sentence(plain, problem(), ENGLISH) == "林舒 is held back by the rule “各单位最多两人”."


def test_a_cut_is_told_by_its_counts() -> None:
    cut = Shortage("cut", ("plan", "nurse"), 12, tuple(f"P{at}" for at in range(9)), 8)
    assert shortage_sentence(cut, problem(), ENGLISH) == (
        "The 2 orders have 12 seats in all, but only 9 people are eligible for any of them, and they "
        "can fill 8 at "
        "most. So at least 4 seats stay empty, whatever the plan."
    )


def test_a_cut_of_one_order_speaks_of_it_alone() -> None:
    cut = Shortage("cut", ("nurse",), 2, ("lin",), 1)
    assert shortage_sentence(cut, problem(), ENGLISH).startswith(
        "This order has 2 seats, but only 1 person is "
    )


def test_an_order_that_nobody_is_eligible_for_says_so() -> None:
    nobody = Shortage("cut", ("nurse",), 2, (), 0)
    assert shortage_sentence(nobody, problem(), ENGLISH) == (
        "Nobody in the pool is eligible for this order. So 2 seats stay empty, whatever the plan."
    )
    both = Shortage("cut", ("plan", "nurse"), 3, (), 0)
    assert "any of these 2 orders" in shortage_sentence(both, problem(), ENGLISH)


def test_a_forced_seat_is_told_by_what_it_would_break() -> None:
    forced = Shortage("forced", ("nurse",), 1, rules=("release",), stages=("seats-1",))
    assert shortage_sentence(forced, problem(), ENGLISH) == (
        "One more seat of “护士” could be filled only by breaking the rule “各单位最多两人” or "
        "losing in seats of priority 1."
    )
    assert shortage_sentence(Shortage("forced", ("nurse",), 1), problem(), ENGLISH) == (
        "One more seat of “护士” cannot be filled within the rules."
    )


def test_a_seat_that_nobody_knows_about_yet_is_told_as_such():
    undecided = Shortage("undecided", ("nurse",), 1)
    assert shortage_sentence(undecided, problem(), ENGLISH).startswith(
        "The search was stopped before it was known whether more seats of"
    )
    assert shortage_title("undecided", ENGLISH) == "Not settled when the search was stopped"
