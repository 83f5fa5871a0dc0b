"""`shanhai plan` and `shanhai verify`: a folder that can be trusted, or a sentence why not."""

import json
from pathlib import Path

import pytest

from shanhai.cli import plan as plan_module
from shanhai.cli.plan_folder import NAMES
from shanhai.matching import rules
from tests.cli.cast import Answer, shanhai, tiny, write


@pytest.fixture
def planned(tmp_path: Path) -> tuple[Path, Answer]:
    answer = shanhai("plan", write(tmp_path), "--to", tmp_path / "out")
    return tmp_path / "out", answer


def test_a_plan_is_a_folder_of_four_things(planned: tuple[Path, Answer]) -> None:
    folder, answer = planned
    assert (answer.code, answer.err) == (0, "")
    assert {path.name for path in folder.iterdir()} == NAMES
    assert "Proven best" in answer.out
    assert "2 of 2 people placed." in answer.out
    assert all(f"{folder / name}" in answer.out for name in NAMES)


def test_the_page_and_the_record_speak_of_the_same_plan(planned: tuple[Path, Answer]) -> None:
    folder, _ = planned
    record = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    page = (folder / "plan.html").read_text(encoding="utf-8")
    assert {(each["person"], each["order"]) for each in record["placements"]} == {
        ("lin", "plan"),
        ("mei", "guide"),
    }
    assert record["digest"] in page
    assert "nothing found" in page


def test_a_plan_that_is_there_is_replaced(planned: tuple[Path, Answer]) -> None:
    folder, _ = planned
    assert shanhai("plan", write(folder.parent, name="again.xlsx"), "--to", folder, "--no-html").code == 0
    assert {path.name for path in folder.iterdir()} == NAMES - {"plan.html"}


def test_files_that_are_not_wanted_are_not_written(tmp_path: Path) -> None:
    answer = shanhai(
        "plan", write(tmp_path), "--to", tmp_path / "out", "--no-html", "--no-xlsx", "--no-verify", "--json"
    )
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"plan.json", "problem"}
    assert (answer.json["verified"], answer.json["status"]) == (None, "proven")


def test_machines_get_one_object(tmp_path: Path) -> None:
    answer = shanhai("plan", write(tmp_path), "--to", tmp_path / "out", "--json")
    assert (answer.json["placed"], answer.json["filled"], answer.json["verified"]) == (2, 2, True)
    assert all(stage["gap"] == 0 for stage in answer.json["stages"])
    assert answer.err == ""


def test_files_speak_the_language_that_was_asked_for(tmp_path: Path) -> None:
    shanhai("plan", write(tmp_path), "--to", tmp_path / "out", "--language", "zh-hant")
    page = (tmp_path / "out" / "plan.html").read_text(encoding="utf-8")
    assert '<html lang="zh-Hant">' in page
    assert "匹配方案" in page


def test_a_problem_with_wrong_cells_is_not_planned(tmp_path: Path) -> None:
    folder = write(tmp_path, name="csv")
    orders = folder / "orders.csv"
    orders.write_text(
        orders.read_text(encoding="utf-8-sig").replace("plan,", "plan,,,nowhere,", 1), encoding="utf-8-sig"
    )
    answer = shanhai("plan", folder, "--to", tmp_path / "out")
    assert answer.code == 2
    assert "Nothing was planned or written" in answer.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_other_things_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_module, "open_book", lambda *_, **__: pytest.fail("the problem was read"))
    (tmp_path / "thesis.doc").write_text("years of work")
    assert shanhai("plan", tmp_path / "p.xlsx", "--to", tmp_path).code == 2


def test_stopping_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    path = write(tmp_path)
    monkeypatch.setattr(plan_module, "write_plan", stop)
    answer = shanhai("plan", path, "--to", tmp_path / "out")
    assert answer.code == 130
    assert "Stopped." in answer.err
    assert [each.name for each in tmp_path.iterdir()] == ["problem.xlsx"]


def test_what_a_rule_costs_is_told_unless_it_is_not_wanted(tmp_path: Path) -> None:
    tight = tiny(rules=[rules.AtMost(id="few", limit=1)])
    path, folder = write(tmp_path, tight), tmp_path / "out"
    shanhai("plan", path, "--to", folder)
    page = (folder / "plan.html").read_text(encoding="utf-8")
    assert "Without it the plan would gain 1 seat of priority 1 and 1.00 of fit." in page
    shanhai("plan", path, "--to", folder, "--no-rule-costs")
    assert "Without it" not in (folder / "plan.html").read_text(encoding="utf-8")


def test_rules_that_cannot_all_hold_are_told_with_code_1(tmp_path: Path) -> None:
    torn = tiny(rules=[rules.AtMost(id="few", limit=1), rules.AtLeast(id="many", limit=2)])
    answer = shanhai("plan", write(tmp_path, torn), "--to", tmp_path / "out")
    assert answer.code == 1
    assert "The rules cannot all hold" in answer.out
    assert "none of them can be left out" in answer.out


def test_an_untouched_plan_is_verified(planned: tuple[Path, Answer]) -> None:
    answer = shanhai("verify", planned[0])
    assert answer.code == 0
    assert answer.out.startswith("Verified: every rule, every sum and every bound holds.")
    assert shanhai("verify", planned[0], "--json").json["ok"] is True


def test_a_changed_plan_is_not_verified(planned: tuple[Path, Answer]) -> None:
    path = planned[0] / "plan.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"person": "lin"', '"person": "mei"', 1), encoding="utf-8"
    )
    answer = shanhai("verify", planned[0])
    assert answer.code == 1
    assert "Not verified." in answer.out


def test_a_plan_is_not_verified_against_another_problem(planned: tuple[Path, Answer], tmp_path: Path) -> None:
    other = write(tmp_path, tiny(seed="another"), "other.xlsx")
    answer = shanhai("verify", planned[0], "--problem", other)
    assert answer.code == 1
    assert "was made from another" in answer.out


@pytest.mark.parametrize("content", ["", "[]", "{", "{}"])
def test_a_broken_record_is_told_in_a_sentence(planned: tuple[Path, Answer], content: str) -> None:
    (planned[0] / "plan.json").write_text(content)
    answer = shanhai("verify", planned[0])
    assert answer.code in (1, 2)
    assert "cannot be read" in answer.err + answer.out or "is of schema" in answer.out


def test_a_folder_without_a_plan_is_told(tmp_path: Path) -> None:
    assert "holds no plan: plan.json is missing" in shanhai("verify", tmp_path).err
    assert shanhai("verify", tmp_path / "none").code == 2
