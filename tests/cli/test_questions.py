"""`shanhai explain` and `shanhai whatif`: questions to a plan that stands in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shanhai.matching import criteria
from tests.cli.cast import shanhai, tiny, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    """Both wish for the same order; the host has named one of them."""
    wished = tiny(
        people=[{"id": "lin", "wishes": ["plan"]}, {"id": "mei", "wishes": ["plan"]}],
        orders=[{"id": "plan", "wishes": ["mei"]}, {"id": "guide"}],
        criteria=[criteria.PersonWishes(weight=40), criteria.HostWishes(weight=60)],
    )
    path, folder = write(tmp_path, wished), tmp_path / "out"
    assert shanhai("plan", path, "--to", folder, "--no-html", "--no-xlsx").code == 0
    return folder


def test_a_person_is_explained(planned: Path) -> None:
    answer = shanhai("explain", planned, "--person", "lin")
    assert answer.code == 0
    assert "林舒 is placed at “旅游顾问”" in answer.out
    assert "“规划师”, their first wish, would have fitted at 0.40; placing them there would" in answer.out


def test_what_a_wish_would_cost_is_worked_out_unless_a_bound_will_do(planned: Path) -> None:
    exact = shanhai("explain", planned, "--person", "lin", "--json").json
    bound = shanhai("explain", planned, "--person", "lin", "--at-least", "--json").json
    assert exact["wishes"][0]["loss"]["exact"]
    assert not bound["wishes"][0]["loss"]["exact"]
    assert bound["wishes"][0]["loss"]["amount"] <= exact["wishes"][0]["loss"]["amount"]


def test_an_order_is_explained(planned: Path) -> None:
    answer = shanhai("explain", planned, "--order", "plan", "--language", "zh-hans")
    assert "“规划师”有 1 个名额，已填补 1 个；符合条件的有 2 人。" in answer.out
    assert "陈梅（1.00）" in answer.out


def test_machines_get_the_data_and_the_sentences(planned: Path) -> None:
    answer = shanhai("explain", planned, "--person", "lin", "--json").json
    assert answer["wishes"][0]["order"] == "plan"
    assert answer["sentences"]
    assert shanhai("explain", planned, "--order", "plan", "--json").json["eligible"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Give either --person or --order."),
        (["--person", "lin", "--order", "plan"], "Give either --person or --order."),
        (["--person", "linn"], "There is no person “linn” in this plan. Did you mean lin?"),
        (["--order", "nope"], "There is no order “nope” in this plan."),
    ],
)
def test_questions_about_nobody_are_refused(planned: Path, arguments: list[str], said: str) -> None:
    answer = shanhai("explain", planned, *arguments)
    assert answer.code == 2
    assert said in answer.err


def test_a_withdrawal_tells_who_moves(planned: Path) -> None:
    answer = shanhai("whatif", planned, "--withdraw", "mei")
    assert answer.code == 0
    assert answer.out.startswith("The whole loses 1 seat of priority 1")
    assert "陈梅: 规划师 → no place" in answer.out
    assert "林舒: 旅游顾问 → 规划师" in answer.out


def test_least_change_moves_as_few_people_as_possible(planned: Path) -> None:
    moved = shanhai("whatif", planned, "--withdraw", "mei", "--least-change", "--json").json["moved"]
    assert [each["person"] for each in moved] == ["mei"]


def test_a_swap_and_a_pin_and_a_ban_come_to_the_same(planned: Path) -> None:
    swap, pin, ban = (
        shanhai("whatif", planned, *edit, "--json").json
        for edit in (["--swap", "lin", "mei"], ["--pin", "lin", "plan"], ["--forbid", "mei", "plan"])
    )
    assert swap["loss"]["stage"] == "fit"
    assert swap["moved"] == pin["moved"] == ban["moved"]


def test_a_rule_can_be_changed_or_turned_off(planned: Path) -> None:
    fewer = shanhai("whatif", planned, "--change-rule", "all", "limit=1", "--json").json
    assert fewer["stages"]["seats-1"] == {"before": 2, "after": 1}
    assert shanhai("whatif", planned, "--change-rule", "all", "off").out == (
        "The whole neither loses nor gains.\nNobody moves.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say what to change"),
        (["--change-rule", "al", "off"], "There is no rule “al” in this plan. Did you mean all?"),
        (["--change-rule", "all", "limit"], "“limit” is not a change of a rule."),
        (["--change-rule", "all", "limit=many"], "“limit=many” is not a change of a rule."),
        (["--change-rule", "all", "size=3"], "A rule of kind at_most has no field “size”. It has: "),
        (["--change-rule", "all", "people=home"], "“people=home” is not a change of a rule."),
        (["--change-rule", "all", "limit=-1"], "things are wrong with this problem"),
        (["--withdraw", "nobody"], "There is no person “nobody” in this plan."),
        (["--pin", "lin", "nowhere"], "There is no order “nowhere” in this plan."),
    ],
)
def test_changes_that_cannot_be_are_refused(planned: Path, arguments: list[str], said: str) -> None:
    answer = shanhai("whatif", planned, *arguments)
    assert answer.code == 2
    assert said.removeprefix("things are") in answer.err.replace("thing is", "")


def test_a_plan_that_was_changed_by_hand_is_not_explained(planned: Path) -> None:
    path = planned / "plan.json"
    text = path.read_text(encoding="utf-8").replace('"order": "guide"', '"order": "plan"', 1)
    path.write_text(text, encoding="utf-8")
    answer = shanhai("explain", planned, "--person", "lin")
    assert answer.code == 1
    assert "gives another plan than the one in the folder" in answer.err
