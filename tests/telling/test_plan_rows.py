from shanhai.telling.plan_rows import plan_sheets
from tests.telling.cast import ENGLISH, HANS, account, result


def test_the_sheets_are_those_that_the_guide_names() -> None:
    titles = [sheet.title for sheet in plan_sheets(account(), ENGLISH, (), {})]
    assert titles == ["Placements", "Unplaced", "Empty seats", "Rules", "Proof", "Explanations", "Notes"]


def test_every_row_has_a_cell_for_each_column() -> None:
    for sheet in plan_sheets(account(), HANS, None, {}):
        assert sheet.rows
        assert {len(row) for row in sheet.rows} == {len(sheet.columns)}


def test_the_parts_of_a_fit_add_up() -> None:
    placements = plan_sheets(account(), ENGLISH, (), {})[0]
    assert [row[9] for row in placements.rows] == [0.88, 0.44, 0.7]
    assert all(abs(sum(row[10:]) - row[9]) < 1e-9 for row in placements.rows)


def test_everybody_has_one_row_of_explanation() -> None:
    explanations = plan_sheets(account(), HANS, (), {})[5]
    assert [row[0] for row in explanations.rows] == ["lin", "mei", "an", "bo"]
    assert all(row[-1] for row in explanations.rows)


def test_somebody_about_whom_nothing_is_known_is_told_to_have_no_place() -> None:
    explanations = plan_sheets(account(result(unplaced=())), ENGLISH, (), {})[5]
    assert explanations.rows[2][-1] == "安 <b> has no place in this plan."


def test_the_notes_say_what_the_independent_check_found() -> None:
    found = dict(plan_sheets(account(), ENGLISH, ["A row is wrong."], {"plan": "abc"})[6].rows)
    assert found["independent check"] == "A row is wrong."
    assert found["plan"] == "abc"
    assert "Not yet checked" in dict(plan_sheets(account(), ENGLISH, None, {})[6].rows)["independent check"]
    assert "nothing found" in dict(plan_sheets(account(), ENGLISH, (), {})[6].rows)["independent check"]
