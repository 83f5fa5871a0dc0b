from shanhai.telling.flows import Flow, ends, flows
from tests.telling.cast import account, problem, result


def test_people_are_counted_from_place_to_place() -> None:
    assert flows(account(), "down") == [
        Flow("capital", "qingxi", 1, 88_000), Flow("capital", "songmen", 1, 44_000),
    ]  # fmt: skip
    assert flows(account(), "up") == [Flow("qingxi", "capital", 1, 70_000)]
    assert flows(account(), "across") == []


def test_a_placement_without_a_known_place_is_left_out() -> None:
    bare = [{"id": each} for each in ("uni", "dept", "qx", "hospital")]
    of = problem(organisations=bare, rules=[])
    assert [flow.target for flow in flows(account(result(of)), "down")] == []


def test_ends_add_up_over_flows() -> None:
    assert ends(flows(account(), "down"), "origin") == {"capital": 2}
    assert ends(flows(account(), "down"), "target") == {"qingxi": 1, "songmen": 1}
