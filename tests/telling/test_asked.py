from shanhai.telling.asked import answers
from tests.telling.cast import account


def test_codes_that_are_asked_for_are_held_near_or_missing() -> None:
    told = {(each.asked, each.held, each.how) for each in answers(account(), "lin", "plan")}
    assert told == {("K11", "K11", "held"), ("K2", "K2", "held")}
    assert [(each.asked, each.held, each.how) for each in answers(account(), "mei", "guide")] == [
        ("K11", "K12", "near")
    ]
    assert [(each.asked, each.held, each.how) for each in answers(account(), "an", "guide")] == [
        ("K11", "", "missing")
    ]


def test_the_most_important_code_stands_first_and_evidence_is_told() -> None:
    found = answers(account(), "lin", "plan")
    assert [each.asked for each in found] == ["K11", "K2"]
    assert [each.is_evidenced for each in found] == [True, False]
