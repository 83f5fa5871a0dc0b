from shanhai.matching import criteria
from tests.telling.cast import account, problem, result


def test_ends_of_a_placement_are_told_by_id() -> None:
    of = account()
    assert (of.home("lin"), of.home_kind("lin"), of.home_place("lin")) == ("uni", "university", "capital")
    assert (of.host("guide"), of.host_place("guide"), of.host_place("plan")) == ("qx", "songmen", "qingxi")
    assert (of.direction("tutor"), of.tier("guide")) == ("up", 2)


def test_what_is_unknown_is_empty() -> None:
    bare = [{"id": each} for each in ("lin", "mei", "an", "bo")]
    of = account(result(problem(people=bare, rules=[])))
    assert (of.home("lin"), of.home_kind("lin"), of.home_place("lin")) == ("", "", "")


def test_seats_and_placements_are_counted_by_direction() -> None:
    of = account()
    assert of.directions == ("down", "up")
    assert dict(of.placed_by_direction) == {"down": 2, "up": 1}
    assert dict(of.seats_by_direction) == {"down": 4, "up": 1}


def test_soft_criteria_stand_heaviest_first_with_the_most_they_give() -> None:
    assert list(account().most.items()) == [("expertise", 60_000), ("person_wishes", 40_000)]


def test_given_points_go_by_their_own_name_and_most() -> None:
    given = criteria.Given(weight=2, name="interview", pairs=(("lin", "plan", 7), ("mei", "plan", 3)))
    assert account(result(problem(criteria=[given]))).most == {"interview": 14}


def test_placements_are_found_by_order_and_by_person() -> None:
    assert [each.person for each in account().by_order["guide"]] == ["mei"]
    assert [each.order for each in account().by_person["lin"]] == ["plan"]
