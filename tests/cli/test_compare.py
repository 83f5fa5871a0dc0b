"""`shanhai compare`: what is different between two plans."""

from pathlib import Path

from shanhai.matching import criteria, rules, where
from tests.cli.cast import shanhai, tiny, write


def planned(folder: Path, name: str, **changes: object) -> Path:
    """A plan of the tiny problem after changes."""
    target = folder / name
    file = write(folder, tiny(**changes), name=f"{name}.xlsx")
    answer = shanhai("plan", file, "--to", target, "--no-html", "--no-xlsx", "--no-rule-costs")
    assert answer.code == 0
    return target


def test_a_plan_compared_with_itself_moves_nobody(tmp_path: Path) -> None:
    one = planned(tmp_path, "one")
    answer = shanhai("compare", one, one)
    assert answer.code == 0
    assert "The whole neither loses nor gains." in answer.out
    assert "Nobody moves." in answer.out


def test_who_moves_and_what_the_whole_loses_is_told(tmp_path: Path) -> None:
    one = planned(tmp_path, "one")
    ban = rules.Ban(id="not there", people=where(person="lin"), orders=where(order="plan"))
    other = planned(tmp_path, "other", rules=[rules.AtMost(id="all", limit=2), ban])
    answer = shanhai("compare", one, other)
    assert answer.code == 0
    assert "Only in the second plan" in answer.out
    assert "2 people move:" in answer.out
    assert answer.out.count("→") > 2


def test_the_list_of_people_can_be_cut(tmp_path: Path) -> None:
    one = planned(tmp_path, "one")
    other = planned(tmp_path, "other", criteria=[criteria.HostWishes(weight=100)], seed="another")
    moved = shanhai("compare", one, other, "--json").json["moved"]
    answer = shanhai("compare", one, other, "--most", "0")
    assert "cannot be held against each other" in answer.out
    assert ("… and" in answer.out) == bool(moved)


def test_machines_get_every_stage_and_everybody_who_moves(tmp_path: Path) -> None:
    one = planned(tmp_path, "one")
    fewer = planned(tmp_path, "fewer", rules=[rules.AtMost(id="all", limit=1)])
    answer = shanhai("compare", one, fewer, "--json").json
    assert answer["same_rules"] is False
    assert answer["stages"]["seats-1"] == {"before": 2, "after": 1}
    assert len(answer["moved"]) == 1


def test_plans_of_other_people_are_refused(tmp_path: Path) -> None:
    one = planned(tmp_path, "one")
    other = planned(tmp_path, "other", people=[{"id": "lin"}, {"id": "zhao"}])
    answer = shanhai("compare", one, other)
    assert answer.code == 2
    assert "2 are in one only, such as mei" in answer.err
