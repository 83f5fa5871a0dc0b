import pytest

from shanhai.cli.failures import Failure
from shanhai.cli.rule_change import changed_rule
from shanhai.matching import rules
from shanhai.matching.groups import where
from shanhai.matching.whatif import DropRule, SetRule
from tests.cli.cast import tiny

PROBLEM = tiny(
    rules=[
        rules.AtMost(id="most", limit=3),
        rules.Mix(id="mix", people=where(person="lin"), least=10),
        rules.OrderMinimum(id="minimum"),
        rules.Team(id="team", members=("lin", "mei")),
    ]
)


def test_a_rule_is_turned_off() -> None:
    assert changed_rule(PROBLEM, "most", "OFF") == DropRule("most")


@pytest.mark.parametrize(
    ("name", "change", "field", "value"),
    [
        ("most", "limit = 4", "limit", 4),
        ("most", "strength=elastic", "strength", "elastic"),
        ("most", "people=person=lin|mei; level=3", "people", where(person=["lin", "mei"], level=3)),
        ("most", "people=", "people", where()),
        ("mix", "most=40", "most", 40),
        ("mix", "least=20", "least", 20),
        ("minimum", "or_none=true", "or_none", True),
        ("minimum", "or_none=no", "or_none", False),
    ],
)
def test_one_field_takes_a_new_value_of_its_kind(name: str, change: str, field: str, value: object) -> None:
    edit = changed_rule(PROBLEM, name, change)
    assert isinstance(edit, SetRule)
    assert getattr(edit.rule, field) == value


def test_a_list_is_not_changed_from_the_command_line() -> None:
    with pytest.raises(Failure):
        changed_rule(PROBLEM, "team", "members=lin")
