"""Explanations of a result that has just been settled."""

import pytest

from shanhai.matching import criteria, solve
from shanhai.matching.problem import Problem
from shanhai.matching.result import Result
from shanhai.telling.account import MOST_EXPLAINED, Account
from shanhai.telling.answers import person_text
from shanhai.telling.asking import everybody, explainer_of
from shanhai.telling.order_answers import order_sentences
from shanhai.telling.voice import Voice


def _settled() -> Result:
    """Mei gets the school, which both wish for and only one can have."""
    problem = Problem.of(
        people=[{"id": "lin", "wishes": ["school"]}, {"id": "mei", "wishes": ["school"]}],
        orders=[{"id": "school", "wishes": ["mei"]}, {"id": "harbour"}],
        criteria=[criteria.HostWishes(weight=60), criteria.PersonWishes(weight=40)],
        seed="s",
    )
    return solve(problem)


def test_a_loss_is_at_least_what_it_is_exactly() -> None:
    result = _settled()
    (at_least,) = explainer_of(result).person("lin").wishes
    (exactly,) = explainer_of(result, exact=True).person("lin").wishes
    assert at_least.loss is not None
    assert exactly.loss is not None
    assert (exactly.loss.stage, exactly.loss.exact) == ("fit", True)
    assert at_least.loss.amount <= exactly.loss.amount


def _crowded() -> Result:
    """Two people who fit one order equally well: the bound of placing the other one says nothing."""
    people = [{"id": "lin", "wishes": ["school"]}, {"id": "mei", "wishes": ["school"]}]
    problem = Problem.of(
        people=people, orders=[{"id": "school"}], criteria=[criteria.PersonWishes(weight=40)], seed="s"
    )
    return solve(problem)


def test_a_loss_of_which_the_bounds_say_nothing_is_worked_out() -> None:
    result = _crowded()
    (left_out,) = result.unplaced
    assert (left_out.loss.stage, left_out.loss.exact) == ("", False)
    told = Account(result).unplaced[left_out.person].loss
    assert told.exact
    assert told == explainer_of(result, exact=True, most=0).person(left_out.person).unplaced.loss


def test_no_more_losses_are_worked_out_than_one_may_wait_for(monkeypatch) -> None:
    monkeypatch.setattr("shanhai.telling.asking.MOST_WORKED_OUT", 0)
    result = _crowded()
    (left_out,) = result.unplaced
    assert Account(result).unplaced[left_out.person].loss == left_out.loss


def test_nobody_is_seen_unless_the_asker_may() -> None:
    hidden, seen = (
        explainer_of(_settled(), may_see=may_see).order("school") for may_see in (lambda _: False, everybody)
    )
    assert (len(hidden.placed), hidden.placed_hidden) == (0, 1)
    assert ([each.person for each in seen.placed], seen.placed_hidden) == (["mei"], 0)


def test_an_order_tells_whom_it_has_and_who_was_close() -> None:
    result = _settled()
    explained = explainer_of(result, may_see=everybody).order("school")
    told = order_sentences(explained, Account(result), Voice("en"))
    assert told[0] == "“school” has 1 seat, 1 filled; 2 people were eligible."
    assert told[1].startswith("mei (1.00): ")
    assert told[2].startswith("Close were: lin (")
    assert "now at “harbour”" in told[2]


def test_an_order_hides_people_whom_the_asker_may_not_see() -> None:
    result = _settled()
    told = " ".join(order_sentences(explainer_of(result).order("school"), Account(result), Voice("zh-hans")))
    assert "mei" not in told
    assert "lin" not in told
    assert "另有 2 人不予显示" in told


def test_the_office_reads_every_wish_of_everybody() -> None:
    told = person_text("lin", Account(_settled()), Voice("en"))
    assert told[-1].startswith(
        "“school”, their first wish, would have fitted at 0.40; placing them there would "
    )


def test_very_many_people_are_not_asked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shanhai.telling.account.MOST_EXPLAINED", 1)
    assert MOST_EXPLAINED > 1
    account = Account(_settled())
    assert account.explainer is None
    with pytest.raises(ValueError, match="Solve the problem again"):
        account.explained("lin")
